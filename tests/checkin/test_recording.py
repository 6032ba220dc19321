from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from uuid import uuid4

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from checkin.enums import ScanMethod, ScanPointKind, ScanResult
from checkin.inputs import ScanInput
from checkin.models import Scan
from checkin.reading import person_key
from checkin.services import record_scans
from registrations.enums import CardState, ParticipantState
from tests.checkin.badges import paid_participant, scan_of, text_of
from tests.factories.checkin import DeviceFactory, ScanPointFactory
from tests.factories.events import ConferenceFactory
from tests.factories.registrations import CardFactory, ParticipantFactory

pytestmark = pytest.mark.django_db


def test_record_scans_lets_in_who_has_paid() -> None:
    conference = ConferenceFactory.create()
    point = ScanPointFactory.create(conference=conference)
    device = DeviceFactory.create(conference=conference)
    participant = paid_participant(conference)
    at = timezone.now() - timedelta(minutes=2)
    scan = scan_of(participant, point, at=at)

    (outcome,) = record_scans(device=device, scans=[scan])

    assert (outcome.uid, outcome.result, outcome.participant) == (scan.uid, ScanResult.ACCEPTED, participant)
    stored = Scan.objects.get()
    assert (stored.participant, stored.point, stored.device) == (participant, point, device)
    assert (stored.scanned_at, stored.method) == (at, ScanMethod.BADGE)
    participant.refresh_from_db()
    assert participant.arrived_at == at


def test_record_scans_tells_when_and_where_a_badge_was_before() -> None:
    conference = ConferenceFactory.create()
    point = ScanPointFactory.create(conference=conference, name="Wejście główne")
    first, second = DeviceFactory.create_batch(2, conference=conference)
    participant = paid_participant(conference)
    record_scans(device=first, scans=[scan_of(participant, point)])
    arrived = Scan.objects.get()

    (outcome,) = record_scans(device=second, scans=[scan_of(participant, point)])

    assert outcome.result == ScanResult.AGAIN
    assert outcome.first == arrived
    assert outcome.first.point.name == "Wejście główne"
    assert sorted(Scan.objects.values_list("result", flat=True)) == ["accepted", "again"]


def test_record_scans_lets_in_at_every_point_once() -> None:
    conference = ConferenceFactory.create()
    entrance = ScanPointFactory.create(conference=conference)
    gala = ScanPointFactory.create(conference=conference, kind=ScanPointKind.GALA)
    device = DeviceFactory.create(conference=conference)
    participant = paid_participant(conference)

    outcomes = record_scans(device=device, scans=[scan_of(participant, point) for point in (entrance, gala, entrance)])

    assert [outcome.result for outcome in outcomes] == [ScanResult.ACCEPTED, ScanResult.ACCEPTED, ScanResult.AGAIN]


def test_record_scans_at_a_session_does_not_note_arrival() -> None:
    conference = ConferenceFactory.create()
    door = ScanPointFactory.create(conference=conference, kind=ScanPointKind.SESSION)
    participant = paid_participant(conference)

    (outcome,) = record_scans(device=DeviceFactory.create(conference=conference), scans=[scan_of(participant, door)])

    assert outcome.result == ScanResult.ACCEPTED
    participant.refresh_from_db()
    assert participant.arrived_at is None


@pytest.mark.parametrize(
    ("card", "person", "expected"),
    [
        ({"due": 100, "settled": 99}, {}, ScanResult.UNPAID),
        ({"due": 100, "settled": 150}, {}, ScanResult.ACCEPTED),
        ({"due": 100, "settled": 100}, {"state": ParticipantState.CANCELLED}, ScanResult.CANCELLED),
        ({"state": CardState.CANCELLED, "cancelled_at": datetime(2026, 1, 1, tzinfo=UTC)}, {}, ScanResult.CANCELLED),
    ],
)
def test_record_scans_refuses_and_remembers_why(
    card: dict[str, object], person: dict[str, object], expected: ScanResult
) -> None:
    conference = ConferenceFactory.create()
    point = ScanPointFactory.create(conference=conference)
    participant = ParticipantFactory.create(card=CardFactory.create(conference=conference, **card), **person)

    (outcome,) = record_scans(device=DeviceFactory.create(conference=conference), scans=[scan_of(participant, point)])

    assert (outcome.result, outcome.participant) == (expected, participant)
    assert Scan.objects.get().result == expected


