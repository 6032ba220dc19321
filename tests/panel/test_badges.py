"""Badges in the panel: how they look, who prints them, and what is written down of it."""

import time
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from badges.faces import badges_pdf
from badges.models import BadgeLayout, BadgePrint
from badges.selectors import badges_to_print
from panel.models import Job
from panel.tasks import run_job
from registrations.enums import ParticipantState
from registrations.models import Participant, ParticipationCard
from tests.badges.designing import form_body
from tests.events.paper_reading import codes_of, letters_of, pages_of, text_of
from tests.factories.events import VariantFactory
from tests.factories.registrations import CardFactory, ParticipantFactory
from tests.panel.conftest import House

pytestmark = pytest.mark.django_db

Enter = Callable[[str], Client]


def paid(house: House, *surnames: str) -> ParticipationCard:
    card = house.card(*surnames)
    ParticipationCard.objects.filter(pk=card.pk).update(settled=card.due)
    return card


def ask(house: House, client: Client, **asked: str) -> Any:
    return client.post(house.address("show-badges"), {"scope": "new", "order": "surname", "token": uuid4().hex} | asked)


def printed(house: House, client: Client, answer: Any) -> bytes:
    """The file of the job that the page started."""
    assert answer.status_code == 302
    job = Job.objects.get(uid=answer["Location"].rstrip("/").rsplit("/", 1)[-1])
    run_job(job.pk)
    return bytes(client.get(house.address("download-file", job.uid)).content)


def surnames(pdf: bytes, *known: str) -> list[str]:
    """Whose badges are in the file, in its order."""
    pages = ["".join(text_of(pdf, page).split()) for page in range(pages_of(pdf))]
    return [next(name for name in known if name in page) for page in pages]


def test_all_then_only_new_then_the_same_again(house: House, enter: Enter) -> None:
    card = paid(house, "Żak", "Ćma", "Łoś")
    client = enter("Franek")
    assert surnames(printed(house, client, ask(house, client, scope="all")), "Ćma", "Łoś", "Żak") == [
        "Ćma",
        "Łoś",
        "Żak",
    ]
    nothing = ask(house, client)
    assert "Nie ma takich identyfikatorów" in nothing.content.decode()

    Participant.objects.filter(card=card, last_name="Łoś").update(last_name="Łoś-Nowa")
    paid(house, "Lis")
    assert surnames(printed(house, client, ask(house, client)), "Lis", "Łoś-Nowa", "Ćma") == ["Lis", "Łoś-Nowa"]

    first = BadgePrint.objects.earliest("printed_at")
    again = client.post(house.address("print-again", first.uid), {"token": uuid4().hex})
    assert surnames(printed(house, client, again), "Ćma", "Łoś-Nowa", "Żak") == ["Ćma", "Łoś-Nowa", "Żak"]
    told = [(one.scope, one.count, str(one.author)) for one in BadgePrint.objects.order_by("pk")]
    assert [(scope, count) for scope, count, _ in told] == [("all", 3), ("new", 2), ("chosen", 3)]
    page = client.get(house.address("show-badges")).content.decode()
    assert page.count("Drukuj ponownie") == 3


def test_unpaid_are_printed_only_when_asked_and_remote_never(house: House, enter: Enter) -> None:
    house.card("Dług")
    card = paid(house, "Zdalny", "Łoś", "Wycofany")
    remote = VariantFactory.create(conference=house.conference, is_remote=True)
    Participant.objects.filter(card=card, last_name="Zdalny").update(variant=remote)
    Participant.objects.filter(card=card, last_name="Wycofany").update(state=ParticipantState.CANCELLED)
    client = enter("Anna")
    everyone = ("Dług", "Łoś", "Wycofany", "Zdalny")
    assert surnames(printed(house, client, ask(house, client)), *everyone) == ["Łoś"]
    assert surnames(printed(house, client, ask(house, client, unpaid="on", scope="all")), *everyone) == ["Dług", "Łoś"]


def test_second_click_prints_once(house: House, enter: Enter) -> None:
    paid(house, "Łoś")
    client, token = enter("Anna"), uuid4().hex
    first, second = (ask(house, client, scope="all", token=token) for _ in range(2))
    assert first["Location"] == second["Location"]
    for _again in range(2):
        run_job(Job.objects.get().pk)
    assert BadgePrint.objects.count() == 1


def test_one_badge_is_printed_at_once_and_written_down(house: House, enter: Enter) -> None:
    card = paid(house, "Łoś", "Ryś")
    client = enter("Franek")
    answer = client.post(house.address("print-one", card.code, 2))
    assert answer["Content-Type"] == "application/pdf"
    assert "Ryś" in letters_of(answer.content)
    assert len(codes_of(answer.content)) == 1
    [one] = BadgePrint.objects.get().badges.all()
    assert one.participant.last_name == "Ryś"
    page = client.get(house.address("show-card", card.code)).content.decode()
    assert house.address("print-one", card.code, 1) in page

    Participant.objects.filter(card=card, last_name="Ryś").update(state=ParticipantState.CANCELLED)
    refused = client.post(house.address("print-one", card.code, 2), follow=True)
    assert "nie bierze udziału" in refused.content.decode()
    assert BadgePrint.objects.count() == 1


