from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from checkin.attendance.evidence import training_register
from checkin.enums import MarkSource, ScanPointKind, Verdict
from checkin.invariants import broken
from checkin.models import AttendanceMark
from checkin.services import correct_attendance, sign_list, take_off_list
from tests.certificates.ended import attendee, door_of, ended_conference, let_in, moment, session_at
from tests.factories.accounts import UserFactory
from tests.factories.checkin import ScanPointFactory
from tests.factories.registrations import CardFactory, ParticipantFactory

pytestmark = pytest.mark.django_db
HERE, ABSENT, BACK = Verdict.ATTENDED, Verdict.ABSENT, Verdict.WITHDRAWN


def test_correction_goes_before_scans_and_can_be_taken_back() -> None:
    conference = ended_conference()
    session = session_at(conference, 0, 10)
    anna, ewa = attendee(conference), attendee(conference)
    let_in(anna, door_of(session), moment(conference, 0, 10))
    olga = UserFactory.create()

    def hours() -> list[int]:
        known = training_register(conference)
        return [len(known.attended_by(person.pk)) for person in (anna, ewa)]

    assert hours() == [1, 0]
    correct_attendance(participant=anna, target=session, verdict=ABSENT, reason="Wyszła", by=olga)
    correct_attendance(participant=ewa, target=session, verdict=HERE, reason="Siedziała z przodu", by=olga)
    assert hours() == [0, 1]
    correct_attendance(participant=anna, target=session, verdict=BACK, reason="Pomyłka", by=olga)
    correct_attendance(participant=ewa, target=session, verdict=BACK, reason="Pomyłka", by=olga)
    assert hours() == [1, 0]
    assert AttendanceMark.objects.count() == 4


def test_correction_written_twice_is_one() -> None:
    person = attendee(ended_conference())
    day, olga = person.conference.starts_on, UserFactory.create()

    for _ in range(2):
        correct_attendance(participant=person, target=day, verdict=HERE, reason=" Była   tu ", by=olga)

    mark = AttendanceMark.objects.get()
    assert (mark.reason, mark.made_by, mark.source, mark.day) == ("Była tu", olga, MarkSource.HAND, day)


def test_correction_needs_a_reason_and_its_own_conference() -> None:
    person = attendee(ended_conference())
    elsewhere = session_at(ended_conference(), 0, 10)
    olga = UserFactory.create()

    for target in (elsewhere, person.conference.ends_on + timedelta(days=1)):
        with pytest.raises(ValidationError):
            correct_attendance(participant=person, target=target, verdict=HERE, reason="Była", by=olga)
    with pytest.raises(ValidationError) as refused:
        correct_attendance(participant=person, target=person.conference.starts_on, verdict=HERE, reason="  ", by=olga)

    assert "Napisz, dlaczego obecność jest poprawiana." in str(refused.value)
    assert not AttendanceMark.objects.exists()


def test_signed_list_adds_and_forgets_nobody() -> None:
    conference = ended_conference()
    people = [ParticipantFactory.create(card=CardFactory.create(conference=conference)) for _ in range(3)]
    session = session_at(conference, 0, 10)
    stranger = attendee(ended_conference())
    first, second = UserFactory.create_batch(2)

    added = [
        sign_list(conference=conference, target=session, people=[people[0].pk, stranger.pk], by=first),
        sign_list(conference=conference, target=session, people=[people[1].pk], by=second),
        sign_list(conference=conference, target=session, people=[one.pk for one in people[:2]], by=first),
    ]

    assert added == [1, 1, 0]
    marks = AttendanceMark.objects.order_by("pk").values_list("participant", "made_by")
    assert list(marks) == [(people[0].pk, first.pk), (people[1].pk, second.pk)]
    assert set(AttendanceMark.objects.values_list("source", "verdict")) == {("paper", "attended")}


