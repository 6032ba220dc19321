from django.http import HttpRequest
from django.test import RequestFactory
from django.urls import resolve, reverse

from panel.context import navigation_for
from tests.panel.conftest import House


def visit(house: House, name: str) -> HttpRequest:
    slugs = [house.conference.association.slug, house.conference.slug]
    request = RequestFactory().get(reverse("payments:record-payment", args=[*slugs, "KU2345678"]))
    request.resolver_match = resolve(request.path_info)
    request.user = house.people[name]
    return request


def test_navigation_for_a_page_of_payments_is_the_panels(house: House) -> None:
    items = [item for group in navigation_for(visit(house, "Tomasz")) for item in group.items]

    assert [item.url for item in items if item.current] == [house.address("list-cards")]
    assert house.address("list-members") not in [item.url for item in items]


def test_navigation_for_someone_of_another_association_is_empty(house: House) -> None:
    assert navigation_for(visit(house, "Olga")) == []