def test_record_scans_lets_in_who_has_paid_since_they_were_refused() -> None:
    conference = ConferenceFactory.create()
    point = ScanPointFactory.create(conference=conference)
    device = DeviceFactory.create(conference=conference)
    participant = ParticipantFactory.create(card=CardFactory.create(conference=conference, due=100))
    refused = scan_of(participant, point)
    record_scans(device=device, scans=[refused])
    participant.card.settled = 100
    participant.card.save()

    repeated, tried_anew = record_scans(device=device, scans=[refused, scan_of(participant, point)])

    assert (repeated.result, tried_anew.result) == (ScanResult.UNPAID, ScanResult.ACCEPTED)


def test_record_scans_does_not_name_another_conferences_person() -> None:
    conference = ConferenceFactory.create()
    point = ScanPointFactory.create(conference=conference)
    stranger = paid_participant(ConferenceFactory.create(), last_name="Tajemnicza")

    (outcome,) = record_scans(device=DeviceFactory.create(conference=conference), scans=[scan_of(stranger, point)])

    assert (outcome.result, outcome.participant) == (ScanResult.FOREIGN, None)
    assert Scan.objects.get().participant is None


@pytest.mark.parametrize(
    "text", ["", "Z1", "Z1ŁÓŚ", "https://example.org/?q=1", "Z1" + "A" * 119, "Z1" + "A" * 3000, "😀"]
)
def test_record_scans_stores_what_is_no_badge(text: str) -> None:
    point = ScanPointFactory.create()
    device = DeviceFactory.create(conference=point.conference)
    scan = ScanInput(uid=uuid4(), point_slug=point.slug, scanned_at=timezone.now(), text=text)

    (outcome,) = record_scans(device=device, scans=[scan])

    assert (outcome.result, outcome.participant) == (ScanResult.UNKNOWN, None)
    assert Scan.objects.get().result == ScanResult.UNKNOWN


def test_record_scans_refuses_a_forged_signature() -> None:
    conference = ConferenceFactory.create()
    point = ScanPointFactory.create(conference=conference)
    text = text_of(paid_participant(conference))
    forged = text[:-4] + ("AAAA" if not text.endswith("AAAA") else "BBBB")
    scan = ScanInput(uid=uuid4(), point_slug=point.slug, scanned_at=timezone.now(), text=forged)

    (outcome,) = record_scans(device=DeviceFactory.create(conference=conference), scans=[scan])

    assert (outcome.result, outcome.participant) == (ScanResult.UNKNOWN, None)


def test_record_scans_of_a_point_that_is_gone_stores_nothing_and_goes_on() -> None:
    conference = ConferenceFactory.create()
    point = ScanPointFactory.create(conference=conference)
    elsewhere = ScanPointFactory.create(slug="elsewhere")
    participant = paid_participant(conference)

    outcomes = record_scans(
        device=DeviceFactory.create(conference=conference),
        scans=[scan_of(participant, elsewhere), scan_of(participant, point)],
    )

    assert [outcome.result for outcome in outcomes] == [None, ScanResult.ACCEPTED]
    assert Scan.objects.count() == 1


def test_record_scans_does_not_tell_another_conference_what_became_of_its_scan() -> None:
    conference = ConferenceFactory.create()
    point = ScanPointFactory.create(conference=conference)
    scan = scan_of(paid_participant(conference), point)
    record_scans(device=DeviceFactory.create(conference=conference), scans=[scan])
    other = ScanPointFactory.create(slug=point.slug)

    (outcome,) = record_scans(device=DeviceFactory.create(conference=other.conference), scans=[scan])

    assert (outcome.result, outcome.participant) == (None, None)
    assert Scan.objects.get().point == point


