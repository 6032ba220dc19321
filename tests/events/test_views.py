from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from events.enums import ConferenceState
from events.models import Conference
from tests.factories.events import AssociationFactory, BranchFactory, ConferenceFactory

pytestmark = pytest.mark.django_db

Queries = Callable[[int], AbstractContextManager[Any]]

A11Y_IDS = (
    "a11y-wstep",
    "a11y-podmiot",
    "a11y-url",
    "a11y-data-publikacja",
    "a11y-data-aktualizacja",
    "a11y-status",
    "a11y-ocena",
    "a11y-data-sporzadzenie",
    "a11y-kontakt",
    "a11y-osoba",
    "a11y-email",
    "a11y-telefon",
    "a11y-procedura",
    "a11y-architektura",
    "a11y-aplikacje",
)


def two_associations(editions: int) -> None:
    for slug in ("razem", "forum"):
        association = AssociationFactory.create(slug=slug, short_name=slug.upper())
        for number in range(editions):
            ConferenceFactory.create(association=association, slug=f"edycja-{number}", motto=f"Hasło {slug} {number}")


@pytest.mark.parametrize("editions", [1, 3])
def test_home_lists_every_association_in_two_queries(
    client: Client, django_assert_num_queries: Queries, editions: int
) -> None:
    two_associations(editions)

    with django_assert_num_queries(2):
        response = client.get("/")

    shown = response.content.decode()
    for slug in ("razem", "forum"):
        for number in range(editions):
            assert f"Hasło {slug} {number}" in shown
            assert f'href="/{slug}/edycja-{number}/"' in shown


@pytest.mark.parametrize("editions", [1, 3])
def test_association_lists_its_own_editions_in_three_queries(
    client: Client, django_assert_num_queries: Queries, editions: int
) -> None:
    two_associations(editions)

    with django_assert_num_queries(3):
        response = client.get("/razem/")

    shown = response.content.decode()
    assert all(f"Hasło razem {number}" in shown for number in range(editions))
    assert "Hasło forum" not in shown


def test_association_names_its_branches_and_nobody_elses(client: Client) -> None:
    BranchFactory.create(association=AssociationFactory.create(slug="opieka"), name="Region łódzki")
    BranchFactory.create(association=AssociationFactory.create(slug="inne"), name="Region obcy")

    shown = client.get("/opieka/").content.decode()

    assert "Region łódzki" in shown
    assert "Region obcy" not in shown


def test_association_parts_coming_editions_from_past_by_their_own_clock(client: Client) -> None:
    association = AssociationFactory.create(slug="razem")
    ConferenceFactory.create(association=association, slug="xi", motto="Nadchodząca")
    ended = ConferenceFactory.create(association=association, slug="x", motto="Miniona", clock_shift=timedelta(days=90))

    response = client.get("/razem/")

    assert [entry["conference"].motto for entry in response.context["upcoming"]] == ["Nadchodząca"]
    assert [entry["conference"] for entry in response.context["past"]] == [ended]


def test_drafts_are_on_no_list(client: Client) -> None:
    association = AssociationFactory.create(slug="razem")
    ConferenceFactory.create(association=association, motto="Widoczna")
    ConferenceFactory.create(association=association, motto="Jeszcze tajna", state=ConferenceState.DRAFT)

    for path in ("/", "/razem/"):
        shown = client.get(path).content.decode()
        assert "Widoczna" in shown
        assert "Jeszcze tajna" not in shown


def test_cancelled_conference_is_listed_as_cancelled(client: Client) -> None:
    ConferenceFactory.create(association__slug="razem", state=ConferenceState.CANCELLED)

    assert "Konferencja została odwołana." in client.get("/razem/").content.decode()


def test_unknown_association_is_not_there(client: Client) -> None:
    ConferenceFactory.create(association__slug="razem", motto="Hasło razem")

    response = client.get("/nieznane/")

    assert response.status_code == 404
    assert "Hasło razem" not in response.content.decode()


def test_home_without_associations_says_so(client: Client) -> None:
    assert Conference.objects.count() == 0

    assert "No conference has been announced yet" in client.get("/en/").content.decode()


@pytest.mark.parametrize("path", ["/accessibility/", "/en/accessibility/"])
def test_declaration_has_every_required_mark_once(client: Client, path: str) -> None:
    AssociationFactory.create_batch(2)

    shown = client.get(path).content.decode()

    assert {name: shown.count(f'id="{name}"') for name in A11Y_IDS} == dict.fromkeys(A11Y_IDS, 1)
    assert 'href="http://testserver"' in shown
