from collections.abc import Collection, Sequence

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from events.models import Conference
from events.roles import EVERYTHING, Permission
from panel.listing import Asked, Filter, Order, permitted
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
from registrations.enums import CardState, ParticipantState, QuestionTarget
from registrations.models import Participant, ParticipationCard
from registrations.selectors import search_participants


def card_filters(conference: Conference, granted: Collection[Permission] = EVERYTHING) -> list[Filter]:
    """Two queries: for the labels and questions."""
    label = label_filter(conference, "cards")
    waits = Exists(Participant.objects.filter(card=OuterRef("pk"), state=ParticipantState.WAITING))
    filters = [
        payment_filter(conference, ""),
        Filter("state", _("State"), choices_of(CardState.choices, "state")),
        acceptance_filter(""),
        Filter("waiting", _("Waiting list"), yes_no(_("somebody waits"), _("nobody waits"), Q(waits))),
        *([label] if label else []),
        *institution_filters(conference, ""),
        *submitted_filters(""),
        *question_filters(conference, {QuestionTarget.CARD: "pk"}),
    ]
    return permitted(filters, granted)


def card_orders(granted: Collection[Permission] = EVERYTHING) -> Sequence[Order]:
    money = Permission.VIEW_MONEY
    orders = [
        Order("institution", _("Institution"), ("institution__sort_key",), ("submitted_at",)),
        Order("submitted", _("Submitted"), ("submitted_at",)),
        Order("payby", _("Pay by"), ("pay_by",), needs=money),
        Order("due", _("Amount due"), ("due",), needs=money),
        Order("received", _("Received"), ("settled",), needs=money),
        Order("balance", _("To be paid"), ("owed",), needs=money),
        Order("signed", _("Signed card"), ("acceptance",)),
        Order("code", _("Card"), ("code",)),
    ]
    return permitted(orders, granted)


def cards_asked(conference: Conference, asked: Asked) -> QuerySet[ParticipationCard, ParticipationCard]:
    """Cards with `people` and `waiting_people`, how many take part and wait, and `owed`; searched by their people."""
    found = ParticipationCard.objects.filter(asked.where, conference=conference)
    if asked.search:
        people = Participant.objects.filter(search_participants(conference, asked.search), card=OuterRef("pk"))
        found = found.filter(Exists(people) | Q(code__iexact=asked.search) | Q(contact_email__icontains=asked.search))
    fetched = {relation: relation for detail in asked.shown for relation in detail.fetched}
    return (
        found.select_related("institution", "conference")
        .annotate(
            owed=F("due") - F("settled"),
            people=people_in(ParticipantState.REGISTERED),
            waiting_people=people_in(ParticipantState.WAITING),
        )
        .prefetch_related(*fetched)
        .order_by(*asked.order_by)
    )


def people_in(state: ParticipantState) -> Coalesce:
    """Counted for the cards of one page, and not for all before it is cut out."""
    people = Participant.objects.filter(card=OuterRef("pk"), state=state).order_by().values("card")
    return Coalesce(Subquery(people.annotate(number=Count("pk")).values("number")), 0)
