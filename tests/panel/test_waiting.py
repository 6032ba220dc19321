from collections.abc import Callable

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from events.models import PlacePool
from mailings.models import Letter
from panel.selectors.waiting import waiting_lists
from registrations.enums import WaitingState
from registrations.models import ParticipationCard
from registrations.services import submit_card
from tests.factories.registrations import card_input, participant_input
from tests.panel.conftest import House

Enter = Callable[[str], Client]


def wait(house: House, surname: str) -> ParticipationCard:
    someone = participant_input(house.variant, last_name=surname, waits=True)
    return submit_card(conference=house.conference, data=card_input(house.conference, someone), texts=[])


def fill(house: House) -> None:
    PlacePool.objects.filter(conference=house.conference).update(size=0, taken=0)


def order(house: House) -> list[str]:
    return [turn.people[0].last_name for one in waiting_lists(house.conference) for turn in one.turns]


def test_turns_are_moved_up_and_down(house: House, enter: Enter) -> None:
    fill(house)
    cards = [wait(house, surname) for surname in ("Pierwsza", "Druga", "Trzecia")]
    client = enter("Oskar")

    assert order(house) == ["Pierwsza", "Druga", "Trzecia"]
    client.post(house.address("change-turn", cards[2].code, 1), {"do": "up"})
    assert order(house) == ["Pierwsza", "Trzecia", "Druga"]
    client.post(house.address("change-turn", cards[0].code, 1), {"do": "down"})
    assert order(house) == ["Trzecia", "Pierwsza", "Druga"]
    for what, card in (("up", cards[2]), ("down", cards[1]), ("everything", cards[0])):
        client.post(house.address("change-turn", card.code, 1), {"do": what})
    assert order(house) == ["Trzecia", "Pierwsza", "Druga"]


def test_offer_by_hand_needs_a_place(house: House, enter: Enter) -> None:
    fill(house)
    card = wait(house, "Czekająca")
    client, address = enter("Oskar"), house.address("change-turn", card.code, 1)

    refused = client.post(address, {"do": "offer"}, follow=True).content.decode()
    assert card.waiting.get().state == WaitingState.WAITING
    PlacePool.objects.filter(conference=house.conference).update(size=1)
    client.post(address, {"do": "offer"})

    assert "Jest za mało miejsc" in refused
    turn = card.waiting.get()
    assert turn.state == WaitingState.OFFERED
    assert Letter.objects.filter(reference=card.code, kind="place_offered").count() == 1
    page = client.get(house.address("list-waiting")).content.decode()
    assert "propozycja ważna do" in page


def test_turn_is_taken_off_once(house: House, enter: Enter) -> None:
    fill(house)
    card = wait(house, "Czekająca")

    for _ in range(2):
        answer = enter("Oskar").post(house.address("change-turn", card.code, 1), {"do": "remove"})
        assert answer.status_code == 302

    assert card.waiting.get().state == WaitingState.LEFT
    assert order(house) == []


def test_waiting_list_of_another_conference_is_not_there(house: House, enter: Enter) -> None:
    elsewhere = house.elsewhere_house()
    elsewhere.variant.pools.add(PlacePool.objects.create(conference=elsewhere.conference, name="X", size=0))
    foreign = wait(elsewhere, "Obca")

    answer = enter("Oskar").post(house.address("change-turn", foreign.code, 1), {"do": "remove"})

    assert answer.status_code == 404
    assert foreign.waiting.get().state == WaitingState.WAITING
    assert "Obca" not in enter("Oskar").get(house.address("list-waiting")).content.decode()


def test_waiting_list_takes_as_many_queries_for_one_as_for_three(house: House, enter: Enter) -> None:
    fill(house)
    client, counted = enter("Oskar"), []
    for surnames in (("Łoś",), ("Ryś", "Lis")):
        for surname in surnames:
            wait(house, surname)
        with CaptureQueriesContext(connection) as captured:
            client.get(house.address("list-waiting"))
        counted.append(len(captured))

    assert counted[0] == counted[1]
