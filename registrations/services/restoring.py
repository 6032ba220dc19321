"""A card that expired is paid after all: it comes back, to its places or to the waiting list."""

from collections.abc import Sequence
from enum import StrEnum

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from events.history import signed
from events.services import DiscountUsedUp, NoPlaces, use_discount
from registrations.deadlines import makes_offers
from registrations.enums import CardState, LineKind, ParticipantState
from registrations.lines import line_of, sums_by_vat
from registrations.models import CardLine, Participant, ParticipationCard, WaitingEntry
from registrations.services.leaving import pass_on
from registrations.services.locking import lock_card
from registrations.services.owing import owe
from registrations.services.places import hold_places


class Restored(StrEnum):
    PLACE = "place"
    WAITING = "waiting"
    NOTHING = "nothing"


@transaction.atomic
def restore_card(*, card: ParticipationCard, settled: int) -> Restored:
    """Bring back a card that expired, if what is settled, in grosze, pays all that was taken off it.

    To its places where all of them are free, else to the end of the waiting list, where nothing is due until a place
    comes. A card that was cancelled stays so: somebody wanted it. The caller settles it and writes the letter.
    """
    locked = lock_card(card.pk)
    if locked.state != CardState.EXPIRED or not makes_offers(locked.conference):
        return Restored.NOTHING
    people = those_who_left(locked)
    with override(locked.language):
        lines = lines_back(locked, people)
    if not people or settled < locked.due + sum(line.amount for line in lines):
        return Restored.NOTHING
    outcome = back_to_places(locked, people, lines)
    if outcome is Restored.NOTHING and locked.conference.takes_waiting:
        outcome = back_to_waiting(locked, people)
    card.refresh_from_db(fields=["state", "cancelled_at", "due", "settled"])
    return outcome


def those_who_left(card: ParticipationCard) -> list[Participant]:
    """The people who left the card when it expired, not those who had resigned before: both give the same reason."""
    why = reason_of_expiry(card)
    people = card.participants.filter(state=ParticipantState.CANCELLED).select_related("variant").order_by("pk")
    found = []
    for person in people:
        left, before = [*person.history.order_by("-history_date", "-history_id")[:2], None, None][:2]
        # Who only waited had no place to come back to, and owed nothing.
        had_place = before is not None and before.state == ParticipantState.REGISTERED
        if left is not None and had_place and left.history_change_reason == why:
            person.card, person.conference = card, card.conference
            found.append(person)
    return found


def reason_of_expiry(card: ParticipationCard) -> str | None:
    """What was said when the card expired last: money that came since has changed it again."""
    why, before = None, ""
    records = card.history.order_by("history_date", "history_id").values_list("state", "history_change_reason")
    for state, reason in records:
        if state == CardState.EXPIRED != before:
            why = reason
        before = state
    return why


def lines_back(card: ParticipationCard, people: Sequence[Participant]) -> list[CardLine]:
    """What was taken off for each, owed again at the prices and the VAT of then."""
    lines = []
    for person in people:
        taken: list[CardLine] = []
        for line in card.lines.filter(participant=person).order_by("pk"):
            taken = [*taken, line] if line.kind == LineKind.RESIGNATION else []
        what = _("Back on the card")
        back = sums_by_vat(taken).items()
        lines += [line_of(card, person, LineKind.CHANGE, what, -amount, vat) for vat, amount in back]
    return lines


def back_to_places(card: ParticipationCard, people: Sequence[Participant], lines: Sequence[CardLine]) -> Restored:
    with override(card.language):
        reason = _("Paid after it had expired: back to its places")
    try:
        with transaction.atomic():
            owe(card, lines)
            return_people(card, people, ParticipantState.REGISTERED, reason)
            hold_places(people)
    except NoPlaces:
        card.refresh_from_db(fields=["state", "cancelled_at", "due", "discount"])
        return Restored.NOTHING
    return Restored.PLACE


def back_to_waiting(card: ParticipationCard, people: Sequence[Participant]) -> Restored:
    """A turn for each, or one for all of a variant where they take places only together; nothing is due yet."""
    with override(card.language):
        reason = _("Paid after it had expired: on the waiting list")
    turns: dict[object, WaitingEntry] = {}
    for person in people:
        key = person.variant_id if card.keeps_together else (person.variant_id, person.pk)
        if key not in turns:
            turns[key] = WaitingEntry.objects.create(
                conference=card.conference, card=card, variant=person.variant, joined_at=card.conference.now()
            )
        person.waiting = turns[key]
        Participant.objects.filter(pk=person.pk).update(waiting=turns[key])
    return_people(card, people, ParticipantState.WAITING, reason)
    pass_on(card)
    return Restored.WAITING


def return_people(card: ParticipationCard, people: Sequence[Participant], state: ParticipantState, reason: str) -> None:
    for person in people:
        person.state = state
        signed(person, by=None, reason=reason).save(update_fields=["state"])
    card.state, card.cancelled_at = CardState.SUBMITTED, None
    take_discount_again(card)
    signed(card, by=None, reason=reason).save(update_fields=["state", "cancelled_at", "due", "discount"])


def take_discount_again(card: ParticipationCard) -> None:
    """The prices stay as they were frozen; a code that others have used up meanwhile is no longer named."""
    if card.discount is None:
        return
    try:
        with transaction.atomic():
            use_discount(card.discount)
    except DiscountUsedUp:
        card.discount = None
