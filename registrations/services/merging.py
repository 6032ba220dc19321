"""Two institutions that are one, made one by hand."""

from django.db import transaction
from django.utils.translation import gettext as _
from simple_history.utils import bulk_update_with_history

from accounts.models import User
from registrations.models import Institution, Participant, ParticipationCard
from registrations.services.people import search_text

# Taken from the one given up where the one kept says nothing.
FILLED = ("email", "phone")


class NotTheSame(Exception):
    """Both are one already, or they belong to different associations or conferences."""


@transaction.atomic
def merge_institutions(*, keep: Institution, drop: Institution, by: User) -> Institution:
    """All cards of `drop`, of every edition, become cards of `keep`, and `drop` is no more.

    Cards keep what was written on them of the institution, buyer and recipient. Raises NotTheSame, also when
    somebody else merged them a moment ago.
    """
    keys = sorted({keep.pk, drop.pk})
    locked = {one.pk: one for one in Institution.objects.select_for_update().filter(pk__in=keys).order_by("pk")}
    if len(locked) != 2 or len({one.association_id for one in locked.values()}) != 1:
        raise NotTheSame
    kept, dropped = locked[keep.pk], locked[drop.pk]
    for name in FILLED:
        setattr(kept, name, getattr(kept, name) or getattr(dropped, name))
    kept.is_member = kept.is_member or dropped.is_member
    kept.save(update_fields=[*FILLED, "is_member"])
    cards = list(ParticipationCard.objects.select_for_update().filter(institution=dropped).order_by("pk"))
    for card in cards:
        card.institution = kept
    reason = _("Merged institutions: %(name)s was given up") % {"name": dropped.name}
    bulk_update_with_history(
        cards, ParticipationCard, ["institution"], default_user=by, default_change_reason=reason[:100]
    )
    find_anew(cards)
    dropped.delete()
    return kept


def find_anew(cards: list[ParticipationCard]) -> None:
    """What the people of these cards are searched by names the institution."""
    by_key = {card.pk: card for card in cards}
    people = list(Participant.objects.filter(card__in=cards))
    for person in people:
        card = by_key[person.card_id]
        person.search_text = search_text(card, person.first_name, person.last_name, person.email)
    Participant.objects.bulk_update(people, ["search_text"], batch_size=500)
