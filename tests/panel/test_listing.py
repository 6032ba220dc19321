import pytest
from django.db.models import Q
from django.http import QueryDict

from panel.listing import Choice, Filter, Order, read_address

FILTERS = [
    Filter("state", "Stan", [Choice("on", "w mocy", Q(state="on")), Choice("off", "odwołane", Q(state="off"))]),
    Filter("diet", "Dieta", [Choice("vegan", "wegańska", Q(diet="vegan"))]),
]
ORDERS = [Order("surname", "Nazwisko", ("sort_key",)), Order("due", "Należność", ("due", "code"))]


def test_read_address_combines_what_the_filters_know() -> None:
    asked = read_address(QueryDict("q=los&state=on&diet=vegan&sort=-due&page=2"), FILTERS, ORDERS)

    assert asked.where == Q(state="on") & Q(diet="vegan")
    assert asked.order_by == ["-due", "-code", "-pk"]
    assert asked.address() == "?q=los&state=on&diet=vegan&sort=-due"
    assert [(chip.label, chip.remove_url) for chip in asked.chips] == [
        ("Stan: w mocy", "?q=los&diet=vegan&sort=-due"),
        ("Dieta: wegańska", "?q=los&state=on&sort=-due"),
    ]


@pytest.mark.parametrize(
    "address",
    [
        "sort=password",
        "sort=--due",
        "state=gone",
        "state__user__password__startswith=a",
        "q=%00",
        "q=%ED%A0%80",
        "sort=",
    ],
)
def test_read_address_leaves_out_what_it_does_not_know(address: str) -> None:
    asked = read_address(QueryDict(address), FILTERS, ORDERS)

    assert asked.where == Q()
    assert asked.order_by == ["sort_key", "pk"]
    assert "\0" not in asked.search


def test_columns_turn_the_order_around() -> None:
    asked = read_address(QueryDict("sort=due"), FILTERS, ORDERS)

    assert (asked.columns["due"].direction, asked.columns["due"].address) == ("ascending", "?sort=-due")
    assert (asked.columns["surname"].direction, asked.columns["surname"].address) == ("none", "?sort=surname,due")


def test_read_address_cuts_what_is_typed_to_a_length_any_database_takes() -> None:
    assert len(read_address(QueryDict(f"q={'a ' * 5000}"), FILTERS, ORDERS).search) == 80


def test_default_sort_needs_no_saying_and_can_be_turned() -> None:
    newest = read_address(QueryDict(""), FILTERS, ORDERS, "-due")
    oldest = read_address(QueryDict("sort=due"), FILTERS, ORDERS, "-due")

    assert (newest.order_by, newest.address()) == (["-due", "-code", "-pk"], "?")
    assert newest.columns["due"].address == "?sort=due"
    assert (oldest.order_by, oldest.address()) == (["due", "code", "pk"], "?sort=due")