def test_record_scans_lets_in_by_name() -> None:
    conference = ConferenceFactory.create()
    point = ScanPointFactory.create(conference=conference)
    participant = paid_participant(conference)
    stranger = paid_participant(ConferenceFactory.create())
    scans = [
        ScanInput(uid=uuid4(), point_slug=point.slug, scanned_at=timezone.now(), person=key)
        for key in (person_key(participant), person_key(stranger), f"{person_key(participant)}x", "1")
    ]

    outcomes = record_scans(device=DeviceFactory.create(conference=conference), scans=scans)

    assert [outcome.result for outcome in outcomes] == [ScanResult.ACCEPTED, *[ScanResult.UNKNOWN] * 3]
    assert Scan.objects.get(result=ScanResult.ACCEPTED).method == ScanMethod.NAME
    assert participant.badge_code not in person_key(participant)


@pytest.mark.parametrize("moved", [timedelta(hours=3), timedelta(days=-4000), timedelta(days=900000)])
def test_record_scans_believes_the_server_where_the_phones_clock_cannot_be_right(moved: timedelta) -> None:
    conference = ConferenceFactory.create()
    point = ScanPointFactory.create(conference=conference)
    before = timezone.now()

    (outcome,) = record_scans(
        device=DeviceFactory.create(conference=conference),
        scans=[scan_of(paid_participant(conference), point, at=before + moved)],
    )

    assert outcome.scanned_at is not None
    assert before <= outcome.scanned_at <= timezone.now()


def test_record_scans_follows_the_conferences_moved_clock() -> None:
    conference = ConferenceFactory.create(clock_shift=timedelta(days=60))
    point = ScanPointFactory.create(conference=conference)
    at = timezone.now() - timedelta(minutes=1)

    (outcome,) = record_scans(
        device=DeviceFactory.create(conference=conference),
        scans=[scan_of(paid_participant(conference), point, at=at)],
    )

    assert outcome.scanned_at == at + timedelta(days=60)
    assert Scan.objects.get().received_at >= outcome.scanned_at


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(range(9)), cuts=st.sets(st.integers(1, 8), max_size=3), repeats=st.integers(0, 8))
def test_record_scans_gives_one_entry_each_whatever_the_order(order: list[int], cuts: set[int], repeats: int) -> None:
    conference = ConferenceFactory.create()
    point = ScanPointFactory.create(conference=conference)
    device = DeviceFactory.create(conference=conference)
    people = [paid_participant(conference) for _ in range(3)]
    scans = [scan_of(people[number % 3], point) for number in range(9)]
    sent = [scans[number] for number in order]
    edges = [0, *sorted(cuts), len(sent)]

    for start, end in pairwise(edges):
        record_scans(device=device, scans=sent[start:end])
    repeated = record_scans(device=device, scans=[*scans[repeats:], *scans[:repeats], scans[repeats]])

    told = {outcome.uid: outcome.result for outcome in repeated}
    assert [told[scan.uid] for scan in scans] == [ScanResult.ACCEPTED] * 3 + [ScanResult.AGAIN] * 6
    mine = Scan.objects.filter(point=point)
    assert mine.count() == 9
    assert set(mine.filter(result=ScanResult.ACCEPTED).values_list("participant", flat=True)) == {
        person.pk for person in people
    }


@pytest.mark.parametrize("count", [1, 40])
def test_record_scans_of_any_number_takes_the_same_queries(
    count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    conference = ConferenceFactory.create()
    point = ScanPointFactory.create(conference=conference)
    device = DeviceFactory.create(conference=conference)
    at = timezone.now().replace(second=0, microsecond=0) - timedelta(minutes=1)
    card = CardFactory.create(conference=conference, due=100, settled=100)
    scans = [scan_of(person, point, at=at) for person in ParticipantFactory.create_batch(count, card=card)]

    # Points, people with their cards, the insert, the arrivals, inside one savepoint.
    with django_assert_num_queries(6):
        fresh = record_scans(device=device, scans=scans)
    # Points, people, the insert that stores nothing, and what was stored before, inside one savepoint.
    with django_assert_num_queries(6):
        repeated = record_scans(device=device, scans=scans)
    # The same, the insert as second attempts, all their scans in order, what is stored by now, and who was first.
    with django_assert_num_queries(10):
        later = at + timedelta(seconds=30)
        again = record_scans(device=device, scans=[replace(scan, uid=uuid4(), scanned_at=later) for scan in scans])

    assert {outcome.result for outcome in fresh} == {ScanResult.ACCEPTED}
    assert repeated == fresh
    assert [outcome.result for outcome in again] == [ScanResult.AGAIN] * count