def test_name_taken_off_a_list_leaves_a_correction_as_it_was() -> None:
    conference = ended_conference()
    session, olga = session_at(conference, 0, 10), UserFactory.create()
    person = attendee(conference)
    correct_attendance(participant=person, target=session, verdict=ABSENT, reason="Nie było jej", by=olga)
    sign_list(conference=conference, target=session, people=[person.pk], by=olga)
    assert training_register(conference).attended_by(person.pk) == [session]

    taken = [take_off_list(participant=person, target=session, by=olga) for _ in range(2)]

    assert taken == [True, False]
    assert training_register(conference).attended_by(person.pk) == []
    assert sign_list(conference=conference, target=session, people=[person.pk], by=olga) == 1


def test_who_signed_has_arrived_when_the_session_or_the_day_began() -> None:
    conference = ended_conference()
    session_at(conference, 0, 9)
    session, olga = session_at(conference, 0, 12), UserFactory.create()
    of_session, of_day = (ParticipantFactory.create(card=CardFactory.create(conference=conference)) for _ in range(2))
    came = attendee(conference)
    let_in(came, door_of(session), moment(conference, 0, 12))

    sign_list(conference=conference, target=session, people=[of_session.pk, came.pk], by=olga)
    sign_list(conference=conference, target=conference.starts_on, people=[of_day.pk], by=olga)

    for person in (of_session, of_day, came):
        person.refresh_from_db()
    hours = [moment(conference, 0, hour) for hour in (12, 9, 8)]
    assert [person.arrived_at for person in (of_session, of_day, came)] == hours
    take_off_list(participant=of_session, target=session, by=olga)
    of_session.refresh_from_db()
    assert of_session.arrived_at is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"day": None},
        {"session": True},
        {"source": MarkSource.HAND, "reason": ""},
        {"verdict": ABSENT},
        {"verdict": "maybe"},
        {"source": "rumour"},
    ],
)
def test_database_refuses_marks_that_say_nothing_or_too_much(wrong: dict[str, object]) -> None:
    conference = ended_conference()
    person, session = attendee(conference), session_at(conference, 0, 10)
    values = {"day": conference.starts_on, "verdict": HERE, "source": MarkSource.PAPER, **wrong}
    if values.get("session"):
        values["session"] = session

    with pytest.raises(IntegrityError), transaction.atomic():
        AttendanceMark.objects.create(participant=person, **values)


def test_mark_of_another_conferences_session_is_found() -> None:
    person, session = attendee(ended_conference()), session_at(ended_conference(), 0, 10)
    mark = AttendanceMark.objects.create(participant=person, session=session, verdict=HERE, source=MarkSource.PAPER)

    assert list(broken()) == [
        f"Scan {person.scans.get().uid} let a participant in whose arrival was not noted.",
        f"Attendance mark {mark.pk} mixes two conferences.",
    ]


def test_entrance_of_one_day_credits_that_day() -> None:
    conference = ended_conference()
    first, second = session_at(conference, 0, 10), session_at(conference, 1, 10)
    today, tomorrow = (
        ScanPointFactory.create(conference=conference, kind=ScanPointKind.DAY, slug=slug) for slug in ("day-1", "day-2")
    )
    anna, ewa = (ParticipantFactory.create(card=CardFactory.create(conference=conference)) for _ in range(2))
    let_in(anna, today, moment(conference, 0, 8))
    let_in(anna, tomorrow, moment(conference, 1, 8))
    let_in(ewa, tomorrow, moment(conference, 1, 8))

    known = training_register(conference)

    assert (known.attended_by(anna.pk), known.attended_by(ewa.pk)) == ([first, second], [second])


def test_register_takes_the_same_number_of_queries_for_one_and_three(django_assert_num_queries: object) -> None:
    conference = ended_conference()
    session = session_at(conference, 0, 10)
    for number in range(3):
        let_in(attendee(conference), door_of(session), moment(conference, 0, 10))
        if number in (0, 2):
            with django_assert_num_queries(4):  # type: ignore[operator]  # pytest-django's fixture
                training_register(conference)
