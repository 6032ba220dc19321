from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from certificates.codes import read_code
from certificates.invariants import broken
from certificates.models import Certificate
from certificates.periodic import issue_due
from certificates.services import issue_certificates, revoke_certificate
from checkin.enums import ScanPointKind, ScanResult
from events.enums import ConferenceState
from events.models import NumberSeries
from mailings.models import Letter
from registrations.enums import ParticipantState, PartyRole
from registrations.models import CardParty
from registrations.services import link_for_participant
from tests.certificates.ended import attendee, door_of, ended_conference, entrance_of, let_in, moment, session_at
from tests.factories.accounts import UserFactory
from tests.factories.checkin import ScanPointFactory
from tests.factories.events import ConferenceFactory
from tests.factories.registrations import CardFactory, ParticipantFactory

pytestmark = pytest.mark.django_db


def test_certificate_keeps_all_its_paper_says() -> None:
    conference = ended_conference(edition=11)
    first, second = session_at(conference, 0, 10), session_at(conference, 1, 10, minutes=100, title="Dobre praktyki")
    anna = attendee(conference, academic_title="dr", first_name="Anna", last_name="Łoś", position="dyrektor")
    CardParty.objects.create(
        card=anna.card,
        role=PartyRole.INSTITUTION,
        name="GOPS w Łęcznej",
        street="ul. Rynek 1",
        postal_code="21-010",
        city="Łęczna",
    )
    for session in (first, second):
        let_in(anna, door_of(session), moment(conference, 0, 10))
    by = UserFactory.create()
    assert issue_certificates(conference=conference, by=by) == 1
    made = Certificate.objects.get(participant=anna)
    assert made.number == f"001/XI/{conference.starts_on.year}"
    assert (made.full_name, made.position, made.institution) == ("dr Anna Łoś", "dyrektor", "GOPS w Łęcznej")
    assert (made.conference_title, made.motto, made.place) == (conference.title, conference.motto, "w Zakopanem")
    assert (made.starts_on, made.ends_on) == (conference.starts_on, conference.ends_on)
    assert (made.association_name, made.signatory_name) == (conference.association.name, "Andrzej Przykładowy")
    assert made.association_details == "ul. Kościuszki 12A, 97-500 Radomsko"
    assert (made.issued_on, made.issued_place) == (timezone.localdate(), "Zakopane")
    assert [(topic.title, topic.minutes) for topic in made.topics.all()] == [(first.title, 90), ("Dobre praktyki", 100)]
    assert (made.hours, made.hour_minutes) == (4, 45)
    assert made.history.get().history_user == by
    anna.refresh_from_db()
    assert anna.certificate_code == made.code == read_code(made.code)
    assert list(broken()) == []


def test_numbers_follow_polish_order_and_go_on_through_the_year_of_the_association() -> None:
    conference = ended_conference(slug="xi", edition=None)
    year = conference.starts_on.year
    for surname, key in (("Żak", "2"), ("Ćma", "1")):
        attendee(conference, last_name=surname, sort_key=key)
    beside = ended_conference(association=conference.association, edition=12, starts_on=conference.starts_on)
    attendee(beside)
    attendee(ended_conference(starts_on=conference.starts_on, edition=3))
    assert issue_due() == 4
    given = Certificate.objects.filter(conference__association=conference.association)
    assert sorted(certificate.number[4:] for certificate in given) == [f"XI/{year}", f"XI/{year}", f"XII/{year}"]
    assert sorted(certificate.number[:3] for certificate in given) == ["001", "002", "003"]
    in_order = Certificate.objects.filter(conference=conference).order_by("number")
    assert [certificate.full_name for certificate in in_order] == ["Maria Ćma", "Maria Żak"]


def test_second_run_issues_nothing_and_the_snapshot_outlives_corrections() -> None:
    conference = ended_conference()
    person = attendee(conference, last_name="Łoś")
    issue_certificates(conference=conference, by=None)
    before = Certificate.objects.values().get()
    person.last_name = "Nowak"
    person.save()
    conference.title = "Inny tytuł"
    conference.save()
    assert issue_certificates(conference=conference, by=None) == 0
    assert issue_due() == 0
    assert Certificate.objects.values().get() == before
    assert before["full_name"] == "Maria Łoś"
    assert Letter.objects.count() == 1
    assert NumberSeries.objects.get().last == 1


