from collections.abc import Callable

from django.test import Client
from django.urls import reverse

from events.enums import ConferenceState
from events.models import Conference
from mailings.models import Letter
from registrations.enums import LegalKind
from tests.factories.registrations import LegalTextFactory
from tests.panel.conftest import House

Enter = Callable[[str], Client]


def ready(house: House) -> Conference:
    LegalTextFactory.create(association=house.conference.association, kind=LegalKind.PRIVACY)
    Conference.objects.filter(pk=house.conference.pk).update(state=ConferenceState.DRAFT)
    return house.conference


def state_after(house: House, client: Client, to: str) -> tuple[str, str]:
    page = client.post(house.address("move-state"), {"to": to}, follow=True)
    house.conference.refresh_from_db()
    return house.conference.state, page.content.decode()


def test_conference_with_a_blocking_problem_is_not_published(house: House, enter: Enter) -> None:
    ready(house).association.legal_texts.all().delete()
    client = enter("Oskar")

    state, page = state_after(house, client, "published")

    assert state == ConferenceState.DRAFT
    assert f'href="{house.address("list-texts")}"' in page
    assert "Nie można jeszcze opublikować" in page


def test_conference_is_published_and_withdrawn_while_there_are_no_cards(house: House, enter: Enter) -> None:
    ready(house)
    client = enter("Oskar")
    public = reverse("program:show-conference", args=house.address("show-setup").split("/")[2:4])

    assert Client().get(public).status_code == 404
    for _click in range(2):
        assert state_after(house, client, "published")[0] == ConferenceState.PUBLISHED
    assert Client().get(public).status_code == 200
    assert state_after(house, client, "draft")[0] == ConferenceState.DRAFT
    assert Client().get(public).status_code == 404
    assert "szkic → opublikowana" in client.get(house.address("show-setup")).content.decode()


def test_conference_with_cards_is_cancelled_but_not_hidden(house: House, enter: Enter) -> None:
    card = house.card("Łoś")
    letters = Letter.objects.count()
    client = enter("Oskar")

    state, page = state_after(house, client, "draft")
    assert (state, "Instytucje wysłały karty" in page) == (ConferenceState.PUBLISHED, True)
    assert "1 karta" in client.get(house.address("cancel-conference")).content.decode()
    state, page = state_after(house, client, "cancelled")

    card.refresh_from_db()
    assert (state, card.is_active, Letter.objects.count()) == (ConferenceState.CANCELLED, True, letters)
    assert not house.conference.takes_cards
    assert "napisać do wszystkich" in page


def test_state_that_does_not_follow_or_is_unknown_changes_nothing(house: House, enter: Enter) -> None:
    ready(house)
    client = enter("Oskar")

    for to in ("cancelled", "skasowana", ""):
        assert state_after(house, client, to)[0] == ConferenceState.DRAFT


def test_edition_is_copied_through_the_page_once(house: House, enter: Enter) -> None:
    client = enter("Oskar")
    data = {"title": "XII Konferencja", "slug": "xii", "starts_on": "2031-06-11"}

    for _click in range(2):
        answer = client.post(house.address("copy-conference"), data)
        assert answer["Location"].endswith("/xii/setup/")
    taken = client.post(house.address("copy-conference"), data | {"title": "Inna"})

    made = Conference.objects.get(association=house.conference.association, slug="xii")
    assert (made.state, made.title) == (ConferenceState.DRAFT, "XII Konferencja")
    assert set(taken.context["form"].errors) == {"slug"}
    assert client.get(answer["Location"]).status_code == 200


def test_conference_begun_from_nothing_lists_what_it_lacks(house: House, enter: Enter) -> None:
    client = enter("Oskar")
    address = reverse("panel:begin-conference", args=[house.conference.association.slug])
    data = {"title": "Zjazd", "slug": "zjazd", "starts_on": "2031-06-11", "ends_on": "2031-06-13"}

    wrong = client.post(address, data | {"ends_on": "2031-06-10"})
    assert set(wrong.context["form"].errors) == {"ends_on", "city", "city_locative"}
    page = client.post(address, data | {"city": "Łódź", "city_locative": "w Łodzi"}, follow=True).content.decode()

    assert "Nie ma wariantów" in page
    assert enter("Olga").get(address).status_code == 404
    assert enter("Ewa").get(address).status_code == 403
    assert address in enter("Oskar").get(reverse("panel:show-home")).content.decode()