def test_designer_shows_each_change_and_keeps_what_is_saved(house: House, enter: Enter) -> None:
    paid(house, "Łoś", "Brzęczyszczykiewicz-Grzegżółkowska")
    client, address = enter("Oskar"), house.address("design-badges")
    page = client.get(address).content.decode()
    assert page.count('class="badge-sheet"') == 2
    assert "Brzęczyszczykiewicz-" in page
    assert "105 × 148 mm" in page

    body = form_body(house.conference, format="labels-3x8")
    part = client.post(address, body, headers={"HX-Request": "true", "HX-Target": "badge-preview"}).content.decode()
    assert part.lstrip().startswith("<section")
    assert "70 × 37 mm" in part
    assert part.count('class="badge-sheet"') == 3
    assert not BadgeLayout.objects.exists()
    # The same by the button, without scripts.
    tried = client.post(address, body | {"do": "preview"}).content.decode()
    assert "70 × 37 mm" in tried
    assert '<option value="labels-3x8" selected>' in tried
    assert not BadgeLayout.objects.exists()

    assert client.post(address, body | {"do": "save"}).status_code == 302
    assert BadgeLayout.objects.get().format == "labels-3x8"
    assert pages_of(badges_pdf(house.conference, badges_to_print(house.conference, unpaid=True))) == 1


def test_wrong_design_is_told_and_what_was_typed_stays(house: House, enter: Enter) -> None:
    body = form_body(house.conference, format="card-90", colour="zielony")
    answer = enter("Anna").post(house.address("design-badges"), body | {"do": "save"})
    page = answer.content.decode()
    assert "Wybierz kolor" in page
    assert '<option value="card-90" selected>' in page
    # The preview is of what was kept.
    assert "105 × 148 mm" in page
    assert not BadgeLayout.objects.exists()


def test_conference_without_people_has_an_example(house: House, enter: Enter) -> None:
    page = enter("Anna").get(house.address("design-badges")).content.decode()
    assert "Przykładowa-" in page
    nobody = enter("Anna").get(house.address("show-badges")).content.decode()
    assert "nikt się jeszcze nie zgłosił" in nobody


def test_names_in_the_preview_are_only_text(house: House, enter: Enter) -> None:
    card = paid(house, "Łoś")
    Participant.objects.filter(card=card).update(last_name="</text><script>alert(1)</script>")
    page = enter("Anna").get(house.address("design-badges")).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


@pytest.mark.parametrize(
    ("name", "designs", "prints"),
    [("Anna", 200, 200), ("Oskar", 200, 200), ("Tomasz", 403, 200), ("Franek", 403, 200), ("Ewa", 403, 403)],
)
def test_roles_design_and_print(house: House, enter: Enter, name: str, designs: int, prints: int) -> None:
    paid(house, "Łoś")
    client = enter(name)
    answers = [client.get(house.address(page)).status_code for page in ("design-badges", "show-badges")]
    assert answers == [designs, prints]
    asked = ask(house, client, scope="all")
    assert asked.status_code == (302 if prints == 200 else 403)


def test_other_association_finds_no_badges(house: House, enter: Enter) -> None:
    card = paid(house, "Łoś")
    client = enter("Franek")
    printed(house, client, ask(house, client))
    stranger = enter("Olga")
    one = BadgePrint.objects.get()
    assert stranger.get(house.address("show-badges")).status_code == 404
    assert stranger.post(house.address("print-again", one.uid)).status_code == 404
    assert stranger.post(house.address("print-one", card.code, 1)).status_code == 404
    # Through their own conference's address there is no way in either.
    mine = house.elsewhere_house()
    assert stranger.post(mine.address("print-again", one.uid)).status_code == 404
    assert stranger.post(mine.address("print-one", card.code, 1)).status_code == 404


@pytest.mark.parametrize("people", [1, 3])
def test_page_asks_as_much_for_one_as_for_three(
    house: House, enter: Enter, django_assert_num_queries: DjangoAssertNumQueries, people: int
) -> None:
    card, variant = CardFactory.create(conference=house.conference), VariantFactory.create(conference=house.conference)
    ParticipantFactory.create_batch(people, card=card, variant=variant)
    client = enter("Anna")
    with django_assert_num_queries(9):
        client.get(house.address("show-badges"))


def test_three_hundred_badges_take_less_than_two_seconds(house: House) -> None:
    card, variant = CardFactory.create(conference=house.conference), VariantFactory.create(conference=house.conference)
    ParticipantFactory.create_batch(300, card=card, variant=variant)
    began = time.process_time()
    pdf = badges_pdf(house.conference, badges_to_print(house.conference))
    assert time.process_time() - began < 2
    assert pages_of(pdf) == 300
