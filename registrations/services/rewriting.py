"""Steps that changes of a locked card are made of."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext, override
from django.utils.translation import gettext as _

from accounts.models import User
from events.history import signed
from registrations import mail
from registrations.enums import PartyRole
from registrations.inputs import ParticipantInput, Party
from registrations.models import Night, Participant, ParticipantExtra, ParticipationCard, Revision
from registrations.pricing import PriceList
from registrations.repricing import difference
from registrations.search import sort_key
from registrations.services.leaving import pass_on
from registrations.services.links import link_for_card
from registrations.services.locking import CardClosed, those_on
from registrations.services.owing import give_time, owe
from registrations.services.people import nights_of, search_text
from registrations.services.places import exchange_places
from registrations.services.revising import party_revision
from registrations.services.settling import send_badges_if_paid
from registrations.services.submitting import check_extras_fit, check_groups, party_row


def one_on(card: ParticipationCard, participant: Participant) -> Participant:
    """The participant as they are now, of this locked card. Raises CardClosed for one who has left it."""
    found = those_on(card, [participant.pk])
    if not found:
        raise CardClosed
    return found[0]


def check_person(card: ParticipationCard, person: ParticipantInput) -> None:
    """That what is chosen for a person is this conference's and goes together. Raises ValidationError."""
    owners = {person.variant.conference_id, *(extra.conference_id for extra in person.extras)}
    if owners | {answer.question.conference_id for answer in person.answers} != {card.conference_id}:
        raise ValidationError(_("Something on the card is not offered at this conference. Please choose again."))
    if person.waits and not card.conference.takes_waiting:
        raise ValidationError(_("This conference keeps no waiting list."))
    check_groups([person])
    check_extras_fit([person])


def set_fields(row: Any, changes: Mapping[str, Any], allowed: frozenset[str]) -> list[str]:
    """Set what is allowed and differs; the names of those fields. Raises ValueError for any other name."""
    if strange := set(changes) - allowed:
        raise ValueError(f"not to be changed here: {', '.join(sorted(strange))}")
    changed = [name for name, value in changes.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, changes[name])
    return changed


def save_person(person: Participant, changed: Iterable[str], *, by: User | None, reason: str) -> None:
    person.sort_key = sort_key(person.last_name, person.first_name)
    person.search_text = search_text(person.card, person.first_name, person.last_name, person.email)
    person.clean_fields(exclude=["card", "conference", "variant", "waiting"])
    signed(person, by=by, reason=reason).save(update_fields=[*changed, "sort_key", "search_text"])


def revoke_links(person: Participant) -> None:
    """What was sent to the old address opens nothing from now on."""
    person.links.filter(revoked_at__isnull=True).update(revoked_at=timezone.now())


def write_party(card: ParticipationCard, role: PartyRole, party: Party | None) -> Revision | None:
    """What the card says now instead, not written yet; None where it says the same. No party: no recipient."""
    known = card.parties.filter(role=role).first()
    if party is None:
        if known is None or role != PartyRole.RECIPIENT:
            return None
        known.delete()
        return party_revision(card, role, before=known, after=None)
    row = party_row(card, role, party)
    written = ("name", "street", "postal_code", "city", "nip")
    if known is not None and all(getattr(known, name) == getattr(row, name) for name in written):
        return None
    row.pk = known.pk if known is not None else None
    row.save(force_insert=known is None, force_update=known is not None)
    return party_revision(card, role, before=known, after=row)


def reprice(
    person: Participant, had: ParticipantInput, wanted: ParticipantInput, *, by: User | None, reason: str
) -> int:
    """Write what the person has from now on, and what it costs more or less; their places are still to follow."""
    card = person.card
    was_settled = card.balance <= 0
    prices = PriceList.of(card.conference)
    change = owe(card, difference(card, person, wanted, had=had, on=card.conference.today(), prices=prices))
    if had.variant.pk != wanted.variant.pk:
        person.variant = wanted.variant
        signed(person, by=by, reason=reason).save(update_fields=["variant"])
    write_nights(person, wanted)
    write_extras(person, wanted, prices)
    save_sum(card, change, was_settled=was_settled, by=by, reason=reason)
    return change


def write_nights(person: Participant, wanted: ParticipantInput) -> bool:
    """Whether they are others than before."""
    before = {night.on for night in person.nights.all()}
    if before == (after := set(nights_of(person.card, wanted))):
        return False
    person.nights.exclude(on__in=after).delete()
    Night.objects.bulk_create(Night(participant=person, on=on) for on in sorted(after - before))
    return True


def write_extras(person: Participant, wanted: ParticipantInput, prices: PriceList) -> bool:
    """Whether they are others than before."""
    before = {taken.extra_id for taken in person.extras.all()}
    if before == (after := {extra.pk for extra in prices.extras_of(wanted)}):
        return False
    person.extras.exclude(extra__in=after).delete()
    ParticipantExtra.objects.bulk_create(
        ParticipantExtra(participant=person, extra_id=key) for key in sorted(after - before)
    )
    return True


def save_sum(card: ParticipationCard, change: int, *, was_settled: bool, by: User | None, reason: str) -> None:
    """After lines were written: a card that was settled and owes again gets time to pay."""
    if was_settled and change > 0:
        give_time(card)
    signed(card, by=by, reason=reason).save(update_fields=["due", "pay_by", "expires_on"])


def tell(
    card: ParticipationCard,
    person: Participant | None,
    sentence: str,
    *,
    change: int = 0,
    to_email: str = "",
    more: Sequence[str] = (),
    **names: str,
) -> None:
    """The letter about one change, `sentence` still to be translated; the last row of history is the fact it tells.

    `more` says the change in detail, in the language of the card.
    """
    fact = (person or card).history.latest("history_id").history_id
    key = f"{'card' if person is None else 'person'}-{fact}{'-before' if to_email else ''}"
    values = {"name": "" if person is None else person.titled_name, **names}
    with override(card.language):
        told = gettext(sentence) % values
    mail.card_changed(card, link_for_card(card=card), [told, *more], fact=key, change=change, to_email=to_email)


def finish(card: ParticipationCard, people: Sequence[Participant] = ()) -> None:
    """Badges that are due now; then, last, the places of those who have something else than before."""
    send_badges_if_paid(card)
    if people:
        exchange_places(people)
        pass_on(card)