def test_later_scans_are_certified_by_the_next_run() -> None:
    conference = ended_conference()
    attendee(conference)
    assert issue_due() == 1
    attendee(conference)
    assert issue_due() == 1
    assert max(Certificate.objects.values_list("number", flat=True)).startswith("002/")


def test_nobody_is_certified_who_did_not_attend() -> None:
    conference = ended_conference()
    card = CardFactory.create(conference=conference)
    absent, refused, ate = (ParticipantFactory.create(card=card) for _ in range(3))
    let_in(refused, entrance_of(conference), moment(conference, 0, 9), ScanResult.UNPAID)
    meal = ScanPointFactory.create(conference=conference, kind=ScanPointKind.MEAL)
    let_in(ate, meal, moment(conference, 0, 13))
    attendee(conference, state=ParticipantState.CANCELLED)
    assert issue_due() == 0
    assert issue_certificates(conference=conference, by=None) == 0
    assert not Certificate.objects.filter(participant__in=[absent, refused, ate]).exists()
    only_at_a_session = ParticipantFactory.create(card=card)
    let_in(only_at_a_session, door_of(session_at(conference, 0, 10)), moment(conference, 0, 10))
    assert issue_due() == 1
    assert Certificate.objects.get().participant == only_at_a_session


@pytest.mark.parametrize(
    "changes",
    [
        {"starts_on": timezone.localdate() - timedelta(days=1), "ends_on": timezone.localdate()},
        {"state": ConferenceState.DRAFT},
        {"state": ConferenceState.CANCELLED},
        {"clock_shift": -timedelta(days=3)},
    ],
)
def test_nobody_is_certified_before_the_end(changes: dict[str, object]) -> None:
    conference = ended_conference(**changes)
    attendee(conference)
    assert issue_certificates(conference=conference, by=None) == 0
    assert issue_due() == 0
    assert not Certificate.objects.exists()


def test_conference_ends_by_its_own_clock() -> None:
    conference = ConferenceFactory.create()
    attendee(conference)
    assert issue_due() == 0
    conference.clock_shift = timedelta(days=70)
    conference.save()
    assert issue_due() == 1
    assert Certificate.objects.get().issued_on == conference.today()


def test_letter_tells_where_the_certificate_is() -> None:
    conference = ended_conference()
    person = attendee(conference, email="anna@example.org")
    issue_certificates(conference=conference, by=None)
    letter, certificate = Letter.objects.get(), Certificate.objects.get()
    link = link_for_participant(participant=person)
    assert (letter.to_email, letter.reference) == ("anna@example.org", person.card.code)
    assert letter.dedupe_key == f"certificate:{certificate.code}"
    for address in (
        f"/participants/{link.token}/\n",
        f"/participants/{link.token}/certificate.pdf\n",
        f"/verify/{certificate.code}/\n",
    ):
        assert f"http://testserver{address}" in letter.text
    assert f'href="http://testserver/participants/{link.token}/certificate.pdf"' in letter.html
    assert certificate.number in letter.text


def test_revoked_certificate_says_who_revoked_it_and_why() -> None:
    conference = ended_conference()
    attendee(conference)
    issue_certificates(conference=conference, by=None)
    by, certificate = UserFactory.create(), Certificate.objects.get()
    with pytest.raises(ValidationError):
        revoke_certificate(certificate=certificate, by=by, reason="  ")
    revoked = revoke_certificate(certificate=certificate, by=by, reason="Wydane omyłkowo")
    again = revoke_certificate(certificate=certificate, by=UserFactory.create(), reason="Inny powód")
    assert (again.revoked_at, again.revoked_reason) == (revoked.revoked_at, "Wydane omyłkowo")
    latest = certificate.history.first()
    assert latest is not None
    assert (latest.history_user, latest.history_change_reason) == (by, "Wydane omyłkowo")
    assert certificate.history.count() == 2
    assert issue_due() == 0
