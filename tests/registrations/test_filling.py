"""The card filled in by a browser without scripts."""

from typing import Any
from urllib.parse import quote_from_bytes

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from events.models import Conference, PlacePool
from mailings.models import Letter
from registrations.enums import REQUIRED_STATEMENTS, LegalKind
from registrations.models import CardDraft, LegalText, Participant, ParticipationCard
from tests.factories.events import ConferenceFactory, VariantFactory
from tests.factories.registrations import InstitutionFactory, LegalTextFactory
from tests.registrations.typing_in import INSTITUTION, INVOICE, Clerk, clerk_of, people, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk(client: Client) -> Clerk:
    return clerk_of(client)


def test_looking_at_the_first_page_begins_no_draft(client: Client) -> None:
    conference = ConferenceFactory.create()
    for kind in REQUIRED_STATEMENTS:
        LegalTextFactory.create(association=conference.association, kind=kind)
    address = reverse("registrations:start-card", args=[conference.association.slug, conference.slug])

    page = client.get(address).content.decode()

    assert "Wypełnij kartę" in page
    assert not CardDraft.objects.exists()


def test_card_for_three_people_from_first_step_to_thanks(clerk: Clerk) -> None:
    clerk.fill(*(person(clerk.variant, number) for number in range(3)))
    summary = clerk.see("summary")
    answer = clerk.send()

    assert "3\u00a0600,00\u00a0zł" in summary
    assert [name in summary for name in ("Ewa Łoś", "Jan Ćma", "Zofia Żak", "Miasto Radomsko")] == [True] * 4
    card = ParticipationCard.objects.get()
    assert (card.due, card.participants.count(), card.language) == (360000, 3, "pl")
    assert {party.role: party.nip for party in card.parties.all()} == {
        "institution": "1111111111",
        "buyer": "2222222222",
        "recipient": "1111111111",
    }
    assert {consent.text.kind for consent in card.consents.all()} == {"public_funding", "terms", "privacy"}
    assert answer.headers["Location"] == f"/cards/{card.links.get().token}/?sent=yes"
    assert "Karta została wysłana. Dziękujemy." in clerk.client.get(answer.headers["Location"]).content.decode()


def test_card_filled_in_in_english_is_answered_in_english(clerk: Clerk) -> None:
    clerk.fill(person(clerk.variant))

    address = f"/en{clerk.address('summary')}"
    page = clerk.client.get(address).content.decode()
    answer = clerk.client.post(address)

    assert "Send the card" in page
    assert "Wyślij" not in page
    card = ParticipationCard.objects.get()
    assert card.language == "en"
    assert answer.headers["Location"] == f"/en/cards/{card.links.get().token}/?sent=yes"
    assert Letter.objects.get().subject == f"Participation card {card.code} has been received"


def test_people_are_added_copied_and_removed_without_losing_what_was_typed(clerk: Clerk) -> None:
    ewa = person(clerk.variant, first_name="Ewa", email="nie-adres")
    clerk.post("participants", people(ewa), do="add")
    added = clerk.see("participants")
    clerk.post("participants", people(ewa, person(clerk.variant, 1)), do="copy-1")
    clerk.post("participants", people(ewa, person(clerk.variant, 1), {"position": "x"}), do="remove-0")
    removed = clerk.see("participants")

    assert 'value="nie-adres"' in added
    assert 'name="p1-first_name"' in added
    assert "2\u00a0400,00" in removed or "1\u00a0200,00\u00a0zł" in removed
    assert 'value="Jan"' in removed
    assert 'value="Ewa"' not in removed
    assert 'name="people" value="2"' in removed


def test_back_keeps_what_was_typed_right_or_wrong(clerk: Clerk) -> None:
    answer = clerk.post("invoice", INVOICE | {"buyer_nip": "123"}, do="back")
    page = clerk.see("invoice")

    assert answer.headers["Location"] == clerk.address("institution")
    assert 'value="123"' in page
    assert 'value="Miasto Radomsko"' in page
    assert "error-summary" not in page


def test_wrong_step_stays_with_errors_above_and_under_the_fields(clerk: Clerk) -> None:
    page = clerk.post("institution", INSTITUTION | {"nip": "1111111112", "city": ""}).content.decode()

    assert 'href="#id_nip"' in page
    assert 'href="#id_city"' in page
    assert page.count("To nie jest prawidłowy NIP: proszę sprawdzić jego dziesięć cyfr.") == 2
    assert 'value="1111111112"' in page
    assert 'value="MOPS Radomsko"' in page


