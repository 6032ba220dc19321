"""Two clerks and an impatient hand at once, on real connections."""

from uuid import UUID, uuid4

from checkin.models import Scan
from events.models import PlacePool
from events.services import NoPlaces
from panel.frontdesk.selectors import person_at_desk
from panel.frontdesk.services import OwesLess, WalkIn, register_walk_in, replace_lost, take_payment
from payments.enums import PaymentMethod
from payments.models import Payment
from registrations.invariants import broken
from registrations.models import Participant, ParticipationCard, WithdrawnBadge
from tests.factories.registrations import card_input, participant_input
from tests.panel.conftest import House
from tests.panel.frontdesk.walking_in import run
from tests.races import RACES, Work, at_once

pytestmark = RACES
REFUSALS = (NoPlaces, OwesLess)


def walking_in(house: House, key: UUID, surname: str = "Żądło", clerk: str = "Franek") -> Work:
    data = card_input(house.conference, participant_input(house.variant, last_name=surname))
    walk_in = WalkIn(data=data, texts=[], told=120000, pays=PaymentMethod.CASH, comes_in=True, key=key)
    return lambda: register_walk_in(conference=house.conference, walk_in=walk_in, by=house.people[clerk])


def test_form_pressed_four_times_at_once_makes_one_card(house: House) -> None:
    run(house.conference)
    key = uuid4()

    assert at_once([walking_in(house, key)] * 4, *REFUSALS) == ["done"] * 4

    counts = [model.objects.count() for model in (ParticipationCard, Participant, Payment, Scan)]
    assert counts == [1, 1, 1, 1]
    assert list(broken()) == []


def test_last_place_goes_to_one_of_two_clerks(house: House) -> None:
    run(house.conference)
    PlacePool.objects.update(size=1)
    works = [walking_in(house, uuid4(), surname, who) for surname, who in (("Łoś", "Franek"), ("Ćma", "Anna"))]

    assert at_once(works, *REFUSALS) == ["NoPlaces", "done"]

    counts = [model.objects.count() for model in (ParticipationCard, Payment, Scan)]
    assert counts == [1, 1, 1]
    assert list(broken()) == []


def test_card_is_paid_to_one_of_two_clerks(house: House) -> None:
    card = house.card("Łoś")

    def taking(clerk: str) -> Work:
        return lambda: take_payment(
            card=card, method=PaymentMethod.CASH, amount=120000, key=uuid4(), by=house.people[clerk]
        )

    assert at_once([taking("Franek"), taking("Anna")], *REFUSALS) == ["OwesLess", "done"]
    assert Payment.objects.get().amount == 120000


def test_badge_lost_once_is_replaced_once(house: House) -> None:
    card = house.card("Łoś")
    one = person_at_desk(house.conference, card.code, 1)

    def replacing() -> object:
        return replace_lost(participant=one.participant, seen=one.badge_seen, by=house.people["Franek"])

    assert at_once([replacing] * 3, *REFUSALS) == ["done"] * 3
    assert WithdrawnBadge.objects.count() == 1
