"""Where a walk-in comes from and what it costs, told while the form is filled in."""

from collections.abc import Callable

import pytest
from django.test import Client

from events.enums import Audience
from events.models import PlacePool
from registrations.models import CardDraft, Institution, Participant, ParticipationCard
from registrations.services import submit_card
from tests.factories.events import PriceFactory, VatRuleFactory
from tests.factories.registrations import InstitutionFactory, card_input, participant_input
from tests.panel.conftest import House
from tests.panel.frontdesk.walking_in import ready, typed, walk_in

Enter = Callable[[str], Client]
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("told", ["1", "119999", "", None, "x"])
def test_fee_other_than_the_one_told_registers_nobody_and_is_told_anew(
    house: House, enter: Enter, told: str | None
) -> None:
    answer = walk_in(enter("Franek"), ready(house), told=told)

    assert answer.status_code == 200
    assert not ParticipationCard.objects.exists()
    assert not CardDraft.objects.exists()
    assert PlacePool.objects.get().taken == 0
    page = answer.content.decode()
    assert 'name="told" value="120000"' in page
    assert "Żądło" in page


def test_vat_follows_what_is_said_of_public_funds(house: House, enter: Enter) -> None:
    house.variant.vat_rule = VatRuleFactory.create(
        conference=house.conference, rate=23, exemption="whole", basis="art. 43", price_includes_vat=False
    )
    house.variant.save()
    walk_in(enter("Franek"), ready(house), public_funding="none", told="147600")

    assert ParticipationCard.objects.get().due == 147600


def test_known_institution_is_taken_with_the_buyer_of_its_last_card(house: House, enter: Enter) -> None:
    before = house.card("Łoś")
    ready(house)
    only_nip = dict.fromkeys(("kind", "name", "street", "postal_code", "city", "voivodeship"))
    walk_in(enter("Franek"), house, nip="111-111-11-11", head_name=None, head_position=None, phone="", **only_nip)

    card = ParticipationCard.objects.exclude(pk=before.pk).get()
    assert card.institution == before.institution
    assert card.contact_phone == "44 683 28 85"
    assert {party.role: party.name for party in card.parties.all()} == {
        "institution": "MOPS Radomsko",
        "buyer": "Miasto Radomsko",
        "recipient": "MOPS Radomsko",
    }


def test_institution_of_another_association_is_not_known(house: House, enter: Enter) -> None:
    other = house.elsewhere_house()
    submit_card(
        conference=other.conference, data=card_input(other.conference, participant_input(other.variant)), texts=[]
    )
    ready(house)

    page = enter("Franek").post(
        house.address("register-walk-in"),
        {"nip": "1111111111", "do": "show"},
        headers={"HX-Request": "true", "HX-Target": "walk-in-institution"},
    )

    assert "MOPS Radomsko" not in page.content.decode()
    assert 'name="street"' in page.content.decode()


def test_nip_finds_the_institution_while_it_is_typed(house: House, enter: Enter) -> None:
    house.card("Łoś")
    ready(house)
    client, where = enter("Franek"), house.address("register-walk-in")
    part = {"HX-Request": "true", "HX-Target": "walk-in-institution"}
    half, whole = (
        client.post(where, {"nip": nip, "do": "show"}, headers=part).content.decode()
        for nip in ("11111111", "1111111111")
    )

    assert "MOPS Radomsko" not in half
    assert 'name="street"' not in half
    assert "MOPS Radomsko" in whole
    assert 'name="street"' not in whole
    assert whole.count('hx-swap-oob="true"') == 2


def test_prices_follow_membership_and_public_funds_while_they_are_typed(house: House, enter: Enter) -> None:
    house.variant.vat_rule = VatRuleFactory.create(conference=house.conference, rate=23, price_includes_vat=False)
    house.variant.save()
    house.card("Łoś")
    ready(house)
    Institution.objects.update(is_member=True)
    PriceFactory.create(variant=house.variant, amount=100000, audience=Audience.MEMBERS)
    client, where = enter("Franek"), house.address("register-walk-in")
    parts = []
    for part, said in (("walk-in-institution", {}), ("walk-in-variants", {"public_funding": "none"})):
        body = {"nip": "1111111111", "variant": "wariant", "do": "show", **said}
        headers = {"HX-Request": "true", "HX-Target": part}
        parts.append(client.post(where, body, headers=headers).content.decode().replace("\u00a0", " "))

    assert "1 000,00 zł" in parts[0]
    assert "1 230,00 zł" in parts[1]
    assert 'name="told" value="123000"' in parts[1]


def test_page_without_scripts_finds_and_counts_by_a_button(house: House, enter: Enter) -> None:
    ready(house)
    page = enter("Franek").post(house.address("register-walk-in"), typed(do="show", told=None)).content.decode()

    assert not ParticipationCard.objects.exists()
    assert 'name="told" value="120000"' in page
    assert 'value="Żądło"' in page
    assert "error-summary" not in page


def test_one_of_two_institutions_with_one_nip_is_chosen(house: House, enter: Enter) -> None:
    client = enter("Franek")
    walk_in(client, ready(house))
    walk_in(client, house, last_name="Druga")
    one = Institution.objects.get()
    other = InstitutionFactory.create(association=house.conference.association, nip=one.nip, name="CUS Zakopane")
    shown = client.post(house.address("register-walk-in"), {"nip": one.nip, "do": "show"}).content.decode()
    walk_in(client, house, last_name="Trzecia", known=str(other.pk))

    assert f'value="{one.pk}"' in shown
    assert f'value="{other.pk}"' in shown
    assert Participant.objects.get(last_name="Trzecia").card.institution == other


def test_half_a_nip_asks_for_nothing_and_a_wrong_one_is_told(house: House, enter: Enter) -> None:
    ready(house)
    client, where = enter("Franek"), house.address("register-walk-in")
    half, wrong = (
        client.post(where, {"nip": nip, "do": "show"}).content.decode() for nip in ("111-111-11", "1234567890")
    )

    assert 'name="street"' not in half
    assert 'name="street"' not in wrong
    assert "tone-waiting" in wrong.split('id="walk-in-institution"')[1].split("</div>")[0]
