from collections.abc import Callable
from datetime import timedelta

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from events.history import signed
from mailings.enums import LetterState
from mailings.models import Letter
from panel.selectors.one_card import sheet_of
from payments.enums import PaymentMethod
from payments.services import record_payment
from registrations.enums import CardState
from registrations.inputs import Party
from registrations.models import AccessLink
from registrations.services import change_card
from tests.factories.events import VariantFactory
from tests.panel.conftest import House

Enter = Callable[[str], Client]


def test_card_tells_its_history_in_words(house: House) -> None:
    card = house.card("Łoś", "Ryś")
    other = VariantFactory.create(conference=house.conference, name="Wariant II")
    person = card.participants.get(last_name="Łoś")
    person.last_name, person.variant = "Łoś-Źdźbło", other
    # Half a minute later, so that it is not part of the submission.
    signed(person, by=house.people["Oskar"], reason="po ślubie").save()
    type(person).history.filter(history_type="~").update(history_date=timezone.now() + timedelta(seconds=30))
    record_payment(
        card=card,
        method=PaymentMethod.TRANSFER,
        amount=240000,
        received_on=timezone.localdate(),
        by=house.people["Tomasz"],
        title="KU konferencja",
    )
    card.refresh_from_db()

    entries = sheet_of(card).timeline

    changed = entries[0]
    assert (changed.title, changed.by) == ("Zmieniono dane: Ewa Łoś-Źdźbło", "Oskar")
    assert [(change.label, change.before, change.after) for change in changed.changes] == [
        ("Wariant", "Wariant I", "Wariant II"),
        ("Nazwisko", "Łoś", "Łoś-Źdźbło"),
        ("Powód", "", "po ślubie"),
    ]
    settled = next(entry for entry in entries if entry.title == "Zmieniło się rozliczenie")
    assert settled.by == "Tomasz"
    assert [(change.before, change.after) for change in settled.changes] == [("0,00\u00a0zł", "2\u00a0400,00\u00a0zł")]
    payment = next(entry for entry in entries if entry.title.startswith("Wpłata 2\u00a0400,00\u00a0zł"))
    assert payment.by == "Tomasz"
    assert "Wysłano kartę" in [entry.title for entry in entries]
    assert not [entry for entry in entries if entry.title.startswith("Dopisano")]


def test_timeline_tells_what_the_buyer_was_before(house: House) -> None:
    card = house.card("Łoś")
    before = card.parties.get(role="buyer").in_words
    buyer = Party("Gmina Kluki", "ul. Polna 1", "97-415", "Kluki", "3333333333")

    change_card(card=card, changes={"buyer": buyer}, by=house.people["Oskar"])

    changed = next(entry for entry in sheet_of(card).timeline if entry.title != "Wysłano kartę")
    assert changed.by == "Oskar"
    assert [(change.label, change.before, change.after) for change in changed.changes] == [
        ("Nabywca", before, "Gmina Kluki, ul. Polna 1, 97-415 Kluki, NIP 3333333333")
    ]


def test_show_card_asks_the_same_number_of_queries_for_one_and_three(house: House, enter: Enter) -> None:
    client = enter("Anna")
    counted = []
    for surnames in (("Łoś",), ("Ryś", "Lis", "Żak")):
        card = house.card(*surnames)
        with CaptureQueriesContext(connection) as captured:
            client.get(house.address("show-card", card.code))
        counted.append(len(captured))

    assert counted == [30] * 2


def test_cancel_card_needs_a_reason_and_keeps_it(house: House, enter: Enter) -> None:
    card = house.card("Łoś")
    client = enter("Oskar")
    address = house.address("cancel-card", card.code)

    refused = client.post(address, {"reason": ""})
    card.refresh_from_db()
    assert (refused.status_code, card.state) == (200, CardState.SUBMITTED)
    client.post(address, {"reason": "choroba dyrektora"})

    card.refresh_from_db()
    assert card.state == CardState.CANCELLED
    assert card.history.latest().history_user == house.people["Oskar"]
    page = client.get(house.address("show-card", card.code)).content.decode()
    assert "choroba dyrektora" in page
    assert "Odwołano kartę" in page
    assert "Odwołano udział" not in page


def test_send_address_writes_one_letter_a_minute(house: House, enter: Enter) -> None:
    card = house.card("Łoś")
    link = card.links.get()
    client = enter("Oskar")

    for _ in range(2):
        client.post(house.address("send-address", card.code))

    letters = Letter.objects.filter(reference=card.code, kind="card_link")
    assert letters.count() == 1
    assert link.token in letters.get().text
    assert card.history.latest().history_user == house.people["Oskar"]


def test_renew_address_revokes_the_old_one(house: House, enter: Enter) -> None:
    card = house.card("Łoś")
    old = card.links.get()

    enter("Oskar").post(house.address("renew-address", card.code))

    new = AccessLink.objects.valid().get(card=card)
    old.refresh_from_db()
    assert old.revoked_at is not None
    assert new.token != old.token
    letter = Letter.objects.get(reference=card.code, kind="card_link")
    assert new.token in letter.text
    assert old.token not in letter.text


def test_letter_that_failed_is_queued_again(house: House, enter: Enter) -> None:
    card = house.card("Łoś")
    letter = Letter.objects.get(reference=card.code)
    Letter.objects.filter(pk=letter.pk).update(state=LetterState.FAILED, error="550 <b>nie</b>", attempts=9)
    client = enter("Oskar")

    page = client.get(house.address("show-letter", letter.uid)).content.decode()
    client.post(house.address("resend-letter", letter.uid))

    assert "550 &lt;b&gt;nie&lt;/b&gt;" in page
    letter.refresh_from_db()
    assert (letter.state, letter.attempts) == (LetterState.QUEUED, 0)


def test_letter_markup_can_run_and_load_nothing(house: House, enter: Enter) -> None:
    card = house.card("Łoś")
    letter = Letter.objects.get(reference=card.code)

    answer = enter("Anna").get(house.address("show-markup", letter.uid))

    assert answer.content.decode() == letter.html
    assert answer["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
