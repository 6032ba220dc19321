"""Writes the people of a card with all that was said of them: nights, extras, answers, turns on the waiting list."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from simple_history.utils import bulk_create_with_history

from accounts.models import User
from registrations.enums import ParticipantState
from registrations.inputs import AnswerInput, ParticipantInput
from registrations.models import (
    Answer,
    CardLine,
    Night,
    Participant,
    ParticipantExtra,
    ParticipationCard,
    WaitingEntry,
)
from registrations.pricing import PricedLine, PriceList
from registrations.search import fold, sort_key


def write_participants(
    card: ParticipationCard, people: Sequence[ParticipantInput], prices: PriceList, *, by: User | None = None
) -> list[Participant]:
    """The same number of queries for one and for many, whose places are still to be held. In the order given."""
    turns = write_turns(card, people)
    rows = [participant_row(card, person, turn) for person, turn in zip(people, turns, strict=True)]
    created: list[Participant] = bulk_create_with_history(rows, Participant, default_user=by)
    pairs = list(zip(created, people, strict=True))
    Night.objects.bulk_create(Night(participant=row, on=on) for row, person in pairs for on in nights_of(card, person))
    ParticipantExtra.objects.bulk_create(
        ParticipantExtra(participant=row, extra=extra) for row, person in pairs for extra in prices.extras_of(person)
    )
    Answer.objects.bulk_create(
        answer for row, person in pairs for answer in answer_rows(card, person.answers, participant=row)
    )
    return created


def participant_row(card: ParticipationCard, person: ParticipantInput, turn: WaitingEntry | None = None) -> Participant:
    row = Participant(
        card=card,
        conference=card.conference,
        variant=person.variant,
        state=ParticipantState.WAITING if person.waits else ParticipantState.REGISTERED,
        academic_title=person.academic_title,
        first_name=person.first_name,
        last_name=person.last_name,
        position=person.position,
        email=person.email,
        phone=person.phone,
        badge_text=person.badge_text,
        diet=person.diet,
        diet_note=person.diet_note,
        accessibility=person.accessibility,
        room_wish=person.room_wish,
        roommate=person.roommate,
        arrives_on=person.arrives_on,
        arrives_at=person.arrives_at,
        waiting=turn,
        sort_key=sort_key(person.last_name, person.first_name),
        search_text=search_text(card, person.first_name, person.last_name, person.email),
    )
    row.clean_fields(exclude=["card", "conference", "variant", "waiting"])
    return row


def search_text(card: ParticipationCard, first_name: str, last_name: str, email: str) -> str:
    """What the attendee list is searched by, folded: who, from where, under which code."""
    institution = card.institution
    return fold(
        f"{first_name} {last_name} {email} {institution.name} {institution.city} {institution.nip} {card.code}"
    )[:600]


def nights_of(card: ParticipationCard, person: ParticipantInput) -> list[date]:
    """Where none are named, as many as the variant has, from the first day on."""
    if person.nights is not None:
        return sorted(set(person.nights))
    first = card.conference.starts_on
    return [first + timedelta(days=number) for number in range(person.variant.nights)]


def answer_rows(
    card: ParticipationCard, answers: Iterable[AnswerInput], *, participant: Participant | None = None
) -> list[Answer]:
    rows = [
        Answer(card=card, participant=participant, question=one.question, value=one.value, file=one.file)
        for one in answers
    ]
    for row in rows:
        row.clean_fields(exclude=["card", "participant", "question"])
    return rows


def write_turns(card: ParticipationCard, people: Sequence[ParticipantInput]) -> list[WaitingEntry | None]:
    """A turn for each who waits, in order; one for all of a variant where they take places only together."""
    turns: dict[object, WaitingEntry] = {}
    found: list[WaitingEntry | None] = []
    for number, person in enumerate(people):
        key = person.variant.pk if card.keeps_together else (person.variant.pk, number)
        if person.waits and key not in turns:
            turns[key] = WaitingEntry(
                conference=card.conference, card=card, variant=person.variant, joined_at=card.conference.now()
            )
        found.append(turns[key] if person.waits else None)
    WaitingEntry.objects.bulk_create(turns.values())
    return found


def write_lines(
    card: ParticipationCard, participants: Sequence[Participant], lines: Iterable[PricedLine]
) -> list[CardLine]:
    """Freezes what was priced; `person` of a line is an index into the participants."""
    return CardLine.objects.bulk_create(
        CardLine(
            card=card,
            participant=None if line.person is None else participants[line.person],
            variant=line.variant,
            extra=line.extra,
            kind=line.kind,
            description=line.description,
            quantity=line.quantity,
            amount=line.amount,
            vat_rate=line.vat_rate,
            vat_basis=line.vat_basis,
        )
        for line in lines
    )
