from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from events.models import Membership
from mailings.models import Letter
from registrations.enums import Diet
from registrations.services import submit_card
from tests.factories.accounts import UserFactory
from tests.factories.registrations import card_input, participant_input
from tests.panel.conftest import House

Enter = Callable[[str], Client]

PAGES = [
    ("show-dashboard", {"Anna", "Oskar", "Tomasz", "Ewa"}),
    ("list-participants", {"Anna", "Oskar", "Tomasz", "Franek"}),
    ("list-cards", {"Anna", "Oskar", "Tomasz", "Franek"}),
    ("show-card", {"Anna", "Oskar", "Tomasz", "Franek"}),
    ("cancel-card", {"Anna", "Oskar"}),
    ("list-letters", {"Anna", "Oskar", "Tomasz"}),
    ("show-letter", {"Anna", "Oskar", "Tomasz"}),
    ("show-markup", {"Anna", "Oskar", "Tomasz"}),
    ("list-members", {"Anna"}),
]
POSTS = [
    ("send-address", {"Anna", "Oskar"}),
    ("renew-address", {"Anna", "Oskar"}),
    ("resend-letter", {"Anna", "Oskar"}),
    ("change-member", {"Anna"}),
    ("move-clock", {"Anna", "Oskar"}),
]


def addresses(house: House, name: str) -> str:
    card = house.conference.cards.first() or house.card("Tajemnicza")
    if name in {"show-card", "cancel-card", "send-address", "renew-address"}:
        return house.address(name, card.code)
    if name in {"show-letter", "show-markup", "resend-letter"}:
        return house.address(name, Letter.objects.filter(reference=card.code).latest("pk").uid)
    return house.address(name)


@pytest.mark.parametrize(("name", "allowed"), PAGES)
def test_page_opens_for_its_roles_only(house: House, enter: Enter, name: str, allowed: set[str]) -> None:
    address = addresses(house, name)

    answers = {person: enter(person).get(address) for person in house.people}

    for person, answer in answers.items():
        expected = 200 if person in allowed else 404 if person == "Olga" else 403
        assert (person, answer.status_code) == (person, expected)
    for person in set(house.people) - allowed:
        assert "Tajemnicza" not in answers[person].content.decode()
    outside = Client().get(address)
    assert outside.status_code == 302
    assert outside["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize(("name", "allowed"), POSTS)
def test_action_is_done_for_its_roles_only(house: House, enter: Enter, name: str, allowed: set[str]) -> None:
    address = addresses(house, name)
    letters = Letter.objects.count()

    for person in set(house.people) - allowed:
        answer = enter(person).post(address, {"to": "ended"})
        assert (person, answer.status_code) == (person, 404 if person == "Olga" else 403)
    assert Letter.objects.count() == letters
    house.conference.refresh_from_db()
    assert not house.conference.clock_shift
    assert enter("Anna").get(address).status_code == 405
    assert Client().post(address)["Location"].startswith(reverse("account_login"))
    assert enter("Anna").post(address, {"to": "ended"}).status_code == 302


def test_lists_show_their_own_conference_only(house: House, enter: Enter) -> None:
    code = house.card("Widoczna").code
    foreign = house.elsewhere_house().card("Obca").code
    letter = Letter.objects.get(reference=foreign).uid

    for name in ("list-participants", "list-cards", "list-letters"):
        page = enter("Anna").get(house.address(name)).content.decode()
        assert foreign not in page
        assert "Obca" not in page
    assert code in enter("Anna").get(house.address("list-cards")).content.decode()
    assert enter("Anna").get(house.address("show-card", foreign)).status_code == 404
    assert enter("Anna").get(house.address("show-letter", letter)).status_code == 404
    assert enter("Anna").post(house.address("renew-address", foreign)).status_code == 404


def test_role_taken_away_ends_at_the_next_request(house: House, enter: Enter) -> None:
    client = enter("Tomasz")
    house.card("Tajemnicza")
    assert client.get(house.address("list-participants")).status_code == 200

    Membership.objects.filter(user=house.people["Tomasz"]).delete()

    answer = client.get(house.address("list-participants"))
    assert answer.status_code == 404
    assert "Tajemnicza" not in answer.content.decode()


def test_home_shows_each_person_their_own_association(house: House, enter: Enter) -> None:
    own, foreign = house.conference.association.name, house.elsewhere.association.name

    anna, olga = (enter(name).get(reverse("panel:show-home")).content.decode() for name in ("Anna", "Olga"))

    assert own in anna
    assert foreign not in anna
    assert foreign in olga
    assert own not in olga


def test_home_leads_the_front_desk_to_the_scanner(house: House, enter: Enter) -> None:
    page = enter("Franek").get(reverse("panel:show-home")).content.decode()

    assert reverse("checkin:show-scanner") in page
    assert house.address("list-participants") in page
    assert f'href="{house.address("show-dashboard")}"' not in page


def test_home_without_membership_says_what_to_do(house: House, enter: Enter) -> None:
    Membership.objects.filter(user=house.people["Ewa"]).delete()

    answer = enter("Ewa").get(reverse("panel:show-home"))

    assert answer.status_code == 200
    assert house.conference.association.name not in answer.content.decode()
    assert reverse("events:list-associations") in answer.content.decode()


@pytest.mark.django_db
def test_home_of_an_administrator_without_membership_leads_to_the_administration(client: Client) -> None:
    client.force_login(UserFactory.create(is_staff=True, is_superuser=True))

    page = client.get(reverse("panel:show-home")).content.decode()

    assert f'href="{reverse("admin:index")}"' in page
    assert "Poproś właściciela" not in page


def test_front_desk_sees_no_money_and_no_needs_on_a_card(house: House, enter: Enter) -> None:
    """The card owes 1 200 zł and one of its people eats nothing with gluten; the treasurer sees the sum alone."""
    person = participant_input(house.variant, last_name="Łoś", diet=Diet.GLUTEN_FREE)
    data = card_input(house.conference, person, remarks="Prosimy o fakturę do 30.04")
    card = submit_card(conference=house.conference, data=data, texts=[])
    told = {"1\u00a0200,00", "bezglutenowa", "Prosimy o fakturę"}
    pages = {
        name: enter(name).get(house.address("show-card", card.code)).content.decode()
        for name in ("Franek", "Tomasz", "Oskar")
    }

    seen = {name: {words for words in told if words in page} for name, page in pages.items()}

    assert seen == {"Franek": set(), "Tomasz": told - {"bezglutenowa"}, "Oskar": told}
    assert all("Łoś" in page for page in pages.values())
