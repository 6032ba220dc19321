from collections.abc import Collection, Sequence

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from events.models import Conference, Extra, Variant
from events.roles import EVERYTHING, Permission
from panel.listing import Asked, Choice, Filter, Order, permitted
from panel.selectors.filters import (
    acceptance_filter,
    choices_of,
    institution_filters,
    label_filter,
    payment_filter,
    question_filters,
    submitted_filters,
    yes_no,
)
from registrations.enums import Diet, ParticipantState, QuestionTarget
from registrations.models import Participant, ParticipantExtra
from registrations.selectors import search_participants

POSITION = "variant__position"


def participant_filters(conference: Conference, granted: Collection[Permission] = EVERYTHING) -> list[Filter]:
    """Four queries: for the variants, extras, labels and questions."""
    variants = Variant.objects.filter(conference=conference).order_by("position", "pk")
    label = label_filter(conference, "participants")
    extra = extra_filter(conference)
    filters = [
        Filter("variant", _("Variant"), [Choice(one.slug, one.name, Q(variant=one.pk)) for one in variants]),
        Filter("state", _("State"), choices_of(ParticipantState.choices, "state")),
        payment_filter(conference, "card__", Q(state=ParticipantState.REGISTERED)),
        acceptance_filter("card__"),
        Filter(
            "arrived",
            _("Arrival"),
            yes_no(_("have arrived"), _("have not arrived"), Q(arrived_at__isnull=False)),
        ),
        Filter("diet", _("Diet"), choices_of(Diet.choices, "diet"), needs=Permission.VIEW_NEEDS),
        *([extra] if extra else []),
        *([label] if label else []),
        *institution_filters(conference, "card__"),
        *submitted_filters("card__"),
        *question_filters(conference, {QuestionTarget.PARTICIPANT: "pk", QuestionTarget.CARD: "card_id"}),
    ]
    return permitted(filters, granted)


def extra_filter(conference: Conference) -> Filter | None:
    choices = [
        Choice(one.slug, one.name, Q(Exists(ParticipantExtra.objects.filter(extra=one, participant=OuterRef("pk")))))
        for one in Extra.objects.filter(conference=conference)
    ]
    return Filter("extra", _("Extras"), choices) if choices else None


def participant_orders(granted: Collection[Permission] = EVERYTHING) -> Sequence[Order]:
    orders = [
        Order("surname", _("Surname and name"), ("sort_key",)),
        Order("institution", _("Institution"), ("card__institution__sort_key",), ("sort_key",)),
        Order(
            "variant",
            _("Variant"),
            (POSITION, "variant_id"),
            ("sort_key",),
        ),
        Order("state", _("State"), ("state",), ("sort_key",)),
        Order("diet", _("Diet"), ("diet",), ("sort_key",), needs=Permission.VIEW_NEEDS),
        Order("arrived", _("Arrived"), ("arrived_at",), ("sort_key",)),
        Order("submitted", _("Submitted"), ("card__submitted_at",), ("sort_key",)),
        Order("code", _("Card"), ("card__code",), ("sort_key",)),
    ]
    return permitted(orders, granted)


def participants_asked(conference: Conference, asked: Asked) -> QuerySet[Participant, Participant]:
    """What the list shows, row by row without further queries."""
    found = Participant.objects.of(conference).filter(search_participants(conference, asked.search), asked.where)
    order = asked.order_by
    if any(name.lstrip("-").startswith("card__") for name in order):
        # Says nothing new, and lets the cards of the conference be read in their order.
        found = found.filter(card__conference=conference)
    fetched = {relation: relation for detail in asked.shown for relation in detail.fetched}
    return (
        found.select_related("card__institution", "variant")
        .prefetch_related(*fetched)
        .order_by(*without_positions(conference, order))
    )


def without_positions(conference: Conference, order: Sequence[str]) -> list[str]:
    """Variants usually stand in the order in which they were made: then their keys say it, and an index has those.

    One query, and only for an order by variant.
    """
    positions = [name for name in order if name.removeprefix("-") == POSITION]
    if not positions:
        return [*order]
    keys = list(Variant.objects.filter(conference=conference).order_by("position", "pk").values_list("pk", flat=True))
    return [name for name in order if name not in positions] if keys == sorted(keys) else [*order]
