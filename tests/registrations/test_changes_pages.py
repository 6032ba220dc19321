"""What an institution does by the link of its card: pages that look first, then one POST."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from events.models import ResignationFee
from registrations.enums import CardState, LineKind, WaitingState
from registrations.invariants import broken
from registrations.models import ParticipationCard
from registrations.services import cancel_card, link_for_card, offer_places, settle_card
from tests.factories.events import days_ahead
from tests.registrations.changes import Event, person_of

pytestmark = pytest.mark.django_db
WHO = {"first_name": "Jan", "last_name": "Nowak", "email": "nowak@example.org", "diet": "vegan"}
ADDED = {f"p0-{name}": value for name, value in WHO.items()}


def address(card: ParticipationCard, name: Any, *values: object) -> str:
    return reverse(f"registrations:{name}", args=[link_for_card(card=card).token, *values])


def text(answer: Any) -> str:
    return str(answer.content.decode())


def number_of(card: ParticipationCard, name: str) -> int:
    names = list(card.participants.order_by("pk").values_list("last_name", flat=True))
    return names.index(name) + 1


def test_card_page_leads_to_every_change(client: Client) -> None:
    card = Event().card("Łoś")
    page = text(client.get(address(card, "show-card")))

    places = [("change-card",), ("add-person",), ("resign",), ("change-person", 1), ("exchange-person", 1)]
    assert [
        name for name, *number in [*places, ("choose-variant", 1)] if address(card, name, *number) not in page
    ] == []


def test_card_page_of_a_cancelled_card_leads_to_none(client: Client) -> None:
    card = Event().card("Łoś")
    cancel_card(card=card, by=None, reason="")
    page = text(client.get(address(card, "show-card")))

    names = [("change-card",), ("add-person",), ("resign",), ("change-person", 1), ("exchange-person", 1)]
    assert [name for name, *number in names if address(card, name, *number) in page] == []


def test_person_is_corrected_and_wrong_data_are_told_beside_the_field(client: Client) -> None:
    card = Event().card("Łoś")
    where = address(card, "change-person", 1)
    wrong = client.post(where, {**WHO, "email": "nie-adres"})
    right = client.post(where, WHO, follow=True)

    assert "nie-adres" in text(wrong)
    assert 'aria-invalid="true"' in text(wrong)
    assert "Zmieniono dane: Ewa Łoś." in text(right)
    assert card.participants.get().full_name == "Jan Nowak"


def test_person_is_exchanged_by_one_post_and_a_second_does_nothing(client: Client) -> None:
    card = Event().card("Łoś")
    where = address(card, "exchange-person", 1)
    before = text(client.get(where))
    for _ in range(2):
        client.post(where, WHO)

    person = card.participants.get()
    assert "Zamiast: Ewa Łoś" in before
    assert (person.full_name, person.history.count()) == ("Jan Nowak", 2)
    assert list(broken()) == []


def test_variant_is_shown_with_its_difference_before_it_is_chosen(client: Client) -> None:
    event = Event()
    card = event.card("Łoś", variant=event.day)
    where = address(card, "choose-variant", 1)
    listed = text(client.get(where))
    shown = text(client.get(where, {"variant": "full"}))
    card.refresh_from_db()
    untouched = card.due
    client.post(where, {"variant": "full", "difference": "40001"})
    again = client.post(where, {"variant": "full", "difference": "40001"})

    card.refresh_from_db()
    assert "dopłata 400,01" in listed
    assert 'value="40001"' in shown
    assert (untouched, card.due, again.status_code) == (80000, 120001, 302)
    assert list(broken()) == []


@pytest.mark.parametrize("difference", ["0", "-40001", "", "x"])
def test_variant_at_a_price_that_was_not_shown_is_not_taken(client: Client, difference: str) -> None:
    event = Event()
    card = event.card("Łoś", variant=event.day)
    page = client.post(address(card, "choose-variant", 1), {"variant": "full", "difference": difference})

    card.refresh_from_db()
    assert "Cena w międzyczasie się zmieniła" in text(page)
    assert card.due == 80000


def test_full_variant_is_refused_in_words(client: Client) -> None:
    event = Event(beds=1)
    event.card("Żak")
    card = event.card("Łoś", variant=event.day)
    where = address(card, "choose-variant", 1)

    assert "Brak miejsc." in text(client.get(where))
    assert "Ostatnie miejsce zostało właśnie zajęte" in text(
        client.post(where, {"variant": "full", "difference": "40001"})
    )
    assert list(broken()) == []


def test_person_is_added_once_however_often_the_button_is_pressed(client: Client) -> None:
    card = Event().card("Łoś")
    for _ in range(2):
        page = client.post(address(card, "add-person"), {**ADDED, "p0-variant": "day", "do": "add", "total": "80000"})

    card.refresh_from_db()
    assert (card.participants.count(), card.due) == (2, 200001)
    assert "Ta osoba jest już na karcie." in text(page)


def test_fee_of_one_more_person_is_shown_before_they_are_added(client: Client) -> None:
    card = Event().card("Łoś")
    where, who = address(card, "add-person"), {**ADDED, "p0-variant": "day"}
    shown = text(client.post(where, {**who, "do": "next"}))
    unseen = text(client.post(where, {**who, "do": "add", "stay_seen": "yes"}))

    assert "800,00\u00a0zł" in shown
    assert 'name="total" value="80000"' in shown
    assert "Proszę na nią spojrzeć" in unseen
    assert card.participants.count() == 1


def test_full_variant_offers_the_waiting_list_and_the_place_on_it_is_told(client: Client) -> None:
    event = Event(beds=1)
    card = event.card("Łoś")
    where = address(card, "add-person")
    refused = text(client.post(where, {**ADDED, "p0-variant": "full", "do": "next"}))
    client.post(where, {**ADDED, "p0-variant": "full+waiting", "do": "add", "total": "0"})
    page = text(client.get(address(card, "show-card")))
    turn = text(client.get(address(card, "show-turn", 1)))

    assert "nie ma już miejsc" in refused
    assert 'value="Nowak"' in refused
    assert "1. na liście oczekujących" in page
    assert "Miejsce na liście: 1." in turn


def test_resigning_shows_the_fee_then_does_it_once(client: Client) -> None:
    event = Event(resignation_until=days_ahead(-1))
    ResignationFee.objects.create(conference=event.conference, until=days_ahead(20), percent=50)
    card = event.card("Łoś", "Żak")
    where = address(card, "resign")
    chosen = str(number_of(card, "Łoś"))
    choice = text(client.get(where))
    nobody = text(client.get(where, {"choose": "yes"}))
    shown = text(client.get(where, {"person": chosen}))
    cheaper = client.post(where, {"person": chosen, "fee": "0"})
    card.refresh_from_db()
    untouched = card.due
    answers = [client.post(where, {"person": chosen, "fee": "60001"}) for _ in range(2)]

    card.refresh_from_db()
    assert "50% opłaty" in choice
    assert "Proszę wybrać co najmniej jedną osobę." in nobody
    assert "600,01" in shown
    assert cheaper.status_code == 200
    assert (untouched, card.due) == (240002, 180002)
    assert [answer.status_code for answer in answers] == [302, 302]
    assert card.lines.filter(kind=LineKind.FEE).count() == 1
    assert not person_of(card, "Łoś").is_active


def test_everybody_resigns_and_the_card_says_so(client: Client) -> None:
    card = Event().card("Łoś", "Żak")
    where = address(card, "resign")
    shown = text(client.get(where, {"person": ["1", "2"]}))
    page = text(client.post(where, {"person": ["1", "2"], "fee": "0"}, follow=True))

    card.refresh_from_db()
    assert "Na karcie nikt nie zostanie" in shown
    assert "Anulowana" in page
    assert card.state == CardState.CANCELLED


def test_offer_is_taken_by_one_button_and_looking_changes_nothing(client: Client) -> None:
    event = Event(beds=1)
    card = event.card("Łoś", waits=True)
    offer_places(conference=event.conference)
    where = address(card, "show-turn", 1)
    for method in (client.get, client.head):
        method(where)
    looked = card.waiting.get().state
    page = text(client.get(where))
    answers = [client.post(where, {"do": "take"}) for _ in range(2)]

    assert looked == WaitingState.OFFERED
    assert "1\u00a0200,01" in page
    assert [answer.status_code for answer in answers] == [302, 302]
    assert card.waiting.get().state == WaitingState.TAKEN
    assert "Miejsce zostało przyjęte" in text(client.get(where))
    assert list(broken()) == []


def test_offer_is_on_the_page_of_the_card(client: Client) -> None:
    event = Event(beds=1)
    card = event.card("Łoś", waits=True)
    waits = text(client.get(address(card, "show-card")))
    offer_places(conference=event.conference)
    offered = text(client.get(address(card, "show-card")))

    assert "Na liście oczekujących" in waits
    assert address(card, "show-turn", 1) in offered
    assert "Trzymamy je dla Państwa do" in offered


@pytest.mark.parametrize("wish", ["decline", "leave"])
def test_offer_is_declined(client: Client, wish: str) -> None:
    event = Event(beds=1)
    card = event.card("Łoś", waits=True)
    offer_places(conference=event.conference)
    client.post(address(card, "show-turn", 1), {"do": wish})
    again = client.post(address(card, "show-turn", 1), {"do": "take"}, follow=True)

    assert card.waiting.get().state == WaitingState.LEFT
    assert "anulowana albo wygasła" in text(again)
    assert event.beds_taken() == 0


def test_card_is_corrected_with_its_buyer(client: Client) -> None:
    card = Event().card("Łoś")
    where = address(card, "change-card")
    shown = text(client.get(where))
    data = {
        "contact_name": "Nowa Osoba",
        "contact_email": "nowa@example.org",
        "contact_phone": "44 683 28 85",
        "head_name": "Jan Źrebiec",
        "head_position": "dyrektor",
        "buyer-name": "Gmina Kluki",
        "buyer-street": "ul. Polna 1",
        "buyer-postal_code": "97415",
        "buyer-city": "Kluki",
        "buyer-nip": "333-333-33-33",
    }
    wrong = text(client.post(where, {**data, "buyer-nip": "123"}))
    client.post(where, data)

    card.refresh_from_db()
    assert "Miasto Radomsko" in shown
    assert "To nie jest prawidłowy NIP" in wrong
    assert card.contact_name == "Nowa Osoba"
    assert {party.role: party.nip for party in card.parties.all()}["buyer"] == "3333333333"
    assert not card.parties.filter(role="recipient").exists()


PAGES: tuple[tuple[str, tuple[int, ...], dict[str, Any]], ...] = (
    ("change-card", (), {}),
    ("add-person", (), {**ADDED, "p0-variant": "day", "do": "add", "total": "80000"}),
    ("change-stay", (1,), {"do": "confirm"}),
    ("change-person", (1,), WHO),
    ("exchange-person", (1,), WHO),
    ("choose-variant", (1,), {"variant": "day", "difference": "-40001"}),
)


@pytest.mark.parametrize(("name", "number", "data"), PAGES)
def test_after_the_last_day_nothing_is_changed_and_it_is_said(
    client: Client, name: str, number: tuple[int, ...], data: dict[str, Any]
) -> None:
    event = Event(changes_until=days_ahead(5))
    card = event.card("Łoś")
    event.move_clock(days=6)
    where = address(card, name, *number)
    answers = [client.get(where), client.post(where, data)]

    card.refresh_from_db()
    assert [answer.status_code for answer in answers] == [200, 409]
    assert all("Karty nie można tu zmienić" in text(answer) for answer in answers)
    assert (card.due, card.participants.get().full_name) == (120001, "Ewa Łoś")


@pytest.mark.parametrize("number", [0, 2, 99999999999999999999])
@pytest.mark.parametrize("name", ["change-person", "exchange-person", "choose-variant", "show-turn"])
def test_numbers_beyond_the_card_open_nothing(client: Client, name: str, number: int) -> None:
    event = Event()
    card = event.card("Łoś")
    event.card("Żak")
    answer = client.post(address(card, name, number), WHO)

    assert answer.status_code == 404
    assert "Ten link niczego nie otwiera" in text(answer)


@pytest.mark.parametrize("person", ["3", "-1", "1e9", "' OR 1=1", "١"])
def test_people_of_other_cards_cannot_be_resigned(client: Client, person: str) -> None:
    event = Event()
    card = event.card("Łoś")
    event.card("Żak")
    client.post(address(card, "resign"), {"person": person, "fee": "0"})

    assert event.beds_taken() == 2


def test_variant_of_another_conference_is_not_chosen(client: Client) -> None:
    event, other = Event(), Event()
    other.full.slug = "obcy"
    other.full.save()
    card = event.card("Łoś")
    page = client.post(address(card, "choose-variant", 1), {"variant": "obcy", "difference": "0"})

    assert page.status_code == 200
    assert person_of(card, "Łoś").variant == event.full


@pytest.mark.parametrize("kind", ["participant", "other"])
def test_links_of_others_open_no_page_of_changes(client: Client, kind: str) -> None:
    card = Event().card("Łoś")
    token = "A" * 22
    if kind == "participant":
        settle_card(card=card, settled=card.due, by=None)
        token = person_of(card, "Łoś").links.get().token
    for name, number, data in (*PAGES, ("resign", (), {"person": "1", "fee": "0"}), ("show-turn", (1,), {})):
        assert client.post(reverse(f"registrations:{name}", args=[token, *number]), data).status_code == 404

    assert person_of(card, "Łoś").is_active


def test_names_are_escaped_on_every_page(client: Client) -> None:
    card = Event().card("Łoś")
    card.participants.update(last_name="<b>Łoś</b>")
    for name, number, _data in (*PAGES, ("resign", (), {}), ("show-card", (), {})):
        assert "<b>Łoś" not in text(client.get(address(card, name, *number)))


def test_pages_speak_english(client: Client) -> None:
    card = Event().card("Łoś")
    page = text(client.get("/en" + address(card, "resign"), {"person": "1"}))

    assert "Confirm the resignation" in page
    assert "Zrezygnuj" not in page
