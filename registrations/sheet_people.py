"""What the paper card says of each person."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePosixPath
from typing import TypeVar

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _

from events.formats import clock, day, money
from events.models import Extra
from registrations.card_sheet import ParticipantFacts
from registrations.enums import QuestionKind, RoomWish
from registrations.models import Answer, CardLine, Participant, Question


def people_facts(
    people: Sequence[Participant], lines: Sequence[CardLine], currency: str
) -> tuple[ParticipantFacts, ...]:
    """Five queries for any number of people."""
    prefetch_related_objects(people, "nights", "extras__extra", "answers__question")
    return tuple(person_facts(person, lines, currency) for person in people)


def person_facts(person: Participant, lines: Sequence[CardLine], currency: str) -> ParticipantFacts:
    owed = sum(line.amount for line in lines if line.participant_id == person.pk)
    return ParticipantFacts(
        full_name=person.titled_name,
        position=person.position,
        variant=person.variant.name,
        diet=str(person.get_diet_display()),
        price=money(owed, currency),
        details=tuple(details_of(person)),
    )


def details_of(person: Participant) -> Iterator[str]:
    """A sentence for each thing that is not in a column of its own, what the person needs first."""
    yield ", ".join(part for part in (person.email, person.phone) if part)
    nights = ", ".join(f"{night.on:%d.%m}" for night in person.nights.all())
    if nights:
        yield _("Nights from: %(nights)s") % {"nights": nights}
    elif person.variant.nights:
        yield _("No nights at the hotel")
    yield from wishes_of(person)
    extras = ", ".join(extra.name for extra in in_order(taken.extra for taken in person.extras.all()))
    told = (
        (_("Extras: %(text)s"), extras),
        (_("Diet: %(text)s"), person.diet_note),
        (_("Accessibility: %(text)s"), person.accessibility),
        (_("On the badge: %(text)s"), person.badge_text),
    )
    for sentence, text in told:
        if text:
            yield sentence % {"text": text}
    given = {answer.question: answer for answer in person.answers.all()}
    yield from (f"{question.label}: {answer_words(given[question])}" for question in in_order(given))


Placed = TypeVar("Placed", Extra, Question)


def in_order(rows: Iterable[Placed]) -> list[Placed]:
    """As the organiser placed them, where the database promises no order."""
    return sorted(rows, key=lambda row: (row.position, row.pk))


def wishes_of(person: Participant) -> Iterator[str]:
    if person.room_wish == RoomWish.NAMED:
        yield _("Room: with %(name)s") % {"name": person.roommate}
    elif person.room_wish != RoomWish.ANY:
        yield _("Room: %(wish)s") % {"wish": person.get_room_wish_display()}
    if person.arrives_on or person.arrives_at:
        when = [day(person.arrives_on)] if person.arrives_on else []
        when += [clock(person.arrives_at)] if person.arrives_at else []
        yield _("Arrives: %(when)s") % {"when": ", ".join(when)}


def answer_words(answer: Answer) -> str:
    """The answer as people read it; of a file, its name."""
    if answer.file:
        return PurePosixPath(str(answer.file)).name
    if answer.question.kind == QuestionKind.BOOLEAN:
        return _("yes") if answer.value == "yes" else _("no")
    if answer.question.kind == QuestionKind.DATE:
        return ".".join(reversed(answer.value.split("-")))
    return ", ".join(answer.value.splitlines())
