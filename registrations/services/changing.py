"""Changes of a card that was sent. `by` None is the institution itself, through its link.

Each locks the card first, writes who changed what, keeps `due` equal to the lines, and touches pools last.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accounts.models import User
from events.history import signed
from events.models import Variant
from registrations.deadlines import may_add
from registrations.enums import PartyRole, RoomWish
from registrations.inputs import AnswerInput, NewPerson, ParticipantInput
from registrations.models import Answer, Consent, Participant, ParticipationCard
from registrations.pricing import PriceList
from registrations.repricing import as_input, lines_for, with_variant, with_wish
from registrations.services.answering import forget_answers_of
from registrations.services.badges import withdraw_badge
from registrations.services.leaving import pass_on
from registrations.services.locking import CardClosed, TooLate, lock_to_change
from registrations.services.outdating import SIGNED_FIELDS, outdate
from registrations.services.owing import owe
from registrations.services.people import answer_rows, write_participants
from registrations.services.revising import write_revisions
from registrations.services.rewriting import (
    check_person,
    finish,
    one_on,
    reprice,
    revoke_links,
    save_person,
    save_sum,
    set_fields,
    tell,
    write_party,
)

MOST_PEOPLE = 30
PERSON_FIELDS = frozenset(
    {"academic_title", "first_name", "last_name", "position", "email", "phone", "badge_text", "diet", "diet_note"}
    | {"accessibility", "room_wish", "roommate", "arrives_on", "arrives_at"}
)
CARD_FIELDS = frozenset(
    {"contact_name", "contact_email", "contact_phone", "head_name", "head_position", "order_number"}
    | {"invoice_email", "remarks", "keeps_together", "buyer_is_local_government"}
)
PARTIES = {"buyer": PartyRole.BUYER, "recipient": PartyRole.RECIPIENT}
CARD_CORRECTED = gettext_noop("The data of the card have been corrected.")


class NotOffered(Exception):
    """The variant is not one of the conference, or cannot be chosen for this person."""


@transaction.atomic
def change_participant(
    *, participant: Participant, changes: Mapping[str, Any], by: User | None, reason: str = ""
) -> Participant:
    """Correct the data of a person, given as values by field. Whoever wishes to sleep alone pays the surcharge.

    The institution is written a confirmation of what it changed itself. A new e-mail gets a new link, and the badge
    when the card is paid. Raises CardClosed, TooLate, NoPlaces, ValidationError, ValueError for a field not meant here.
    """
    card = lock_to_change(participant.card_id, by)
    person = one_on(card, participant)
    had = as_input(person)
    changed = set_fields(person, changes, PERSON_FIELDS)
    if not changed:
        return person
    save_person(person, changed, by=by, reason=reason)
    if "email" in changed:
        revoke_links(person)
    if SIGNED_FIELDS & set(changed):
        outdate(card, by=by)
    change = 0
    moves = "room_wish" in changed and person.is_active
    if moves:
        change = reprice(person, had, with_wish(had, RoomWish(person.room_wish)), by=by, reason=reason)
        if RoomWish.ALONE in {had.room_wish, person.room_wish}:
            outdate(card, by=by)
    if by is None or change:
        tell(card, person, gettext_noop("The data of %(name)s have been corrected."), change=change)
    finish(card, [person] if moves else [])
    return person


@transaction.atomic
def exchange_participant(
    *, participant: Participant, person: NewPerson, by: User | None, answers: Sequence[AnswerInput] = ()
) -> Participant:
    """Another person comes instead: same variant, nights, extras and price, with a badge and link of their own.

    The old badge is no badge any more, the old link opens nothing; what the other one agreed to and answered goes
    with them, `answers` are those of the new one. Raises CardClosed, also when the participant
    has arrived, TooLate, ValidationError.
    """
    card = lock_to_change(participant.card_id, by)
    row = one_on(card, participant)
    if row.arrived_at is not None:
        raise CardClosed
    gone = row.titled_name
    changes = {name: getattr(person, name) for name in NewPerson.__dataclass_fields__} | {"roommate": ""}
    if row.room_wish != RoomWish.ALONE:
        changes["room_wish"] = RoomWish.ANY
    if not set_fields(row, changes, PERSON_FIELDS):
        return row
    if {answer.question.conference_id for answer in answers} - {card.conference_id}:
        raise ValidationError(_("Something on the card is not offered at this conference. Please choose again."))
    withdraw_badge(row)
    reason = _("%(new)s instead of %(old)s") % {"new": row.full_name, "old": gone}
    save_person(row, [*changes, "badge_code"], by=by, reason=reason)
    revoke_links(row)
    Consent.objects.filter(participant=row, withdrawn_at__isnull=True).update(withdrawn_at=timezone.now())
    forget_answers_of(row)
    Answer.objects.bulk_create(answer_rows(card, answers, participant=row))
    outdate(card, by=by)
    tell(card, row, gettext_noop("%(name)s comes instead of %(gone)s. The price has not changed."), gone=gone)
    finish(card)
    return row


@transaction.atomic
def change_variant(*, participant: Participant, variant: Variant, by: User | None) -> Participant:
    """Move a person to another variant: its places are taken with the old ones given back, or nothing happens.

    Extras that the new variant does not offer are given up. What was frozen is taken back, the new is at the price
    of today. Raises CardClosed, TooLate, NotOffered, NoPlaces.
    """
    card = lock_to_change(participant.card_id, by)
    person = one_on(card, participant)
    if variant.conference_id != card.conference_id or not person.is_active:
        raise NotOffered
    if person.variant_id == variant.pk:
        return person
    had, names = as_input(person), {"variant": variant.name, "old": person.variant.name}
    reason = _("%(variant)s instead of %(old)s") % names
    change = reprice(person, had, with_variant(had, variant), by=by, reason=reason)
    outdate(card, by=by)
    tell(card, person, gettext_noop("%(name)s: %(variant)s instead of %(old)s."), change=change, **names)
    finish(card, [person])
    return person


@transaction.atomic
def add_participant(*, card: ParticipationCard, person: ParticipantInput, by: User | None) -> Participant:
    """One more person on the card, at the prices of today, or with a turn on the waiting list when they wait.

    Raises CardClosed, TooLate, also when cards are not taken any more, NoPlaces, ValidationError.
    """
    locked = lock_to_change(card.pk, by)
    if not may_add(locked, by):
        raise TooLate
    if locked.participants.on_card().count() >= MOST_PEOPLE:
        raise ValidationError(_("There are thirty people on the card. For more, fill in another card."))
    check_person(locked, person)
    was_settled, change = locked.balance <= 0, 0
    sentence = gettext_noop("%(name)s is on the waiting list: %(variant)s.")
    [added] = write_participants(locked, [person], PriceList.of(locked.conference))
    if added.is_active:
        change = owe(locked, lines_for(locked, [added], on=locked.conference.today()))
        sentence = gettext_noop("%(name)s has been added: %(variant)s.")
    reason = _("A person was added: %(name)s") % {"name": added.full_name}
    save_sum(locked, change, was_settled=was_settled, by=by, reason=reason)
    outdate(locked, by=by)
    tell(locked, added, sentence, change=change, variant=added.variant.name)
    finish(locked, [added] if added.is_active else [])
    pass_on(locked)
    return added


@transaction.atomic
def change_card(
    *, card: ParticipationCard, changes: Mapping[str, Any], by: User | None, reason: str = ""
) -> ParticipationCard:
    """Correct what the card says of contact, head, order and invoice; `buyer` and `recipient` are Party or None.

    A new contact person is written to, and the one before too, so that nobody is replaced unawares.
    Raises CardClosed, TooLate, ValidationError, ValueError for a field not meant here.
    """
    locked = lock_to_change(card.pk, by)
    told_before = locked.contact_email
    fields = {name: value for name, value in changes.items() if name not in PARTIES}
    changed = set_fields(locked, fields, CARD_FIELDS)
    written = [write_party(locked, role, changes[name]) for name, role in PARTIES.items() if name in changes]
    moved = [revision for revision in written if revision is not None]
    if not changed and not moved:
        return locked
    locked.clean_fields(exclude=["conference", "institution", "discount"])
    signed(locked, by=by, reason=reason).save(update_fields=[*changed, "state"])
    if moved:
        write_revisions(locked, moved)
    if by is None:
        tell(locked, None, CARD_CORRECTED)
        if "contact_email" in changed:
            tell(locked, None, CARD_CORRECTED, to_email=told_before)
    return locked
