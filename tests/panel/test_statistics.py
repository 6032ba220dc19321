from collections.abc import Callable
from datetime import timedelta

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from events.enums import Voivodeship
from events.models import Conference
from panel.comparison import draw_comparison, total_by
from panel.selectors.statistics import by_kind, by_voivodeship, growth, last_edition, money_by_variant, shares_of
from payments.enums import PaymentMethod
from payments.services import record_payment
from tests.factories.events import ConferenceFactory, VariantFactory
from tests.factories.registrations import CardFactory, InstitutionFactory, ParticipantFactory
from tests.panel.conftest import House

Enter = Callable[[str], Client]


def past_edition(house: House, people: int) -> Conference:
    """Begun a year ago; each of its people came ten days before it."""
    begun = house.conference.starts_on - timedelta(days=365)
    past = ConferenceFactory.create(association=house.conference.association, slug="dawna", starts_on=begun)
    variant = VariantFactory.create(conference=past, slug=house.variant.slug, name="Inna nazwa")
    institution = InstitutionFactory.create(association=past.association, voivodeship=Voivodeship.SLASKIE)
    day = timezone.now() - timedelta(days=(timezone.localdate() - begun).days + 10)
    card = CardFactory.create(conference=past, institution=institution, submitted_at=day)
    for _ in range(people):
        ParticipantFactory.create(card=card, variant=variant)
    return past


def test_editions_are_laid_by_days_before_their_first_day(house: House) -> None:
    house.card("Łoś", "Ryś")
    last = past_edition(house, people=3)

    assert last_edition(house.conference) == last
    all_together, variant = growth(house.conference, last)

    chart = all_together.chart
    assert chart is not None
    assert (chart.total, chart.total_last) == (2, 3)
    assert variant.chart is not None
    assert (variant.title, variant.chart.total_last) == ("Wariant I", 3)
    by_day = {row.days: (row.now, row.last) for row in chart.rows}
    assert by_day[0] == (None, 3)
    assert by_day[14] == (None, 0)


def test_edition_of_another_association_is_no_last_edition(house: House) -> None:
    ConferenceFactory.create(starts_on=house.conference.starts_on - timedelta(days=10))

    assert last_edition(house.conference) is None
    assert growth(house.conference, None)[0].chart is None


def test_comparison_counts_who_came_by_a_day() -> None:
    assert total_by({30: 2, 10: 1}, 10) == 3
    assert total_by({30: 2, 10: 1}, 11) == 2
    drawn = draw_comparison({30: 2, 10: 1}, None, until=5)
    assert drawn is not None
    assert drawn.last == ""
    assert [row.now for row in drawn.rows] == [
        0 if row.days > 30 else 2 for row in drawn.rows[:-1] if row.days > 10
    ] + [None if row.days < 5 else 3 for row in drawn.rows if row.days <= 10]


def test_money_is_divided_to_the_grosz(house: House) -> None:
    card = house.card("Łoś", "Ryś")
    record_payment(card=card, method=PaymentMethod.TRANSFER, amount=100001, received_on=timezone.localdate(), by=None)

    rows = money_by_variant(house.conference)

    assert [(row.name, row.due, row.paid, row.left) for row in rows] == [("Wariant I", 240000, 100001, 139999)]
    assert shares_of(100, {1: 1, 2: 1, None: 1}) == {1: 33, 2: 33, None: 34}
    assert shares_of(5, {1: 0}) == {1: 5}


def test_people_are_told_by_voivodeship_and_kind(house: House) -> None:
    house.card("Łoś", "Ryś")
    last = past_edition(house, people=1)

    voivodeships = [
        (bar.label, bar.institutions, bar.people, bar.last, bar.share) for bar in by_voivodeship(house.conference, last)
    ]
    assert voivodeships == [("łódzkie", 1, 2, 0, 100), ("śląskie", 0, 0, 1, 0)]
    assert [(bar.people, bar.last) for bar in by_kind(house.conference, last)] == [(2, 1)]


def test_statistics_take_the_same_queries_and_tell_money_to_some(house: House, enter: Enter) -> None:
    client, counted = enter("Anna"), []
    past_edition(house, people=2)
    for surnames in (("Łoś",), ("Ryś", "Lis", "Żak")):
        house.card(*surnames)
        with CaptureQueriesContext(connection) as captured:
            client.get(house.address("show-statistics"))
        counted.append(len(captured))

    assert counted[0] == counted[1]
    shown = {
        name: "1\u00a0200,00" in enter(name).get(house.address("show-statistics")).content.decode() for name in ("Ewa",)
    }
    assert shown == {"Ewa": False}
    assert "4\u00a0800,00" in client.get(house.address("show-statistics")).content.decode()