def test_known_institution_is_offered_only_by_its_whole_nip(clerk: Clerk) -> None:
    InstitutionFactory.create(association=clerk.conference.association, nip="1111111111", name="GOPS Łęczna")
    InstitutionFactory.create(nip="1111111111", name="Cudza Instytucja")

    shown = {
        nip: clerk.post("institution", {"nip": nip}, do="keep").content.decode() for nip in ("111111111", "1111111111")
    }
    named = clerk.post("institution", {"name": "GOPS Łęczna"}, do="keep").content.decode()

    assert "Znamy instytucję" not in shown["111111111"]
    assert "GOPS Łęczna" in shown["1111111111"]
    assert "Znamy instytucję" not in named
    assert "Cudza Instytucja" not in shown["1111111111"]


def test_known_institution_fills_in_its_address_and_nothing_private(clerk: Clerk) -> None:
    InstitutionFactory.create(
        association=clerk.conference.association,
        nip="1111111111",
        name="GOPS Łęczna",
        street="ul. Szkolna 5",
        email="tajny@example.org",
        phone="600 700 800",
    )

    clerk.client.post(clerk.address("institution"), {"nip": "1111111111", "known": "GOPS Łęczna"})
    page = clerk.see("institution")

    assert 'value="ul. Szkolna 5"' in page
    assert "tajny@example.org" not in page
    assert "600 700 800" not in page


def test_submitting_twice_makes_one_card(clerk: Clerk) -> None:
    clerk.fill(person(clerk.variant))
    first, second = clerk.send(), clerk.send()

    assert ParticipationCard.objects.count() == 1
    assert Letter.objects.count() == 1
    assert second.headers["Location"] == first.headers["Location"].removesuffix("?sent=yes")


def test_last_places_gone_meanwhile_are_told_by_variant(clerk: Clerk) -> None:
    clerk.fill(person(clerk.variant), person(clerk.variant, 1))
    PlacePool.objects.filter(pk=clerk.pool.pk).update(taken=9)

    page = clerk.send().content.decode()

    assert "W wariancie „Pełny z noclegiem” zostało 1 miejsce, a na karcie są 2 osoby." in page
    assert page.count('value="pelny+waiting"') == 2
    assert 'value="Ćma"' in page
    assert not ParticipationCard.objects.exists()
    assert PlacePool.objects.get().taken == 9


def test_full_variant_cannot_be_chosen_where_nobody_waits(clerk: Clerk) -> None:
    PlacePool.objects.update(taken=10)
    Conference.objects.update(takes_waiting=False)

    page = clerk.see("participants")
    chosen = clerk.post("participants", people(person(clerk.variant))).content.decode()

    assert "brak miejsc" in page
    assert 'value="pelny" disabled' in page
    assert "W wariancie „Pełny z noclegiem” nie ma już miejsc." in chosen


def test_variant_of_another_conference_is_refused(clerk: Clerk) -> None:
    foreign = VariantFactory.create(slug="cudzy", price=1)

    page = clerk.post("participants", people(person(foreign))).content.decode()
    clerk.fill(person(clerk.variant))
    draft = CardDraft.objects.get()
    draft.typed["participants"]["people"][0]["variant"] = "cudzy"
    draft.save()
    clerk.send()

    assert "Proszę wybrać jeden z wariantów tej konferencji." in page
    assert not ParticipationCard.objects.exists()


def test_posted_price_state_and_owner_change_nothing(clerk: Clerk) -> None:
    other = ConferenceFactory.create()
    extra = {"price": "0", "p0-price": "0", "due": "1", "settled": "999999", "state": "cancelled", "code": "KUAAAAAAAA"}
    extra |= {"conference": str(other.pk), "p0-state": "cancelled", "p0-conference": str(other.pk), "is_staff": "1"}
    clerk.fill(person(clerk.variant))
    clerk.post("participants", people(person(clerk.variant)) | extra)
    clerk.post("summary", extra)

    card = ParticipationCard.objects.get()
    assert (card.due, card.settled, card.state, card.conference) == (120000, 0, "submitted", clerk.conference)
    assert Participant.objects.get().conference == clerk.conference


def test_price_raised_while_the_card_was_filled_in_counts(clerk: Clerk) -> None:
    clerk.fill(person(clerk.variant))
    clerk.variant.price = 150000
    clerk.variant.save()

    clerk.send()

    assert ParticipationCard.objects.get().due == 150000


def test_text_changed_since_it_was_shown_must_be_read_anew(clerk: Clerk) -> None:
    clerk.fill(person(clerk.variant))
    LegalTextFactory.create(association=clerk.conference.association, kind="terms", version=2)

    clerk.send()
    page = clerk.see("statements", "?check=1")

    assert not ParticipationCard.objects.exists()
    assert "Treść zmieniła się od czasu, gdy ją pokazano." in page


