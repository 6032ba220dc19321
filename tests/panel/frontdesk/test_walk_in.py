"""Somebody who came without a card: registered, paid and let in by one form, or not at all."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.test import Client, RequestFactory

from checkin.enums import ScanMethod, ScanResult
from checkin.models import Scan
from events.enums import ConferenceState
from events.models import Conference, PlacePool
from mailings.models import Letter
from panel.frontdesk.walk_in import WalkInPage
from payments.enums import PaymentMethod
from payments.models import Payment
from registrations.enums import CardState, Settlement
from registrations.models import Consent, Institution, Participant, ParticipationCard
from tests.factories.events import ExtraFactory, PlacePoolFactory, VariantFactory
from tests.panel.conftest import House
from tests.panel.frontdesk.walking_in import WHO, ready, run, typed, walk_in

Enter = Callable[[str], Client]
pytestmark = pytest.mark.django_db


def test_walk_in_is_registered_paid_and_let_in_by_one_form(house: House, enter: Enter) -> None:
    answer = walk_in(enter("Franek"), ready(house))

    card = ParticipationCard.objects.get()
    person = card.participants.get()
    assert answer["Location"] == house.address("show-desk-person", card.code, 1) + "?then=b"
    assert (card.due, card.settled, card.settlement) == (120000, 120000, Settlement.PAID)
    assert {name: getattr(person, name) for name in WHO} == WHO
    payment = Payment.objects.get()
    assert (payment.method, payment.amount, payment.recorded_by) == (
        PaymentMethod.CASH,
        120000,
        house.people["Franek"],
    )
    scan = Scan.objects.get()
    assert (scan.result, scan.method, scan.participant_id) == (ScanResult.ACCEPTED, ScanMethod.NAME, person.pk)
    assert person.arrived_at == scan.scanned_at
    assert PlacePool.objects.get().taken == 1
    assert sorted(Consent.objects.values_list("text__kind", flat=True)) == ["privacy", "terms"]
    kinds = set(Letter.objects.filter(reference=card.code).values_list("kind", flat=True))
    assert {"card_received", "card_paid"} <= kinds


def test_history_of_a_walk_in_says_who_took_it(house: House, enter: Enter) -> None:
    walk_in(enter("Franek"), ready(house))

    card = ParticipationCard.objects.get()
    first = card.history.earliest("history_id")
    assert (first.history_user, first.history_change_reason) == (house.people["Franek"], "Zgłoszenie w biurze")
    assert card.participants.get().history.earliest("history_id").history_user == house.people["Franek"]


def test_form_sent_twice_makes_one_card_one_payment_and_one_scan(house: House, enter: Enter) -> None:
    client, key = enter("Franek"), str(uuid4())
    first = walk_in(client, ready(house), form_id=key)
    second = walk_in(client, house, form_id=key)

    assert first["Location"] == second["Location"]
    counts = [model.objects.count() for model in (ParticipationCard, Participant, Payment, Scan)]
    assert counts == [1, 1, 1, 1]
    assert PlacePool.objects.get().taken == 1


def test_two_people_in_a_row_are_two_cards(house: House, enter: Enter) -> None:
    client = enter("Franek")
    walk_in(client, ready(house))
    walk_in(client, house, last_name="Inna")

    assert ParticipationCard.objects.count() == 2
    assert Institution.objects.count() == 1


def test_price_state_and_sum_that_are_posted_change_nothing(house: House, enter: Enter) -> None:
    walk_in(
        enter("Franek"), ready(house), due="1", settled="5", state="cancelled", price="1", amount="1", is_member="on"
    )

    card = ParticipationCard.objects.get()
    assert (card.due, card.settled, card.state, card.is_member) == (120000, 120000, CardState.SUBMITTED, False)
    assert Payment.objects.get().amount == 120000


def test_later_payment_is_not_let_in_where_payment_is_required(house: House, enter: Enter) -> None:
    client = enter("Franek")
    answer = walk_in(client, ready(house), payment="later")

    card = ParticipationCard.objects.get()
    assert card.settled == 0
    assert card.pay_by > house.conference.today()
    assert not Payment.objects.exists()
    assert Scan.objects.get().result == ScanResult.UNPAID
    page = client.get(answer["Location"]).content.decode()
    assert "Najpierw przyjmij wpłatę." in page


def test_unticked_box_lets_nobody_in(house: House, enter: Enter) -> None:
    walk_in(enter("Franek"), ready(house), comes_in=None)

    assert not Scan.objects.exists()
    assert Participant.objects.get().arrived_at is None


def test_last_place_is_given_once_and_the_variant_says_what_is_left(house: House, enter: Enter) -> None:
    PlacePool.objects.update(size=1)
    client = enter("Franek")
    walk_in(client, ready(house))
    answer = walk_in(client, house, last_name="Spóźniona")

    assert ParticipationCard.objects.count() == 1
    assert "nie ma już miejsc" in answer.content.decode()
    assert PlacePool.objects.get().taken == 1


def test_place_lost_while_the_form_was_read_is_told_beside_the_variant(house: House) -> None:
    """There was a place when the form was looked at, and none when it was to be taken."""
    ready(house)
    other = VariantFactory.create(conference=house.conference, slug="dzien", name="Jeden dzień", price=100)
    other.pools.add(PlacePoolFactory.create(conference=house.conference, size=7))
    request = RequestFactory().post("/", typed())
    request.LANGUAGE_CODE = "pl"
    page = WalkInPage(request, house.conference)
    PlacePool.objects.filter(size=100).update(size=0)

    assert page.register(house.people["Franek"]) is None

    assert not ParticipationCard.objects.exists()
    assert [str(message) for message in page.form.errors["variant"]] == [
        "W wariancie „Wariant I” nie ma już miejsc. Proszę wybrać inny wariant."
    ]
    assert [choice.place.left for choice in page.choices] == [0, 7]


def test_registration_deadline_does_not_bind_but_the_end_and_the_draft_do(house: House, enter: Enter) -> None:
    ready(house)
    client = enter("Franek")
    Conference.objects.update(state=ConferenceState.DRAFT)
    draft = walk_in(client, house)
    Conference.objects.update(state=ConferenceState.PUBLISHED)
    run(house.conference, day=5)
    Conference.objects.update(ends_on=house.conference.today().replace(year=2020), starts_on="2020-01-01")
    ended = walk_in(client, house)

    assert (draft.status_code, ended.status_code) == (200, 200)
    assert "do zakończenia" in ended.content.decode()
    assert not ParticipationCard.objects.exists()


def test_nobody_is_registered_without_the_texts_to_agree_to(house: House, enter: Enter) -> None:
    run(house.conference)
    answer = walk_in(enter("Franek"), house)

    assert not ParticipationCard.objects.exists()
    assert "Brakuje warunków uczestnictwa" in answer.content.decode()


@pytest.mark.parametrize("name", ["terms", "privacy", "public_funding", "variant", "payment", "first_name", "nip"])
def test_what_is_missing_is_told_and_registers_nobody(house: House, enter: Enter, name: str) -> None:
    answer = walk_in(enter("Franek"), ready(house), **{name: None})

    assert answer.status_code == 200
    assert "error-summary" in answer.content.decode()
    assert not ParticipationCard.objects.exists()


def test_variant_of_another_conference_or_from_afar_cannot_be_chosen(house: House, enter: Enter) -> None:
    ready(house)
    VariantFactory.create(conference=house.elsewhere, slug="cudzy", price=1)
    VariantFactory.create(conference=house.conference, slug="zdalny", is_remote=True, price=1)
    client = enter("Franek")
    for slug in ("cudzy", "zdalny"):
        walk_in(client, house, variant=slug, told="1")

    assert not ParticipationCard.objects.exists()


def test_extras_cannot_be_smuggled_in(house: House, enter: Enter) -> None:
    ExtraFactory.create(conference=house.conference, slug="gala", price=0)
    walk_in(enter("Franek"), ready(house), extras="gala", diet="vegan")

    person = Participant.objects.get()
    assert not person.extras.exists()
    assert person.diet == "standard"


def test_namesake_of_the_same_institution_is_shown_before_a_second_card_is_made(house: House, enter: Enter) -> None:
    client = enter("Franek")
    walk_in(client, ready(house))
    first = ParticipationCard.objects.get()
    warned = walk_in(client, house, first_name="zofia")
    elsewhere = walk_in(client, house, nip="1111111111", name="MOPS Radomsko")
    assert ParticipationCard.objects.count() == 2
    sure = walk_in(client, house, sure=first.code)

    assert (warned.status_code, elsewhere.status_code, sure.status_code) == (200, 302, 302)
    page = warned.content.decode()
    assert house.address("show-desk-person", first.code, 1) in page
    assert f'name="sure" value="{first.code}"' in page
    assert ParticipationCard.objects.count() == 3
