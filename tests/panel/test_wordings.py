"""Letters in the organiser's own words, at their desk."""

from collections.abc import Callable

import pytest
from django.test import Client

from mailings.models import Letter, Wording
from registrations.services import link_for_card
from tests.panel.conftest import House

Enter = Callable[[str], Client]


def words(
    client: Client, house: House, do: str, body: str, subject: str = "Karta {karta}", letter: str = "card_received"
) -> str:
    answer = client.post(
        house.address("change-wording", letter, "pl"), {"subject": subject, "body": body, "do": do}, follow=True
    )
    return str(answer.content.decode())


def test_preview_shows_real_data_and_saves_nothing(house: House, enter: Enter) -> None:
    card = house.card("Łoś")

    page = words(enter("Oskar"), house, "preview", "Dzień dobry, {imie_i_nazwisko}!\n\n{uczestnicy}\n\n<b>{kwota}</b>")

    assert f"<strong>Karta {card.code}</strong>" in page
    assert "<p>Dzień dobry, Anna Łoś!</p>" in page
    assert "<p>Ewa Łoś, Wariant I</p>" in page
    assert "&lt;b&gt;1\u00a0200,00\u00a0zł&lt;/b&gt;" in page
    assert link_for_card(card=card).token not in page
    assert "Dzień dobry, {imie_i_nazwisko}!" in page
    assert Wording.objects.count() == 0


def test_preview_without_a_card_is_made_up(house: House, enter: Enter) -> None:
    page = words(enter("Oskar"), house, "preview", "{uczestnicy} {adres}")
    assert "dane są przykładowe" in page
    assert "Jan Żak, Wariant II" in page


def test_saved_words_go_with_the_next_letter_until_they_are_dropped(house: House, enter: Enter) -> None:
    client = enter("Oskar")

    assert "własna treść" in words(client, house, "save", "Witamy na pokładzie")
    own = house.card("Raz")
    words(client, house, "reset", "nieważne")
    house.conference.refresh_from_db()
    ours = house.card("Dwa")

    texts = {one.reference: one.text for one in Letter.objects.filter(kind="card_received")}
    assert "Witamy na pokładzie" in texts[own.code]
    assert "Witamy na pokładzie" not in texts[ours.code]
    assert Wording.objects.count() == 0


@pytest.mark.parametrize("bad", ["{{7*7}}", "{% debug %}", "{event.__class__}", "${7*7}", "{nieznane}"])
@pytest.mark.parametrize("do", ["preview", "save"])
def test_unknown_placeholder_is_named_and_what_was_typed_is_kept(house: House, enter: Enter, bad: str, do: str) -> None:
    page = words(enter("Oskar"), house, do, f"Dzień dobry {bad}")

    assert "Tych pól nie ma w tym liście" in page
    assert f"Dzień dobry {bad}" in page
    assert Wording.objects.count() == 0


def test_hostile_words_are_shown_as_text(house: House, enter: Enter) -> None:
    house.card("Łoś")
    page = words(enter("Oskar"), house, "preview", "</textarea><script>alert(1)</script>", subject="<img src=x>")
    assert "<script>alert(1)" not in page
    assert "<img src=x>" not in page


@pytest.mark.parametrize("name", ["Tomasz", "Franek", "Ewa"])
def test_only_who_may_change_the_conference_writes_its_letters(house: House, enter: Enter, name: str) -> None:
    client = enter(name)
    assert client.get(house.address("list-wordings")).status_code == 403
    words(client, house, "save", "x")
    assert Wording.objects.count() == 0


def test_words_of_another_association_are_not_there(house: House, enter: Enter) -> None:
    client = enter("Olga")
    assert client.get(house.address("change-wording", "card_received", "pl")).status_code == 404
    words(client, house, "save", "x")
    words(client, house.elsewhere_house(), "save", "Nasze słowa")
    assert [one.conference for one in Wording.objects.all()] == [house.elsewhere]
    assert "własna treść" not in enter("Oskar").get(house.address("list-wordings")).content.decode()


@pytest.mark.parametrize(("letter", "language"), [("nieznany", "pl"), ("card_received", "de")])
def test_unknown_letter_or_language_is_not_there(house: House, enter: Enter, letter: str, language: str) -> None:
    assert enter("Oskar").get(house.address("change-wording", letter, language)).status_code == 404
