"""Who stands at the desk: found by whatever they bring, let in, written rightly, given another badge."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from checkin.enums import PaymentRule, ScanPointKind, ScanResult
from checkin.models import DESK_MARK, Device, Scan, ScanPoint
from checkin.selectors import valid_devices
from checkin.services import prepare_points
from payments.enums import PaymentMethod
from payments.services import record_payment
from registrations.enums import Diet
from registrations.models import Participant, ParticipationCard, WithdrawnBadge
from tests.checkin.badges import text_of
from tests.factories.checkin import ScanPointFactory
from tests.panel.conftest import House
from tests.panel.frontdesk.walking_in import run

Enter = Callable[[str], Client]
pytestmark = pytest.mark.django_db
PART = {"HX-Request": "true", "HX-Target": "desk-found"}


def paid(house: House, *surnames: str, **changes: object) -> ParticipationCard:
    card = house.card(*surnames, **changes)
    record_payment(card=card, method=PaymentMethod.TRANSFER, amount=card.due, received_on=timezone.localdate(), by=None)
    return card


def found(client: Client, house: House, words: str) -> list[str]:
    page = client.get(house.address("show-front-desk"), {"q": words}, headers=PART).content.decode()
    return [row.split("</strong>")[0] for row in page.split("<strong>")[1:]]


def test_people_are_found_by_name_institution_and_card(house: House, enter: Enter) -> None:
    card = house.card("Łoś", "Ćma")
    house.card("Żak", contact_email="inna@example.org")
    client = enter("Franek")

    assert found(client, house, "los") == ["Łoś Ewa"]
    assert found(client, house, "cma ewa") == ["Ćma Ewa"]
    assert found(client, house, "radomsko") == ["Ćma Ewa", "Łoś Ewa", "Żak Ewa"]
    assert found(client, house, card.code.lower()) == ["Ćma Ewa", "Łoś Ewa"]
    assert found(client, house, "l") == []


def test_search_costs_the_same_for_one_and_for_three(house: House, enter: Enter) -> None:
    client = enter("Franek")
    house.card("Łoś")
    counts = []
    for more in ((), ("Łosiowa", "Łosicki")):
        if more:
            house.card(*more)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert len(found(client, house, "los")) == 1 + len(more)
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_one_found_opens_at_once_and_the_other_person_of_a_card_has_their_number(house: House, enter: Enter) -> None:
    card = house.card("Łoś", "Ćma")

    answer = enter("Franek").get(house.address("show-front-desk"), {"q": "cma"})

    assert answer["Location"] == house.address("show-desk-person", card.code, 2)


def test_badge_read_opens_its_person_and_nobody_of_another_conference(house: House, enter: Enter) -> None:
    card, other = house.card("Łoś"), house.elsewhere_house().card("Obcy")
    client, where = enter("Franek"), house.address("show-front-desk")
    own, foreign = (text_of(one.participants.get()) for one in (card, other))

    for typed in (own, own.lower(), f"  {own} ", f"mops{own}"):
        assert client.get(where, {"q": typed})["Location"] == house.address("show-desk-person", card.code, 1)
    strange = client.get(where, {"q": foreign}).content.decode()
    assert "identyfikator innej konferencji" in strange
    assert "Obcy" not in strange
    forged = own[:-4] + ("AAAA" if own[-4:] != "AAAA" else "BBBB")
    assert "nie jest identyfikator tej konferencji" in client.get(where, {"q": forged}).content.decode()


def test_person_is_shown_with_what_the_desk_must_know_and_no_more(house: House, enter: Enter) -> None:
    prepare_points(conference=house.conference)
    ScanPoint.objects.filter(conference=house.conference).update(hands_out="torba")
    closed = ScanPointFactory.create(
        conference=house.conference, kind=ScanPointKind.MATERIALS, slug="m", hands_out="tablet"
    )
    closed.variants.add(house.elsewhere_house().variant)
    card = house.card("Łoś")
    run(house.conference)
    Participant.objects.update(diet=Diet.VEGAN, diet_note="bez orzechów", accessibility="wózek")
    record_payment(
        card=card, method=PaymentMethod.TRANSFER, amount=30000, received_on=timezone.localdate(), by=None, title="tajne"
    )

    page = enter("Franek").get(house.address("show-desk-person", card.code, 1)).content.decode()

    for words in (
        "Ewa Łoś",
        "MOPS Radomsko",
        "Wariant I",
        "900,00",
        "torba",
        "jeszcze nie na miejscu",
        "niewydrukowany",
    ):
        assert words in page
    for words in ("300,00", "1\u00a0200,00", "tajne", "tablet", "wegańska", "orzech", "wózek", "ewa@example.org"):
        assert words not in page


def test_checked_in_by_hand_once_and_told_since_when(house: House, enter: Enter) -> None:
    card, client = paid(house, "Łoś"), enter("Franek")
    run(house.conference)
    where = house.address("check-in-by-hand", card.code, 1)

    first = client.post(where, {"scan": str(uuid4())}, follow=True).content.decode()
    Scan.objects.update(scanned_at=timezone.now().replace(hour=0, minute=2, second=0))
    Participant.objects.update(arrived_at=timezone.now().replace(hour=0, minute=2, second=0))
    second = client.post(where, {"scan": str(uuid4())}, follow=True).content.decode()

    assert "Ewa Łoś: przybycie zapisane." in first
    assert "na miejscu już od" in second
    assert sorted(Scan.objects.values_list("result", flat=True)) == [ScanResult.ACCEPTED, ScanResult.AGAIN]
    assert "Zapisz przybycie <kbd>" not in second


def test_same_press_twice_is_one_scan(house: House, enter: Enter) -> None:
    card, client, scan = paid(house, "Łoś"), enter("Franek"), {"scan": str(uuid4())}
    run(house.conference)
    for _time in range(2):
        client.post(house.address("check-in-by-hand", card.code, 1), scan)

    assert Scan.objects.get().result == ScanResult.ACCEPTED


def test_desk_judges_by_the_rule_of_the_entrance(house: House, enter: Enter) -> None:
    card, client = house.card("Łoś"), enter("Franek")
    run(house.conference)
    where = house.address("check-in-by-hand", card.code, 1)
    refused = client.post(where, {"scan": "not one"}, follow=True).content.decode()
    ScanPoint.objects.update(payment=PaymentRule.WARNING)
    client.post(where)

    assert "przybycia nie zapisano (brak wpłaty)" in refused
    assert [scan.result for scan in Scan.objects.order_by("pk")] == [ScanResult.UNPAID, ScanResult.ACCEPTED]


def test_desk_is_one_device_that_nobody_can_be_and_no_phone(house: House, enter: Enter) -> None:
    one, other = paid(house, "Łoś"), paid(house, "Ćma", contact_email="b@example.org")
    run(house.conference)
    for card, name in ((one, "Franek"), (other, "Anna")):
        enter(name).post(house.address("check-in-by-hand", card.code, 1))

    device = Device.objects.get()
    assert (device.name, device.paired_by) == ("Biuro", house.people["Franek"])
    assert device.token_sha256.startswith(DESK_MARK)
    assert valid_devices([house.conference]) == []
    assert "Biuro</" not in enter("Franek").get(house.address("list-devices")).content.decode().split("<main")[1]
    state = Client(headers={"Authorization": f"Device {device.token_sha256}"}).get("/api/v1/checkin/state/")
    assert state.status_code in {403, 404}


def test_lost_badge_is_asked_about_then_replaced_once_and_the_old_one_refused(house: House, enter: Enter) -> None:
    card, client = paid(house, "Łoś"), enter("Franek")
    run(house.conference)
    person = card.participants.get()
    lost, where = text_of(person), house.address("replace-badge", card.code, 1)
    asked = client.get(where).content.decode()
    assert Participant.objects.get().badge_code == person.badge_code
    key = asked.split('name="badge" value="')[1].split('"')[0]
    answers = [client.post(where, {"badge": key}) for _time in range(2)]

    assert {answer["Location"] for answer in answers} == {house.address("show-desk-person", card.code, 1) + "?then=b"}
    assert WithdrawnBadge.objects.get().code == person.badge_code
    new = Participant.objects.get()
    last = new.history.latest("history_id")
    assert (last.history_user, last.history_change_reason) == (house.people["Franek"], "Zgubiony, wymieniony w biurze")
    told = client.get(house.address("show-front-desk"), {"q": lost}, follow=True).content.decode()
    assert "stracił ważność. Należał do osoby: Ewa Łoś." in told
    assert client.get(house.address("show-front-desk"), {"q": text_of(new)}).status_code == 302


def test_name_is_corrected_and_nothing_else(house: House, enter: Enter) -> None:
    card, client = paid(house, "Los"), enter("Franek")
    where = house.address("correct-name", card.code, 1)
    body = {"first_name": "Ewa", "last_name": "Łoś", "email": "zly@example.org", "diet": "vegan", "state": "cancelled"}
    answer = client.post(where, body)
    wrong = client.post(where, {"first_name": "", "last_name": "Łoś"})

    person = Participant.objects.get()
    assert answer["Location"].endswith("?then=b")
    assert (person.last_name, person.email, person.diet, person.state) == (
        "Łoś",
        "ewa@example.org",
        "standard",
        "registered",
    )
    assert person.history.latest("history_id").history_user == house.people["Franek"]
    assert found(client, house, "los") == ["Łoś Ewa"]
    assert "error-summary" in wrong.content.decode()


def test_another_person_comes_instead_until_the_first_has_come(house: House, enter: Enter) -> None:
    card, client = paid(house, "Łoś"), enter("Franek")
    run(house.conference)
    old = card.participants.get().badge_code
    where = house.address("exchange-at-desk", card.code, 1)
    new = {"first_name": "Zofia", "last_name": "Nowa", "email": "z@example.org", "diet": "vegan"}
    client.post(where, new)
    person = Participant.objects.get()
    client.post(house.address("check-in-by-hand", card.code, 1))
    late = client.post(where, {**new, "last_name": "Trzecia"}, follow=True).content.decode()

    assert (person.full_name, person.diet, person.badge_code == old) == ("Zofia Nowa", "standard", False)
    assert Participant.objects.get().last_name == "Nowa"
    assert "już przybyła" in late


def test_nothing_is_offered_for_a_person_who_does_not_take_part(house: House, enter: Enter) -> None:
    card, client = paid(house, "Łoś"), enter("Franek")
    ParticipationCard.objects.update(state="cancelled", cancelled_at=timezone.now())
    page = client.get(house.address("show-desk-person", card.code, 1)).content.decode()
    key = "x"
    client.post(house.address("replace-badge", card.code, 1), {"badge": key})
    client.post(house.address("correct-name", card.code, 1), {"first_name": "A", "last_name": "B"})

    assert "data-key=" not in page.split('id="desk-pane"')[1].split("</section>")[0]
    assert Participant.objects.get().last_name == "Łoś"
    assert not WithdrawnBadge.objects.exists()


def test_printed_badge_is_told_and_one_with_old_words_too(house: House, enter: Enter) -> None:
    card, client = paid(house, "Łoś"), enter("Franek")
    shown = house.address("show-desk-person", card.code, 1)
    client.post(house.address("print-one", card.code, 1))
    printed = client.get(shown).content.decode()
    client.post(house.address("correct-name", card.code, 1), {"first_name": "Ewelina", "last_name": "Łoś"})
    outdated = client.get(shown).content.decode()

    assert "identyfikator wydrukowany" in printed
    assert "identyfikator do ponownego druku" in outdated


def test_half_of_the_screen_is_what_scripts_ask_for(house: House, enter: Enter) -> None:
    card, client = paid(house, "Łoś"), enter("Franek")
    where = house.address("show-desk-person", card.code, 1)
    part = client.get(where, headers={"HX-Request": "true", "HX-Target": "desk-pane"}).content.decode()
    whole = client.get(where).content.decode()

    assert part.lstrip().startswith("<title>Ewa Łoś")
    assert "<main" not in part
    assert whole.count("<title>") == 1
    assert 'id="desk-pane"' in whole
