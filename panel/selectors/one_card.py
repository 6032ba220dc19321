"""Everything that the page of one card shows, in a number of queries that does not grow with the card."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse

from events.models import Conference
from mailings.models import Letter
from panel.answers import ShownAnswer, answer_shown
from panel.selectors.timeline import Entry, timeline_of
from payments.models import Payment
from registrations.enums import PartyRole, WaitingState
from registrations.models import (
    AccessLink,
    Answer,
    CardLine,
    CardNote,
    CardParty,
    Consent,
    Label,
    Participant,
    ParticipationCard,
    WaitingEntry,
)
from registrations.selectors import link_to_card


@dataclass(frozen=True)
class Sees:
    """What the person who looks may know beside the card itself."""

    money: bool = True
    needs: bool = True
    letters: bool = True


EVERYTHING = Sees()


def card_of(conference: Conference, code: str) -> ParticipationCard:
    """Raises Http404 for a card of another conference."""
    found = ParticipationCard.objects.filter(conference=conference).select_related("institution")
    card = get_object_or_404(found, code=code)
    card.conference = conference
    return card


def people_of(card: ParticipationCard) -> QuerySet[Participant, Participant]:
    """In the order of joining: the second of them is number 2 in addresses, for ever."""
    return card.participants.select_related("variant").order_by("pk")


def person_of(card: ParticipationCard, number: int) -> Participant:
    """The person by their number on the card, from one. Raises Http404."""
    found = people_of(card)[number - 1 : number] if number else []
    for person in found:
        person.card, person.conference = card, card.conference
        return person
    raise Http404


@dataclass(frozen=True)
class PersonSheet:
    """`number` is the person's on the card, as addresses have it."""

    number: int
    participant: Participant
    nights: list[date]
    extras: list[str]
    answers: list[ShownAnswer]
    labels: list[Label]

    @property
    def place(self) -> str:
        """The id of the person's part of the page."""
        return f"person-{self.number}"

    @property
    def needs(self) -> bool:
        person = self.participant
        return bool(person.diet != "standard" or person.diet_note or person.accessibility)


@dataclass(frozen=True)
class CardSheet:
    card: ParticipationCard
    people: list[PersonSheet]
    parties: list[CardParty]
    lines: list[CardLine]
    payments: list[Payment]
    consents: list[Consent]
    answers: list[ShownAnswer]
    notes: list[CardNote]
    labels: list[Label]
    turns: list[WaitingEntry]
    link: AccessLink | None
    timeline: list[Entry]

    @property
    def overpaid(self) -> int:
        return max(-self.card.balance, 0)

    @property
    def participants(self) -> list[Participant]:
        return [one.participant for one in self.people]


def sheet_of(card: ParticipationCard, sees: Sees = EVERYTHING) -> CardSheet:
    order = {role: position for position, role in enumerate(PartyRole.values)}
    payments = list(Payment.objects.filter(card=card).select_related("recorded_by")) if sees.money else []
    answers = answers_of(card)
    return CardSheet(
        card=card,
        people=people_sheets(card, answers),
        parties=sorted(card.parties.all(), key=lambda party: order[party.role]),
        lines=list(card.lines.all()) if sees.money else [],
        payments=payments,
        consents=list(card.consents.select_related("text", "participant").order_by("given_at", "pk")),
        answers=shown(card, 0, answers[None]),
        notes=list(card.notes.select_related("author")),
        labels=list(card.labels.all()),
        turns=turns_of(card),
        link=link_to_card(card),
        timeline=timeline_of(card, letters_of(card) if sees.letters else [], payments, sees.needs)
        if sees.money
        else [],
    )


def letters_of(card: ParticipationCard) -> list[Letter]:
    letters = list(Letter.objects.filter(conference=card.conference).about(card.code).defer("text", "html"))
    for letter in letters:
        letter.conference = card.conference
    return letters


def answers_of(card: ParticipationCard) -> dict[int | None, list[Answer]]:
    """By the person's key; None has the answers of the card itself."""
    found: dict[int | None, list[Answer]] = defaultdict(list)
    for answer in card.answers.select_related("question").order_by("question__position", "question_id"):
        found[answer.participant_id].append(answer)
    return found


def people_sheets(card: ParticipationCard, answers: dict[int | None, list[Answer]]) -> list[PersonSheet]:
    people = people_of(card).prefetch_related("nights", "extras__extra", "labels")
    return [
        PersonSheet(
            number=number,
            participant=person,
            nights=[night.on for night in person.nights.all()],
            extras=[taken.extra.name for taken in person.extras.all()],
            answers=shown(card, number, answers[person.pk]),
            labels=list(person.labels.all()),
        )
        for number, person in enumerate(people, start=1)
    ]


def shown(card: ParticipationCard, number: int, answers: Iterable[Answer]) -> list[ShownAnswer]:
    slugs = [card.conference.association.slug, card.conference.slug, card.code]
    return [
        answer_shown(answer, reverse("panel:download-answer", args=[*slugs, number, answer.question.slug]))
        for answer in answers
        if answer.value or answer.file
    ]


def turns_of(card: ParticipationCard) -> list[WaitingEntry]:
    """Turns that stand: waiting, or with an offer."""
    open_turns = card.waiting.filter(state__in=[WaitingState.WAITING, WaitingState.OFFERED])
    return list(open_turns.select_related("variant").prefetch_related("participants"))


def labels_of(conference: Conference) -> Sequence[Label]:
    return list(Label.objects.filter(conference=conference))
