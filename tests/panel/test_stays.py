"""Stay, extras and answers on the organiser's page of a card, and the signed card that is out of date."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from registrations.enums import Acceptance
from registrations.forms.stay import nights_offered
from registrations.models import ParticipationCard
from registrations.services.papers import accept_signed_card, send_signed_card
from registrations.uploads import CleanFile
from tests.factories.events import ExtraFactory
from tests.factories.registrations import QuestionFactory
from tests.panel.conftest import House

Enter = Callable[[str], Client]
pytestmark = pytest.mark.django_db


def stay_of(house: House) -> dict[str, object]:
    nights = nights_offered(house.conference, house.variant)
    return {"nights": [nights[0].isoformat()], "room_wish": "any", "arrives_on": "", "arrives_at": ""}


def later(card: ParticipationCard) -> None:
    """Half a minute after the card was sent, so that the history tells it apart from the submission."""
    moment = timezone.now() + timedelta(seconds=30)
    for row in (card, *card.participants.all()):
        row.history.filter(history_type="~").update(history_date=moment)


def test_organiser_changes_a_stay_after_seeing_the_difference(house: House, enter: Enter) -> None:
    ExtraFactory.create(conference=house.conference, slug="gala", name="Gala", price=18000)
    card = house.card("Łoś")
    client, where = enter("Oskar"), house.address("change-stay", card.code, 1)
    typed = stay_of(house) | {"extras": ["gala"]}
    shown = client.post(where, typed | {"do": "show"}).content.decode()
    answer = client.post(where, typed | {"do": "confirm", "difference": "18000"})
    later(card)
    page = client.get(house.address("show-card", card.code)).content.decode()

    card.refresh_from_db()
    assert "dopłata 180,00" in shown
    assert answer["Location"] == house.address("show-card", card.code)
    assert card.due == 138000
    assert "Dodatki: <del>—</del> → <ins>Gala</ins>" in page
    assert "Oskar" in page


def test_organiser_corrects_answers_and_the_history_tells_them(house: House, enter: Enter) -> None:
    QuestionFactory.create(conference=house.conference, slug="buty", label="Rozmiar butów")
    QuestionFactory.create(conference=house.conference, slug="bus", label="Autokar", target="card", kind="boolean")
    card = house.card("Łoś")
    client = enter("Oskar")
    client.post(house.address("change-answers", card.code, 1), {"q-buty": "38"})
    client.post(house.address("change-answers", card.code, 0), {"q-bus": "yes"})
    later(card)
    page = client.get(house.address("show-card", card.code)).content.decode()

    assert "Rozmiar butów: <del>—</del> → <ins>38</ins>" in page
    assert "Autokar: <del>—</del> → <ins>tak</ins>" in page
    told_to_who_sees_no_needs = enter("Tomasz").get(house.address("show-card", card.code)).content.decode()
    assert "Rozmiar butów" not in told_to_who_sees_no_needs


def test_card_out_of_date_waits_for_the_word_of_the_organiser(house: House, enter: Enter) -> None:
    house.conference.wants_signed_cards = True
    house.conference.save()
    card = house.card("Łoś")
    [scan] = send_signed_card(card=card, files=[CleanFile("skan.jpg", b"skan", "image/jpeg")])
    accept_signed_card(card=card, by=house.people["Oskar"], seen=[scan.sha256])
    client = enter("Oskar")
    typed = stay_of(house) | {"do": "confirm", "difference": "0"}
    client.post(house.address("change-stay", card.code, 1), typed)
    listed = client.get(house.address("list-signed")).content.decode()
    shown = client.get(house.address("show-signed", card.code)).content.decode()
    accept = house.address("accept-signed", card.code)
    client.post(accept, {"change": "", "seen": [scan.sha256]})
    card.refresh_from_db()
    refused = card.acceptance
    assert card.outdated_at is not None
    client.post(accept, {"change": card.outdated_at.isoformat(), "seen": [scan.sha256]})

    card.refresh_from_db()
    assert card.code in listed
    assert "Karta zmieniła się po podpisaniu" in shown
    assert (refused, card.acceptance) == (Acceptance.OUTDATED, Acceptance.ACCEPTED)
    assert card.scans.get().sha256 == scan.sha256
