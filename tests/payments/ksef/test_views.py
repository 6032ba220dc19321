import re
from datetime import timedelta
from urllib.parse import unquote

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from events.enums import Role
from events.models import Conference
from payments.ksef import schema
from payments.ksef.preparing import prepare
from payments.ksef.sending import send_due_of
from payments.ksef.standin.server import KsefStandin
from payments.ksef.states import KsefState
from payments.models import KsefAccess, KsefInvoice
from payments.periodic import send_invoices_to_ksef
from tests.factories.accounts import UserFactory
from tests.factories.events import MembershipFactory
from tests.payments.ksef.samples import ORIGINAL_NUMBER
from tests.payments.ksef.world import conference_of_payer, give_access, issue

pytestmark = pytest.mark.django_db


@pytest.fixture
def conference() -> Conference:
    return conference_of_payer()


@pytest.fixture
def treasurer(client: Client, conference: Conference) -> Client:
    user = UserFactory.create()
    MembershipFactory.create(user=user, association=conference.association, role=Role.TREASURER)
    client.force_login(user)
    return client


def address(name: str, conference: Conference, *more: object) -> str:
    return reverse(f"payments:{name}", args=[conference.association.slug, conference.slug, *more])


def page(client: Client, conference: Conference, query: str = "") -> str:
    response = client.get(address("list-ksef", conference) + query)
    assert response.status_code == 200
    return response.content.decode()


def test_without_an_environment_the_page_says_that_nothing_is_sent(treasurer: Client, conference: Conference) -> None:
    row = prepare(issue(conference))
    text = page(treasurer, conference)
    assert "Nic nie jest wysyłane do KSeF" in text
    assert row.document.number in text
    assert "Token stowarzyszenia" not in text


def test_the_exact_bytes_are_downloaded(treasurer: Client, conference: Conference) -> None:
    row = prepare(issue(conference))
    response = treasurer.get(address("download-ksef", conference, row.document.uid))
    assert response.content == bytes(row.xml)
    assert response["Content-Type"] == "application/xml"
    assert row.document.number.replace("/", "-") in unquote(response["Content-Disposition"])
    assert schema.faults(response.content) == []
    assert treasurer.get(address("download-ksef-upo", conference, row.document.uid)).status_code == 404


def test_production_is_said_plainly(treasurer: Client, conference: Conference, settings: Settings) -> None:
    settings.KSEF_ENVIRONMENT = "production"
    text = page(treasurer, conference)
    assert "Podaj token" in text
    treasurer.post(address("set-ksef-token", conference), {"token": "abc-def"})
    text = page(treasurer, conference)
    assert "To jest produkcja: to, co wysyłamy, jest prawdziwą fakturą." in text
    assert "abc-def" not in text


def test_a_bad_token_is_told_next_to_its_field(treasurer: Client, conference: Conference, settings: Settings) -> None:
    settings.KSEF_ENVIRONMENT = "test"
    response = treasurer.post(address("set-ksef-token", conference), {"token": "abc def"})
    assert "Skopiuj z KSeF cały token" in response.content.decode()
    assert not KsefAccess.objects.exists()


def test_a_rejected_one_shows_why_and_goes_again(
    treasurer: Client, conference: Conference, standin: KsefStandin
) -> None:
    give_access(conference.association)
    standin.book.scenario.next = ["reject"]
    row = prepare(issue(conference))
    send_due_of(conference.association)
    text = page(treasurer, conference)
    assert "Data wystawienia późniejsza niż data wysłania." in text
    assert "Wyślij ponownie" in text
    treasurer.post(address("send-ksef", conference, row.document.uid))
    treasurer.post(address("send-ksef", conference, row.document.uid))
    send_due_of(conference.association)
    text = page(treasurer, conference, "?part=accepted")
    number = KsefInvoice.objects.get().ksef_number
    assert number in text
    assert len([one for one in standin.book.invoices if one.ksef_number]) == 1
    upo = treasurer.get(address("download-ksef-upo", conference, row.document.uid))
    assert number.encode() in upo.content


def test_an_offline_one_shows_its_deadline(treasurer: Client, conference: Conference, standin: KsefStandin) -> None:
    give_access(conference.association)
    standin.book.scenario.outage = True
    row = prepare(issue(conference))
    send_due_of(conference.association)
    text = page(treasurer, conference)
    assert f"{row.send_by:%d.%m.%Y}" in text
    assert "503" in text
    KsefInvoice.objects.update(send_by=timezone.localdate() - timedelta(days=1))
    assert "Termin wysłania minął" in page(treasurer, conference)


def test_all_that_was_made_is_sent_by_one_click(
    treasurer: Client, conference: Conference, standin: KsefStandin
) -> None:
    for _ in range(2):
        prepare(issue(conference))
    assert "Wyślij wszystkie do KSeF" not in page(treasurer, conference)
    treasurer.post(address("set-ksef-token", conference), {"token": "right"})
    assert "Wyślij wszystkie do KSeF" in page(treasurer, conference)
    response = treasurer.post(address("send-all-ksef", conference), follow=True)
    assert "2 faktury idą do KSeF." in response.content.decode()
    send_due_of(conference.association)
    assert len(standin.book.invoices) == 2


def test_a_number_is_written_by_hand_and_lets_its_correction_out(treasurer: Client, conference: Conference) -> None:
    first = issue(conference)
    row = prepare(first)
    correction = issue(conference, corrects=first, grosze=0, before=[120000], reason="Rezygnacja")
    send_invoices_to_ksef()
    assert not KsefInvoice.objects.filter(document=correction).exists()
    assert "1 korekta czeka" in page(treasurer, conference)
    note = address("note-ksef-number", conference, first.uid)
    response = treasurer.post(note, {"number": ORIGINAL_NUMBER[:-1] + "0"})
    assert "Ten numer KSeF jest błędny" in response.content.decode()
    response = treasurer.post(note, {"number": ORIGINAL_NUMBER.lower()})
    assert response.status_code == 302
    row.refresh_from_db()
    assert (row.state, row.ksef_number) == (KsefState.ACCEPTED, ORIGINAL_NUMBER)
    send_invoices_to_ksef()
    made = KsefInvoice.objects.get(document=correction)
    assert ORIGINAL_NUMBER.encode() in bytes(made.xml)
    assert schema.faults(bytes(made.xml)) == []


def test_another_association_sees_none_of_it(client: Client, conference: Conference) -> None:
    ours, theirs = issue(conference), conference_of_payer()
    prepare(ours)
    user = UserFactory.create()
    MembershipFactory.create(user=user, association=theirs.association, role=Role.OWNER)
    client.force_login(user)
    assert ours.number not in page(client, theirs)
    assert client.get(address("list-ksef", conference)).status_code == 404
    for name in ("download-ksef", "download-ksef-upo", "note-ksef-number"):
        assert client.get(address(name, theirs, ours.uid)).status_code == 404
    assert client.post(address("send-ksef", theirs, ours.uid)).status_code == 404
    assert KsefInvoice.objects.get().state == KsefState.PRODUCED


def test_the_list_asks_the_same_number_of_times_however_long(
    treasurer: Client, conference: Conference, django_assert_num_queries: object
) -> None:
    counted = []
    for count in (1, 3):
        for _ in range(count):
            prepare(issue(conference))
        with django_assert_num_queries(15, exact=False) as captured:  # type: ignore[operator]
            page(treasurer, conference)
        counted.append(len(captured))
    assert counted[0] == counted[1]
    assert re.search(r"<td", page(treasurer, conference))
