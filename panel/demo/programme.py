"""Writes the programme of an edition: three days on one frame of hours, filled with the edition's own titles."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.utils import timezone

from checkin.services import prepare_points
from events.models import Conference
from panel.demo.topics import SPEAKERS, Topic
from program.enums import SessionKind, SessionMode
from program.models import Hall, Session, Speaker

K = SessionKind
HALLS = ("Sala główna", "Sala A", "Sala B", "Restauracja", "Foyer")


@dataclass(frozen=True)
class Slot:
    """Hours of one item. `topic` names the edition's own one; without it the item is the same everywhere."""

    day: int
    begins: str
    ends: str
    hall: str
    topic: str = ""
    kind: SessionKind = K.BREAK
    title: str = ""


FRAME = (
    Slot(0, "10:00", "12:00", "Foyer", kind=K.DESK, title="Rejestracja uczestników, odbiór identyfikatorów, kawa"),
    Slot(0, "12:00", "12:30", "Sala główna", "opening"),
    Slot(0, "12:30", "14:00", "Sala główna", "inaugural"),
    Slot(0, "14:00", "15:00", "Restauracja", kind=K.MEAL, title="Obiad"),
    Slot(0, "15:00", "16:30", "Sala główna", "online"),
    Slot(0, "16:30", "16:45", "Foyer", kind=K.BREAK, title="Przerwa kawowa"),
    Slot(0, "16:45", "18:15", "Sala główna", "first-session"),
    Slot(0, "19:00", "20:30", "Restauracja", kind=K.MEAL, title="Kolacja"),
    Slot(1, "9:00", "10:30", "Sala główna", "second-lecture"),
    Slot(1, "10:30", "10:45", "Foyer", kind=K.BREAK, title="Przerwa kawowa"),
    Slot(1, "10:45", "12:15", "Sala główna", "good-practice"),
    Slot(1, "12:30", "14:00", "Sala A", "workshop-a"),
    Slot(1, "12:30", "14:00", "Sala B", "workshop-b"),
    Slot(1, "14:00", "15:00", "Restauracja", kind=K.MEAL, title="Obiad"),
    Slot(1, "15:15", "16:45", "Sala główna", "discussion"),
    Slot(1, "19:30", "23:00", "Restauracja", kind=K.GALA, title="Uroczysta kolacja"),
    Slot(2, "9:00", "10:30", "Sala główna", "third-lecture"),
    Slot(2, "10:30", "11:15", "Sala główna", "recommendations"),
    Slot(2, "11:15", "12:00", "Sala główna", "closing"),
    Slot(2, "12:00", "13:00", "Restauracja", kind=K.MEAL, title="Obiad i wyjazd uczestników"),
)


def write_programme(conference: Conference, topics: dict[str, Topic]) -> None:
    """Halls, speakers, sessions, and a scan point at the entrance and at the door of each training session."""
    halls = {name: Hall.objects.create(conference=conference, name=name) for name in HALLS}
    speakers = {
        key: Speaker.objects.create(conference=conference, name=name, affiliation=affiliation)
        for key, (name, affiliation) in SPEAKERS.items()
        if any(key in topic.speakers for topic in topics.values())
    }
    for position, slot in enumerate(FRAME):
        topic = topics.get(slot.topic) or Topic(slot.kind, slot.title)
        session = session_at(conference, slot, topic, position)
        session.hall = halls[slot.hall]
        session.full_clean()
        session.save()
        session.speakers.set([speakers[key] for key in topic.speakers])
    prepare_points(conference=conference)


def session_at(conference: Conference, slot: Slot, topic: Topic, position: int) -> Session:
    return Session(
        conference=conference,
        kind=topic.kind,
        mode=topic.mode,
        title=topic.title,
        abstract=topic.abstract,
        presenter=topic.presenter,
        starts_at=moment(conference, slot.day, slot.begins),
        ends_at=moment(conference, slot.day, slot.ends),
        position=position,
        is_training=topic.is_training,
    )


def moment(conference: Conference, day: int, hour: str) -> datetime:
    hours, minutes = hour.split(":")
    on = conference.starts_on + timedelta(days=day)
    return timezone.make_aware(datetime.combine(on, time(int(hours), int(minutes))))


def write_known_sessions(conference: Conference, known: list[dict[str, str]]) -> None:
    """The items of a past edition that are known; their hours are not."""
    for position, item in enumerate(known):
        kind = SessionKind(item["kind"])
        session = Session(
            conference=conference,
            kind=kind,
            mode=SessionMode(item.get("mode", SessionMode.ONSITE)),
            title=item["title"],
            abstract=item.get("part_of", ""),
            presenter=item.get("by", ""),
            position=position,
            is_training=kind in {K.TRAINING, K.LECTURE, K.SESSION},
        )
        session.full_clean()
        session.save()
