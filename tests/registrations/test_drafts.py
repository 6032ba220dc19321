"""Drafts: the letter with their address, codes typed in them, and what becomes of the forgotten."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from mailings.models import Letter
from registrations.models import Answer, CardDraft, Consent, ParticipationCard
from registrations.periodic import delete_forgotten
from registrations.services import TooManyLetters, delete_forgotten_drafts, keep_file, send_draft_link
from registrations.uploads import CleanFile
from tests.factories.events import ConferenceFactory, DiscountCodeFactory
from tests.factories.registrations import CardDraftFactory, CardFactory, LegalTextFactory
from tests.registrations.typing_in import INSTITUTION, INVOICE, Clerk, clerk_of, person, question

pytestmark = pytest.mark.django_db
CONTENT = CleanFile("skan.pdf", b"%PDF-1.7", "application/pdf")


@pytest.fixture
def clerk(client: Client) -> Clerk:
    return clerk_of(client)


def press(clerk: Clerk, step: str, email: str, number: int = 0) -> str:
    answer = clerk.post(step, INSTITUTION | {"link_email": email, "press": f"press{number}"}, do="send-link")
    return clerk.see(step) if answer.status_code == 302 else str(answer.content.decode())


def test_link_is_sent_once_a_press_and_what_was_typed_is_kept(clerk: Clerk) -> None:
    page = press(clerk, "institution", "ja@example.org")
    press(clerk, "institution", "ja@example.org")

    letter = Letter.objects.get()
    assert "Wysłaliśmy link na adres ja@example.org." in page
    assert letter.to_email == "ja@example.org"
    assert clerk.address("institution") in letter.text
    assert clerk.address("institution") in letter.html
    assert 'value="MOPS Radomsko"' in page


def test_link_asked_for_at_the_end_sends_no_card(clerk: Clerk) -> None:
    clerk.fill(person(clerk.variant))
    press(clerk, "summary", "ja@example.org")

    assert not ParticipationCard.objects.exists()
    assert Letter.objects.get().kind == "draft_link"


@pytest.mark.parametrize(
    "email", ["", "ja", "ja@example.org\r\nBcc: on@example.org", "\x00", "a" * 400 + "@example.org"]
)
@pytest.mark.parametrize("step", ["institution", "summary"])
def test_link_goes_to_no_wrong_address(clerk: Clerk, step: str, email: str) -> None:
    page = press(clerk, step, email)

    assert 'id="id_link_email_error"' in page
    assert not Letter.objects.exists()


def test_link_is_not_sent_time_after_time(clerk: Clerk) -> None:
    pages = [press(clerk, "institution", f"ktos{number}@example.org", number) for number in range(6)]

    assert "Link wysłano dziś już kilka razy." in pages[5]
    assert Letter.objects.count() == 5


def test_one_person_is_not_flooded_from_many_drafts() -> None:
    drafts = [CardDraftFactory.create() for _ in range(6)]
    for draft in drafts[:5]:
        send_draft_link(draft=draft, to_email="ofiara@example.org", press="1", language="pl")

    with pytest.raises(TooManyLetters):
        send_draft_link(draft=drafts[5], to_email="Ofiara@example.org", press="1", language="pl")


def test_letter_is_in_the_language_of_the_page(clerk: Clerk) -> None:
    address = f"/en{clerk.address('institution')}"
    clerk.client.post(address, {"link_email": "me@example.org", "press": "1", "do": "send-link"})

    letter = Letter.objects.get()
    assert letter.subject == "The card that you are filling in"
    assert address in letter.text


def test_discount_is_told_and_taken_off(clerk: Clerk) -> None:
    DiscountCodeFactory.create(conference=clerk.conference, code="RAZEM10")
    clerk.fill(person(clerk.variant))
    page = clerk.post("invoice", INVOICE | {"discount_code": " razem10 "}, do="keep").content.decode()
    summary = clerk.see("summary")
    clerk.send()

    assert "Kod przyjęty: obniża cenę wariantów o 10%." in page
    assert "1\u00a0080,00\u00a0zł" in summary
    card = ParticipationCard.objects.get()
    assert (card.due, card.discount and card.discount.code) == (108000, "RAZEM10")


@pytest.mark.parametrize("code", ["ZMYSLONY", "STARY", "ZUZYTY", "CUDZY", "x" * 31, "%", "'; DROP"])
def test_wrong_codes_are_answered_alike(clerk: Clerk, code: str) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    DiscountCodeFactory.create(conference=clerk.conference, code="STARY", valid_until=yesterday)
    DiscountCodeFactory.create(conference=clerk.conference, code="ZUZYTY", limit=0)
    DiscountCodeFactory.create(conference=ConferenceFactory.create(), code="CUDZY")

    page = clerk.post("invoice", INVOICE | {"discount_code": code}).content.decode()

    assert "error-summary" in page
    assert 'href="#id_discount_code"' in page
    assert ("Ten kod nie daje rabatu" in page) == (len(code) <= 30)


def test_code_used_up_meanwhile_stops_the_card(clerk: Clerk) -> None:
    code = DiscountCodeFactory.create(conference=clerk.conference, code="RAZEM10")
    clerk.fill(person(clerk.variant))
    clerk.post("invoice", INVOICE | {"discount_code": "RAZEM10"})
    code.limit = 0
    code.save()

    text = clerk.send().content.decode()

    assert "W tym kroku czegoś brakuje:" in text
    assert not ParticipationCard.objects.exists()


def test_nobody_is_asked_for_a_code_where_there_is_none(clerk: Clerk) -> None:
    assert "discount_code" not in clerk.see("invoice")


def test_order_number_and_address_of_the_invoice_reach_the_card(clerk: Clerk) -> None:
    clerk.fill(person(clerk.variant))
    clerk.post("invoice", INVOICE | {"order_number": "ZP/12/2026", "invoice_email": "faktury@example.org"})
    clerk.send()

    card = ParticipationCard.objects.get()
    assert (card.order_number, card.invoice_email) == ("ZP/12/2026", "faktury@example.org")


def test_needs_and_badge_reach_the_participant(clerk: Clerk) -> None:
    more = {"diet": "other", "diet_note": "bez orzechów", "accessibility": "wózek", "badge_text": "Zespół <Asysty"}
    wrong = clerk.post("participants", {"people": "1", **prefixed(person(clerk.variant) | more)}).content.decode()
    clerk.fill(person(clerk.variant) | more | {"badge_text": "Zespół Asysty"})
    clerk.send()

    assert 'href="#id_p0-badge_text"' in wrong
    found = ParticipationCard.objects.get().participants.get()
    assert (found.diet, found.diet_note, found.accessibility) == ("other", "bez orzechów", "wózek")
    assert found.badge_text == "Zespół Asysty"


def prefixed(typed: dict[str, str]) -> dict[str, str]:
    return {f"p0-{name}": value for name, value in typed.items()}


@pytest.mark.parametrize("ticked", [{}, {"newsletter": "on"}, {"newsletter": "on", "visible_list": "on"}])
def test_optional_consents_are_given_only_when_ticked(clerk: Clerk, ticked: dict[str, str]) -> None:
    clerk.fill(person(clerk.variant))
    for kind in ("newsletter", "visible_list"):
        LegalTextFactory.create(association=clerk.conference.association, kind=kind, title=f"Tekst {kind}")
    shown = "public_funding:1 terms:1 privacy:1 newsletter:1 visible_list:1"
    clerk.post("statements", clerk.statements() | ticked | {"texts_shown": shown})
    clerk.send()

    given = {consent.text.kind for consent in Consent.objects.all()}
    assert given == {"public_funding", "terms", "privacy", *ticked}


def forgotten(draft: CardDraft, days: int) -> CardDraft:
    CardDraft.objects.filter(pk=draft.pk).update(changed_at=timezone.now() - timedelta(days=days))
    return draft


def test_forgotten_drafts_are_deleted_with_their_files(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    old, new = CardDraftFactory.create(), CardDraftFactory.create()
    for draft in (old, new):
        keep_file(draft=draft, whose="card", slug="skan", file=CONTENT)
    names = [
        CardDraft.objects.get(pk=draft.pk).typed["files"]["card"]["skan"]["file"]
        for draft in (forgotten(old, 61), forgotten(new, 59))
    ]
    with django_capture_on_commit_callbacks(execute=True):
        deleted = delete_forgotten()

    assert deleted == 1
    assert list(CardDraft.objects.all()) == [new]
    assert [default_storage.exists(name) for name in names] == [False, True]


def test_file_that_became_an_answer_outlives_its_draft(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    draft = CardDraftFactory.create()
    stored = default_storage.save("answers/2026/kept.pdf", ContentFile(b"x"))
    card = CardFactory.create(conference=draft.conference)
    draft.typed = {"files": {"card": {"skan": {"file": stored, "name": "skan.pdf"}}}}
    draft.card = card
    draft.save()
    asked = question(draft.conference, "skan", target="card", kind="file")
    Answer.objects.create(card=card, question=asked, value="skan.pdf", file=stored)
    forgotten(draft, 61)

    with django_capture_on_commit_callbacks(execute=True):
        assert delete_forgotten_drafts(now=timezone.now()) == 1

    assert default_storage.exists(stored)
    assert ParticipationCard.objects.filter(pk=card.pk).exists()
