import pytest

from certificates.training import training_of
from checkin.enums import ScanResult
from tests.certificates.ended import attendee, door_of, ended_conference, entrance_of, let_in, moment, session_at
from tests.factories.events import days_ahead
from tests.factories.registrations import CardFactory, ParticipantFactory

pytestmark = pytest.mark.django_db


def test_training_is_what_was_scanned_at_the_doors() -> None:
    conference = ended_conference()
    first, second = session_at(conference, 0, 10), session_at(conference, 1, 10)
    dinner = session_at(conference, 1, 20, is_training=False)
    anna, ewa = attendee(conference), attendee(conference)
    let_in(anna, door_of(second), moment(conference, 1, 10))
    let_in(anna, door_of(dinner), moment(conference, 1, 20))
    let_in(ewa, door_of(first), moment(conference, 0, 10), ScanResult.UNPAID)
    training = training_of(conference)
    assert training.attended_by(anna.pk) == [second]
    assert training.attended_by(ewa.pk) == []


def test_two_doors_at_the_same_time_count_once() -> None:
    conference = ended_conference()
    first, beside = session_at(conference, 0, 10), session_at(conference, 0, 11)
    after = session_at(conference, 0, 12)
    anna = attendee(conference)
    for session in (after, beside, first):
        let_in(anna, door_of(session), moment(conference, 0, 11))
    assert training_of(conference).attended_by(anna.pk) == [first, after]


def test_training_without_scanned_doors_is_what_came_after_they_entered() -> None:
    conference = ended_conference()
    before, during, after = (session_at(conference, 0, 8), session_at(conference, 0, 10), session_at(conference, 2, 9))
    session_at(conference, 1, 12)
    session_at(conference, 1, 13, minutes=60, is_training=False)
    session_at(conference, 1, 13, minutes=15)
    for session in (before, during, after):
        door_of(session)
    late = ParticipantFactory.create(card=CardFactory.create(conference=conference))
    let_in(late, entrance_of(conference), moment(conference, 0, 11))
    early = attendee(conference)
    training = training_of(conference)
    assert training.attended_by(late.pk) == [during, after]
    assert training.attended_by(early.pk) == [before, during, after]


def test_training_of_who_never_came_in_is_none() -> None:
    conference, other = ended_conference(), ended_conference()
    session_at(conference, 0, 10)
    elsewhere = attendee(other)
    assert training_of(conference).attended_by(elsewhere.pk) == []


def test_entrance_is_not_credited_with_what_is_still_to_begin() -> None:
    conference = ended_conference(starts_on=days_ahead(-1), ends_on=days_ahead(1))
    over, _to_come = session_at(conference, 0, 10), session_at(conference, 2, 10)
    person = attendee(conference)
    assert training_of(conference).attended_by(person.pk) == [over]