def test_closed_registration_refuses_the_card_clearly(clerk: Clerk) -> None:
    clerk.fill(person(clerk.variant))
    clerk.conference.registration_closes_at = timezone.now()
    clerk.conference.save()

    answer = clerk.send()

    assert answer.status_code == 409
    assert "Karta nie została wysłana i nie zajęto żadnego miejsca." in answer.content.decode()
    assert not ParticipationCard.objects.exists()


HOSTILE = [
    "\x00",
    "\ud800",
    "9" * 400,
    "1e999",
    "'",
    "../../etc/passwd",
    "{{7*7}}",
    "{0.__init__}",
    "<script>alert(1)</script>",
]


@pytest.mark.parametrize("value", HOSTILE)
@pytest.mark.parametrize("step", ["institution", "invoice", "participants", "statements"])
def test_hostile_values_are_answered_with_a_page(clerk: Clerk, step: str, value: str) -> None:
    keys = [*INSTITUTION, *INVOICE, *people(person(clerk.variant)), *clerk.statements(), "known", "__proto__", "\x00"]
    sent = quote_from_bytes(value.encode("utf-8", "surrogatepass"))
    body = "&".join(f"{quote_from_bytes(key.encode())}={sent}" for key in [*keys, "do"])

    answer = clerk.client.post(clerk.address(step), body, content_type="application/x-www-form-urlencoded")

    assert answer.status_code in {200, 302}
    page = clerk.see(step, "?check=1")
    assert "<script>alert" not in page
    assert "error-summary" in page


def test_broken_draft_shows_what_is_missing_instead_of_failing(clerk: Clerk) -> None:
    page = clerk.see("summary")

    assert page.count("W tym kroku czegoś brakuje:") == 4
    assert "Wyślij kartę" not in page


def test_draft_is_opened_by_its_own_link_only(clerk: Clerk) -> None:
    answers = [
        clerk.client.get(reverse("registrations:fill-card", args=[token, "institution"]))
        for token in ("A" * 22, clerk.draft.token[:-1], clerk.draft.token + "A", "%00")
    ]

    assert [answer.status_code for answer in answers] == [404] * 4
    assert all("Ten link niczego nie otwiera" in answer.content.decode() for answer in answers)


def test_submission_asks_the_database_little(clerk: Clerk, django_assert_num_queries: object) -> None:
    clerk.fill(*(person(clerk.variant, number) for number in range(3)))

    with django_assert_num_queries(30):  # type: ignore[operator]  # pytest-django's fixture carries no type
        clerk.send()


@pytest.mark.parametrize("kind", REQUIRED_STATEMENTS)
def test_no_card_is_taken_while_a_text_to_accept_is_missing(
    clerk: Clerk, caplog: pytest.LogCaptureFixture, kind: LegalKind
) -> None:
    clerk.fill(person(clerk.variant))
    LegalText.objects.filter(kind=kind).delete()
    start = reverse("registrations:start-card", args=[clerk.conference.association.slug, clerk.conference.slug])

    pages: list[Any] = [clerk.client.get(start), clerk.client.post(start), clerk.send()]

    assert [page.status_code for page in pages] == [200, 409, 409]
    assert all("bez których nie można przyjąć karty" in page.content.decode() for page in pages)
    assert not ParticipationCard.objects.exists()
    assert CardDraft.objects.count() == 1
    assert f"no current legal text of {kind.value}" in caplog.text


@pytest.mark.parametrize(
    ("nip", "answer"),
    [
        ("", "To pole jest wymagane."),
        ("1234567890", "NIP"),
        ("1111111111", "Nie znamy jeszcze instytucji o tym NIP-ie"),
    ],
)
def test_checking_a_nip_answers_beside_the_field(clerk: Clerk, nip: str, answer: str) -> None:
    reply = clerk.post("institution", {"nip": nip}, do="look-up")
    page = clerk.client.get(reply.headers["Location"]).content.decode()

    region = page.split('role="status"><div id="known">')[1].split("</div></div>")[0]
    assert answer in region
    assert "error-summary" not in page


@pytest.mark.parametrize(
    ("buyer", "kind", "expected"), [("us", "mops", False), ("us", "office", True), ("other", "mops", True)]
)
def test_tick_of_local_government_counts_only_beside_another_buyer(
    clerk: Clerk, buyer: str, kind: str, expected: bool
) -> None:
    clerk.fill(person(clerk.variant))
    clerk.post("institution", INSTITUTION | {"kind": kind})
    clerk.post("invoice", INVOICE | {"buyer": buyer})
    told = "Nabywca jest jednostką samorządu terytorialnego" in clerk.see("summary")
    clerk.send()

    assert ParticipationCard.objects.get().buyer_is_local_government is expected
    assert told is expected
