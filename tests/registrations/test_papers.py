"""The signed card: by its link, at the organiser's desk, and what each is told."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from mailings.models import Letter
from registrations.enums import Acceptance, ScanState
from registrations.models import ParticipationCard, SignedScan
from registrations.periodic import remind_all_of_signed_cards
from registrations.services import cancel_card, link_for_card, submit_card
from registrations.services.outdating import outdate
from registrations.services.papers import (
    NewFiles,
    NotNow,
    TooManyFiles,
    accept_signed_card,
    return_signed_card,
    send_signed_card,
)
from registrations.signing import MOST_FILES, MOVES, acceptance_of, signing_of
from registrations.uploads import CleanFile
from tests.factories.accounts import UserFactory
from tests.factories.events import ConferenceFactory, VariantFactory
from tests.factories.registrations import card_input, participant_input
from tests.registrations import hostile_files as files

pytestmark = pytest.mark.django_db


def card_of(**conference: Any) -> ParticipationCard:
    event = ConferenceFactory.create(**{"wants_signed_cards": True, **conference})
    variant = VariantFactory.create(conference=event, price=100)
    return submit_card(conference=event, data=card_input(event, participant_input(variant)), texts=[])


def page(text: str = "strona") -> CleanFile:
    return CleanFile(f"{text}.jpg", text.encode(), "image/jpeg")


def content_of(scan: SignedScan) -> bytes:
    with scan.file.open("rb") as file:
        return bytes(file.read())


def organiser() -> User:
    return UserFactory.create(name="Anna")


def again(card: ParticipationCard) -> ParticipationCard:
    return ParticipationCard.objects.select_related("conference").get(pk=card.pk)


def send(client: Client, card: ParticipationCard, *sent: tuple[str, bytes], **extra: Any) -> Any:
    address = reverse("registrations:send-signed", args=[link_for_card(card=card).token])
    return client.post(address, {"papers": [SimpleUploadedFile(name, content) for name, content in sent]}, **extra)


def test_table_of_moves_knows_every_state() -> None:
    assert set(MOVES) == set(Acceptance)


def test_card_awaits_its_signature_where_the_organiser_asks_for_it() -> None:
    assert card_of().acceptance == Acceptance.AWAITED
    card = card_of(wants_signed_cards=False)
    assert acceptance_of(card) == Acceptance.NOT_ASKED
    card.conference.wants_signed_cards = True
    assert acceptance_of(card) == Acceptance.AWAITED


def test_photo_and_pdf_are_sent_by_the_link(client: Client) -> None:
    card = card_of()

    answer = send(client, card, ("IMG 1.png", files.photo(kind="PNG")), ("karta.pdf", files.signed_paper()))

    assert answer.status_code == 302
    assert answer["Location"].endswith("#signed-card")
    assert again(card).acceptance == Acceptance.SENT
    scans = {scan.name: scan for scan in card.scans.all()}
    assert {name: scan.content_type for name, scan in scans.items()} == {
        "IMG 1.jpg": "image/jpeg",
        "karta.pdf": "application/pdf",
    }
    assert content_of(scans["karta.pdf"]) == files.signed_paper()
    assert "IMG" not in str(scans["IMG 1.jpg"].file.name)
    shown = client.get(answer["Location"]).content.decode()
    assert "Podpisana karta wysłana" in shown
    assert "IMG 1.jpg" in shown


def test_wrong_file_is_named_and_nothing_of_the_rest_is_kept(client: Client) -> None:
    card = card_of()

    shown = send(client, card, ("dobra.pdf", files.paper()), ("<zła>.svg", files.SVG)).content.decode()

    assert "&lt;zła&gt;.svg: Wyślij plik PDF" in shown
    assert "<zła>" not in shown
    assert SignedScan.objects.count() == 0
    assert again(card).acceptance == Acceptance.AWAITED


@pytest.mark.parametrize(("sent", "said"), [([], "Najpierw wybierz plik"), ([("a.pdf", b"")], "pusty")])
def test_nothing_sent_is_told(client: Client, sent: list[tuple[str, bytes]], said: str) -> None:
    assert said in send(client, card_of(), *sent).content.decode()


def test_too_many_files_are_told(client: Client) -> None:
    many = [(f"{number}.pdf", files.paper(str(number))) for number in range(MOST_FILES + 1)]

    assert "najwyżej 10 plików" in send(client, card_of(), *many).content.decode()


def test_double_click_sends_once() -> None:
    card = card_of()

    first = send_signed_card(card=card, files=[page(), page()])
    stored = set(default_storage.listdir(f"signed-cards/{timezone.localdate().year}")[1])
    second = send_signed_card(card=card, files=[page()])

    assert first == second
    assert SignedScan.objects.count() == 1
    assert set(default_storage.listdir(f"signed-cards/{timezone.localdate().year}")[1]) == stored
    assert content_of(first[0]) == b"strona"


def test_files_that_are_refused_leave_nothing_in_the_storage() -> None:
    card = card_of()
    send_signed_card(card=card, files=[page(str(number)) for number in range(MOST_FILES)])
    stored = set(default_storage.listdir(f"signed-cards/{timezone.localdate().year}")[1])

    with pytest.raises(TooManyFiles):
        send_signed_card(card=card, files=[page("jedenasta")])

    assert set(default_storage.listdir(f"signed-cards/{timezone.localdate().year}")[1]) == stored


def test_accepted_card_is_told_by_a_letter_once() -> None:
    card, anna = card_of(), organiser()
    [scan] = send_signed_card(card=card, files=[page()])

    for _ in range(2):
        accept_signed_card(card=card, by=anna, seen=[scan.sha256])

    scan.refresh_from_db()
    assert (again(card).acceptance, scan.state, scan.decided_by) == (Acceptance.ACCEPTED, ScanState.ACCEPTED, anna)
    [letter] = Letter.objects.filter(kind="signed_card_accepted")
    assert letter.to_email == card.contact_email
    assert card.code in letter.text
    newest = card.history.latest("history_id")
    assert (newest.history_user, newest.acceptance) == (anna, Acceptance.ACCEPTED)


def test_returned_card_tells_why_and_is_sent_once_more(client: Client) -> None:
    card, anna = card_of(), organiser()
    send_signed_card(card=card, files=[page()])

    return_signed_card(card=card, by=anna, reason="Brakuje <pieczątki> dyrektora.")

    assert again(card).acceptance == Acceptance.RETURNED
    [letter] = Letter.objects.filter(kind="signed_card_returned")
    assert "Brakuje <pieczątki> dyrektora." in letter.text
    assert "Brakuje &lt;pieczątki&gt; dyrektora." in letter.html
    shown = client.get(reverse("registrations:send-signed", args=[link_for_card(card=card).token])).content.decode()
    assert "Brakuje &lt;pieczątki&gt; dyrektora." in shown
    send_signed_card(card=card, files=[page(), page("druga")])
    assert again(card).acceptance == Acceptance.SENT
    assert {scan.state for scan in card.scans.all()} == {ScanState.SENT}


def test_card_that_came_on_paper_is_accepted_without_a_file() -> None:
    card = card_of()

    accept_signed_card(card=card, by=organiser(), seen=[])

    assert signing_of(again(card)).status.tone == "settled"


def test_file_that_nobody_looked_at_is_not_accepted() -> None:
    card = card_of()
    [first] = send_signed_card(card=card, files=[page()])
    send_signed_card(card=card, files=[page("druga")])

    with pytest.raises(NewFiles):
        accept_signed_card(card=card, by=organiser(), seen=[first.sha256])

    assert again(card).acceptance == Acceptance.SENT
    assert not Letter.objects.filter(kind="signed_card_accepted").exists()


def test_moves_that_are_not_allowed_are_refused(client: Client) -> None:
    card, anna = card_of(), organiser()
    with pytest.raises(NotNow):
        return_signed_card(card=card, by=anna, reason="Nic nie przyszło")
    accept_signed_card(card=card, by=anna, seen=[])
    with pytest.raises(NotNow):
        send_signed_card(card=card, files=[page()])
    assert "przyjął podpisaną kartę" in send(client, card, ("karta.pdf", files.paper())).content.decode()
    not_asked, cancelled = card_of(wants_signed_cards=False), card_of()
    cancel_card(card=cancelled, by=None, reason="choroba")
    for other in (not_asked, cancelled):
        with pytest.raises(NotNow):
            send_signed_card(card=other, files=[page()])
    assert SignedScan.objects.count() == 0


def reminders() -> list[str]:
    return list(Letter.objects.filter(kind="signed_card_reminder").order_by("pk").values_list("subject", flat=True))


def test_reminder_goes_after_the_last_day_then_weekly_and_never_after_it_came() -> None:
    card = card_of(signing_days=10)
    told = {}
    for day in (9, 10, 11, 12, 17, 18, 19, 25):
        with time_machine.travel(timezone.now() + timedelta(days=day), tick=False):
            remind_all_of_signed_cards()
            remind_all_of_signed_cards()
            told[day] = len(reminders())
    assert told == {9: 0, 10: 0, 11: 1, 12: 1, 17: 1, 18: 2, 19: 2, 25: 3}
    assert "Czekamy na podpisaną kartę" in reminders()[0]

    send_signed_card(card=card, files=[page()])
    with time_machine.travel(timezone.now() + timedelta(days=40)):
        remind_all_of_signed_cards()
    assert len(reminders()) == 3


def test_card_changed_after_it_was_signed_is_reminded_of_after_a_week_and_says_so() -> None:
    card = card_of(signing_days=1)
    with time_machine.travel(timezone.now() + timedelta(days=5), tick=False):
        send_signed_card(card=card, files=[page()])
        with transaction.atomic():
            assert outdate(ParticipationCard.objects.select_for_update().get(pk=card.pk), by=None)
    counts = []
    for day in (6, 11, 12, 13, 19):
        with time_machine.travel(timezone.now() + timedelta(days=day), tick=False):
            remind_all_of_signed_cards()
            counts.append(len(reminders()))
    assert counts == [0, 0, 1, 1, 2]
    text = Letter.objects.filter(kind="signed_card_reminder").latest("pk").text
    assert "została zmieniona" in text
    assert "miała przyjść" not in text


def test_card_sent_back_is_reminded_of_after_a_week() -> None:
    card = card_of(signing_days=1)
    with time_machine.travel(timezone.now() + timedelta(days=5), tick=False):
        send_signed_card(card=card, files=[page()])
        return_signed_card(card=card, by=organiser(), reason="Nieczytelna")
    counts = []
    for day in (6, 11, 12):
        with time_machine.travel(timezone.now() + timedelta(days=day), tick=False):
            remind_all_of_signed_cards()
            counts.append(len(reminders()))
    assert counts == [0, 0, 1]


@pytest.mark.parametrize("change", [{"wants_signed_cards": False}, {"signing_days": 70}])
def test_nobody_is_reminded_of_what_is_not_due(change: dict[str, Any]) -> None:
    card_of(**change)
    cancel_card(card=card_of(signing_days=1), by=None, reason="choroba")
    with time_machine.travel(timezone.now() + timedelta(days=20), tick=False):
        assert remind_all_of_signed_cards() == 0


def test_nobody_is_reminded_once_the_conference_has_begun() -> None:
    card_of(signing_days=1)
    with time_machine.travel(timezone.now() + timedelta(days=61), tick=False):
        assert remind_all_of_signed_cards() == 0
