"""Another stay, or other extras, of a person whose card was sent. `by` None is the institution, through its link."""

from dataclasses import replace

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, override

from accounts.models import User
from events.history import signed
from registrations.enums import WaitingState
from registrations.inputs import ParticipantInput, StayInput
from registrations.models import Participant, Revision
from registrations.pricing import PriceList
from registrations.repricing import as_input, with_stay
from registrations.services.locking import lock_to_change
from registrations.services.outdating import outdate
from registrations.services.people import nights_of
from registrations.services.revising import stay_revisions, told, write_revisions
from registrations.services.rewriting import (
    check_person,
    finish,
    one_on,
    reprice,
    set_fields,
    tell,
    write_extras,
    write_nights,
)
from registrations.services.submitting import check_groups

WISHES = frozenset({"room_wish", "roommate", "arrives_on", "arrives_at"})
STAY_CHANGED = gettext_noop("%(name)s: the stay and extras have been changed.")


class PriceChanged(Exception):
    """The difference is not the one that was shown."""


@transaction.atomic
def change_stay(
    *, participant: Participant, stay: StayInput, by: User | None, difference: int | None = None
) -> Participant:
    """Other nights, extras, workshops, room or arrival; places of extras are taken with the old ones given back.

    What stays as it was keeps its price, the new is at the price of the day. `difference` in grosze is what was shown
    before it was confirmed. Raises CardClosed, TooLate, NoPlaces, PriceChanged, ValidationError.
    """
    card = lock_to_change(participant.card_id, by)
    person = one_on(card, participant)
    had, prices = as_input(person), PriceList.of(card.conference)
    wanted = with_stay(had, stay)
    check_stay(person, had, wanted)
    revisions = revisions_of(person, had, wanted, prices)
    fields = set_fields(person, {name: getattr(stay, name) for name in WISHES}, WISHES)
    if not revisions and not fields:
        return person
    person.clean_fields(exclude=["card", "conference", "variant", "waiting"])
    reason, change = _("Stay and extras"), 0
    signed(person, by=by, reason=reason).save(update_fields=fields or ["state"])
    write_revisions(person, revisions)
    if person.is_active:
        change = reprice(person, had, wanted, by=by, reason=f"{person.full_name}: {reason}")
    else:
        write_nights(person, wanted)
        write_extras(person, wanted, prices)
    if difference is not None and change != difference:
        raise PriceChanged
    if revisions:
        outdate(card, by=by)
    with override(card.language):
        details = told(revisions)
    tell(card, person, STAY_CHANGED, change=change, more=details)
    finish(card, [person] if holds_places(person) else [])
    return person


def check_stay(person: Participant, had: ParticipantInput, wanted: ParticipantInput) -> None:
    """What is new must be offered; what the person has already they may keep. Raises ValidationError."""
    taken = {extra.pk for extra in had.extras}
    check_person(person.card, replace(wanted, extras=tuple(one for one in wanted.extras if one.pk not in taken)))
    check_groups([wanted])


def revisions_of(
    person: Participant, had: ParticipantInput, wanted: ParticipantInput, prices: PriceList
) -> list[Revision]:
    return stay_revisions(
        person,
        nights=[night.on for night in person.nights.all()],
        wanted_nights=nights_of(person.card, wanted),
        extras=had.extras,
        wanted_extras=prices.extras_of(wanted),
    )


def holds_places(person: Participant) -> bool:
    """Who takes part, and who was offered a place that is kept for them."""
    turn = person.waiting
    return person.is_active or (turn is not None and turn.state == WaitingState.OFFERED)
