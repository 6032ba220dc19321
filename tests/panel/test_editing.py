from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from mailings.models import Letter
from registrations.enums import CardState, Diet, ParticipantState
from tests.factories.events import PlacePoolFactory, VariantFactory
from tests.panel.conftest import House

Enter = Callable[[str], Client]
PERSON = {"first_name": "Ewa", "last_name": "Łoś", "email": "ewa@example.org", "diet": "standard", "room_wish": "any"}


def htmx(client: Client, method: str, address: str, target: str, data: dict[str, str] | None = None) -> str:
    headers = {"HX-Request": "true", "HX-Target": target}
    answer = client.post(address, data, headers=headers) if method == "POST" else client.get(address, headers=headers)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_person_is_corrected_in_place(house: House, enter: Enter) -> None:
    card = house.card("Łoś", "Ryś")
    client, address = enter("Oskar"), house.address("edit-person", card.code, 2)

    form = htmx(client, "GET", address, "person-2")
    done = htmx(client, "POST", address, "person-2", PERSON | {"last_name": "Ryś-Żbik", "diet": "vegan"})

    assert 'value="Ryś"' in form
    assert "autofocus" in form
    assert "<html" not in form
    assert done.lstrip().startswith('<div id="card">')
    assert "Ewa Ryś-Żbik" in done
    person = card.participants.get(last_name="Ryś-Żbik")
    assert person.diet == Diet.VEGAN
    assert person.history.latest().history_user == house.people["Oskar"]
    # Half a minute later, so that it is not part of the submission.
    later = timezone.now() + timedelta(seconds=30)
    type(person).history.filter(history_type="~").update(history_date=later)
    page = client.get(house.address("show-card", card.code)).content.decode()
    assert "<li>Nazwisko: <del>Ryś</del> → <ins>Ryś-Żbik</ins></li>" in page


def test_person_is_corrected_on_a_page_without_scripts(house: House, enter: Enter) -> None:
    card = house.card("Łoś")
    client, address = enter("Oskar"), house.address("edit-person", card.code, 1)

    page = client.get(address).content.decode()
    answer = client.post(address, PERSON | {"position": "kierowniczka"})

    assert "<html" in page
    assert answer["Location"] == house.address("show-card", card.code)
    assert card.participants.get().position == "kierowniczka"


def test_mistake_is_told_beside_its_field_and_what_was_typed_stays(house: House, enter: Enter) -> None:
    card = house.card("Łoś")

    form = htmx(
        enter("Oskar"),
        "POST",
        house.address("edit-person", card.code, 1),
        "person-1",
        PERSON | {"email": "nie adres", "last_name": "<script>alert(1)</script>"},
    )

    assert 'value="nie adres"' in form
    assert "<script>" not in form
    assert card.participants.get().email == "ewa@example.org"


def test_contact_is_corrected_and_the_history_tells_it(house: House, enter: Enter) -> None:
    card = house.card("Łoś")
    posted = {
        "contact_name": "Jan Nowy",
        "contact_email": "jan@example.org",
        "contact_phone": "44 683 28 85",
        "head_name": "Jan Źrebiec",
        "head_position": "dyrektor",
    }

    enter("Oskar").post(house.address("edit-contact", card.code), posted | {"due": "0", "state": "cancelled"})

    card.refresh_from_db()
    assert (card.contact_name, card.contact_email, card.due) == ("Jan Nowy", "jan@example.org", 120000)
    assert card.state == CardState.SUBMITTED
    page = enter("Oskar").get(house.address("show-card", card.code)).content.decode()
    assert "<del>Anna Łoś</del> → <ins>Jan Nowy</ins>" in page


def test_recipient_is_taken_away_when_its_fields_are_empty(house: House, enter: Enter) -> None:
    card = house.card("Łoś")
    buyer = {
        "buyer_name": "Miasto Radomsko",
        "buyer_street": "ul. Tysiąclecia 7",
        "buyer_postal_code": "97500",
        "buyer_city": "Radomsko",
        "buyer_nip": "222-222-22-22",
    }
    client, address = enter("Oskar"), house.address("edit-invoice", card.code)

    half = client.post(address, buyer | {"recipient_name": "MOPS"}).content.decode()
    client.post(address, buyer)

    assert "pozostaw" in half.lower() or "leave all" in half
    parties = {party.role: party for party in card.parties.all()}
    assert set(parties) == {"institution", "buyer"}
    assert (parties["buyer"].street, parties["buyer"].nip) == ("ul. Tysiąclecia 7", "2222222222")


def test_exchange_gives_a_new_badge(house: House, enter: Enter) -> None:
    card = house.card("Łoś")
    old = card.participants.get().badge_code

    enter("Oskar").post(
        house.address("exchange-person", card.code, 1), PERSON | {"last_name": "Inna", "email": "inna@example.org"}
    )

    person = card.participants.get()
    assert (person.last_name, person.email) == ("Inna", "inna@example.org")
    assert person.badge_code != old


def test_move_tells_the_difference_before_and_refuses_a_full_variant(house: House, enter: Enter) -> None:
    card = house.card("Łoś")
    cheap = VariantFactory.create(conference=house.conference, slug="tani", name="Wariant II", price=100000)
    full = VariantFactory.create(conference=house.conference, slug="pelny", name="Wariant III", price=120000)
    full.pools.add(PlacePoolFactory.create(conference=house.conference, size=0))
    client, address = enter("Oskar"), house.address("move-person", card.code, 1)

    page = client.get(address).content.decode()
    refused = client.post(address, {"variant": "pelny"})
    client.post(address, {"variant": "tani"})

    assert "200,00\u00a0zł" in page
    assert refused.status_code == 200
    card.refresh_from_db()
    assert card.due == 100000
    assert card.participants.get().variant == cheap


def test_person_is_added_and_resigns(house: House, enter: Enter) -> None:
    card = house.card("Łoś")
    client = enter("Oskar")

    who = {f"p0-{name}": value for name, value in (PERSON | {"last_name": "Dodana"}).items()}
    posted = who | {"p0-variant": house.variant.slug, "do": "add", "total": str(house.variant.price)}
    client.post(house.address("add-person", card.code), posted)
    page = client.get(house.address("resign-person", card.code, 2)).content.decode()
    client.post(house.address("resign-person", card.code, 2), {"reason": "choroba"})

    added = card.participants.get(last_name="Dodana")
    assert "Ewa Dodana" in page
    assert added.state == ParticipantState.CANCELLED
    card.refresh_from_db()
    assert (card.due, card.state) == (120000, CardState.SUBMITTED)
    assert Letter.objects.filter(reference=card.code).count() >= 3


@pytest.mark.parametrize("name", ["edit-person", "exchange-person", "move-person", "resign-person"])
def test_number_beyond_the_card_is_not_there(house: House, enter: Enter, name: str) -> None:
    card = house.card("Łoś")
    foreign = house.elsewhere_house().card("Obca")

    for code, number in ((card.code, 0), (card.code, 2), (foreign.code, 1)):
        assert enter("Oskar").get(house.address(name, code, number)).status_code == 404


def test_form_on_a_page_of_its_own_is_sent_as_a_page(house: House, enter: Enter) -> None:
    card = house.card("Łoś")
    address = house.address("edit-invoice", card.code)
    client = enter("Oskar")

    alone = client.get(address).content.decode()
    in_place = client.get(address, headers={"HX-Request": "true", "HX-Target": "card-parties"}).content.decode()

    assert f'hx-post="{address}"' not in alone
    assert f'hx-post="{address}"' in in_place
