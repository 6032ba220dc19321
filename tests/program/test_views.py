import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from icalendar import Calendar
from pytest_django import Settings

from events.enums import Audience, ConferenceState, Rank
from events.models import Conference, PlacePool
from program.conference_page import PAGES
from tests.factories.accounts import UserFactory
from tests.factories.events import (
    AssociationFactory,
    ConferenceFactory,
    InclusionFactory,
    PlacePoolFactory,
    PriceFactory,
    PriceLevelFactory,
    VariantFactory,
    VatRuleFactory,
    VenueFactory,
)
from tests.factories.program import HallFactory, SessionFactory, SpeakerFactory

pytestmark = pytest.mark.django_db

Queries = Callable[[int], AbstractContextManager[Any]]

COLD = 9
WARM = 1
WORDS_OF_PLACES = [
    (0, "brak miejsc"),
    (1, "ostatnie miejsce"),
    (2, "ostatnie 2 miejsca"),
    (5, "ostatnich 5 miejsc"),
    (12, "12 miejsc"),
    (22, "22 miejsca"),
    (25, "25 miejsc"),
]
SENTENCES = [
    (-20, "Przyjmowanie zgłoszeń rozpocznie się"),
    (50, "Zgłoszenia zostały zamknięte."),
    (61, "Konferencja trwa."),
    (70, "Konferencja już się odbyła."),
]


@pytest.fixture(autouse=True)
def _empty_cache() -> Iterator[None]:
    PAGES.clear()
    yield
    PAGES.clear()


@pytest.fixture
def conference() -> Conference:
    """RAZEM's coming edition: a hotel with three places left, a full one, and a hall without a limit."""
    association = AssociationFactory.create(slug="razem", short_name="RAZEM")
    venue = VenueFactory.create(association=association)
    conference = ConferenceFactory.create(association=association, slug="xi", venue=venue)
    bed, single = (
        InclusionFactory.create(conference=conference, name=name) for name in ("2 noclegi", "pokój jednoosobowy")
    )
    for name, left, includes in (("Z noclegiem", 3, [bed]), ("Pokój", 0, [bed, single])):
        pool = PlacePoolFactory.create(conference=conference, name=name, size=20, taken=20 - left)
        variant = VariantFactory.create(conference=conference, name=name)
        variant.pools.add(pool)
        variant.includes.set(includes)
    VariantFactory.create(conference=conference, name="Zdalnie", price=25000)
    session = SessionFactory.create(
        conference=conference, title="Nowelizacja ustawy", hall=HallFactory.create(conference=conference, name="Sala A")
    )
    session.speakers.add(SpeakerFactory.create(conference=conference))
    return conference


def page(client: Client, path: str = "/razem/xi/") -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def test_page_tells_what_when_where_and_how_many_places(client: Client, conference: Conference) -> None:
    shown = page(client)

    assert conference.motto in shown
    assert "Hotel Przykładowy" in shown
    assert "ostatnie 3 miejsca" in shown
    assert "brak miejsc" in shown
    assert "1\u00a0200,00\u00a0zł" in shown
    assert "250,00\u00a0zł" in shown
    assert "Nowelizacja ustawy" in shown
    assert "r. pr. Artur Wykładowca (radca prawny)" in shown
    assert 'href="/razem/xi/register/"' in shown


@pytest.mark.parametrize(("left", "words"), WORDS_OF_PLACES)
def test_places_left_are_written_as_poles_count(client: Client, conference: Conference, left: int, words: str) -> None:
    PlacePool.objects.filter(name="Z noclegiem").update(size=100, taken=100 - left)

    assert words in " ".join(page(client).split())


def test_page_is_in_english_under_en(client: Client, conference: Conference) -> None:
    shown = page(client, "/en/razem/xi/")

    assert '<html lang="en">' in shown
    assert "the last 3 places" in shown
    assert 'href="/en/razem/xi/register/"' in shown
    assert "ostatnie" not in shown


def test_page_takes_nine_queries_cold_and_one_warm(
    client: Client, conference: Conference, django_assert_num_queries: Queries
) -> None:
    with django_assert_num_queries(COLD):
        first = client.get("/razem/xi/")
    with django_assert_num_queries(WARM):
        second = client.get("/razem/xi/")

    assert first.content == second.content


def test_page_takes_as_many_queries_with_more_of_everything(
    client: Client, conference: Conference, django_assert_num_queries: Queries
) -> None:
    for _ in range(3):
        variant = VariantFactory.create(conference=conference)
        variant.pools.add(PlacePoolFactory.create(conference=conference))
        session = SessionFactory.create(conference=conference, hall=HallFactory.create(conference=conference))
        session.speakers.add(SpeakerFactory.create(conference=conference))

    with django_assert_num_queries(COLD):
        client.get("/razem/xi/")
    with django_assert_num_queries(WARM):
        client.get("/razem/xi/")


def test_page_shows_a_place_taken_at_once(client: Client, conference: Conference) -> None:
    assert "ostatnie 3 miejsca" in page(client)

    PlacePool.objects.filter(name="Z noclegiem").update(taken=18)

    assert "ostatnie 2 miejsca" in page(client)


def test_page_shows_a_changed_motto_at_once(client: Client, conference: Conference) -> None:
    page(client)
    conference.motto = "Inne hasło"
    conference.save()

    assert "Inne hasło" in page(client)


def test_page_shows_a_changed_venue_and_account_at_once(client: Client, conference: Conference) -> None:
    page(client)
    venue = conference.venue
    assert venue is not None
    type(venue).objects.filter(pk=venue.pk).update(name="Pensjonat Nowy")
    type(conference.association).objects.update(bank_account="14999999990000000000000001")

    shown = page(client)
    assert "Pensjonat Nowy" in shown
    assert "14\u00a09999\u00a09999" in shown


def test_page_known_to_the_browser_is_answered_without_body(client: Client, conference: Conference) -> None:
    first = client.get("/razem/xi/")
    again = client.get("/razem/xi/", headers={"if-none-match": first["ETag"]})
    PlacePool.objects.filter(name="Z noclegiem").update(taken=18)
    changed = client.get("/razem/xi/", headers={"if-none-match": first["ETag"]})

    assert first["Cache-Control"] == "no-cache"
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    assert changed.status_code == 200
    assert "ostatnie 2 miejsca" in changed.content.decode()


def test_page_answers_head_without_body(client: Client, conference: Conference) -> None:
    told, asked = client.head("/razem/xi/"), client.get("/razem/xi/")

    assert (told.status_code, told.content, told["ETag"]) == (200, b"", asked["ETag"])


def test_page_refuses_post(client: Client, conference: Conference) -> None:
    response = client.post("/razem/xi/", {"motto": "inne"})

    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD")
    conference.refresh_from_db()
    assert conference.motto == "Razem dla lokalnych społeczności"


def test_page_is_the_same_for_one_who_is_logged_in(client: Client, conference: Conference) -> None:
    before = client.get("/razem/xi/?utm=list").content
    person = UserFactory.create(email="kto@example.org", name="Kto Zalogowany")
    client.force_login(person)
    PAGES.clear()

    after = client.get("/razem/xi/?utm=inne").content

    assert after == before
    assert b"utm" not in after
    assert b"Zalogowany" not in after


def test_page_of_a_draft_is_not_there(client: Client, conference: Conference) -> None:
    Conference.objects.update(state=ConferenceState.DRAFT)

    response = client.get("/razem/xi/")

    assert response.status_code == 404
    assert conference.motto not in response.content.decode()
    assert client.get("/razem/xi/programme.ics").status_code == 404


def test_page_under_another_association_is_not_there(client: Client, conference: Conference) -> None:
    AssociationFactory.create(slug="forum")

    response = client.get("/forum/xi/")

    assert response.status_code == 404
    assert conference.motto not in response.content.decode()


def test_page_of_a_cancelled_conference_says_so_and_takes_no_cards(client: Client, conference: Conference) -> None:
    Conference.objects.update(state=ConferenceState.CANCELLED)

    shown = page(client)

    assert "Konferencja została odwołana." in shown
    assert "/register/" not in shown


@pytest.mark.parametrize(("days", "sentence"), SENTENCES)
def test_page_follows_the_conferences_own_clock(
    client: Client, conference: Conference, days: int, sentence: str
) -> None:
    Conference.objects.update(clock_shift=timedelta(days=days))

    shown = page(client)

    assert sentence in shown
    assert "/register/" not in shown


def test_page_with_every_variant_full_says_so(client: Client, conference: Conference) -> None:
    conference.variants.filter(name="Zdalnie").delete()
    PlacePool.objects.update(taken=20)
    Conference.objects.filter(pk=conference.pk).update(takes_waiting=False)

    shown = page(client)

    assert "Nie ma już miejsc w żadnym wariancie." in shown
    assert "listę oczekujących" not in shown
    assert "/register/" not in shown


def test_page_with_every_variant_full_leads_to_the_waiting_list(client: Client, conference: Conference) -> None:
    conference.variants.filter(name="Zdalnie").delete()
    PlacePool.objects.update(taken=20)

    shown = page(client)

    assert "Nie ma już miejsc w żadnym wariancie. Można zapisać się na listę oczekujących." in shown
    assert "/register/" in shown


def words(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).replace("\u00a0", " ").split())


def test_page_tells_prices_of_today_and_of_later(client: Client, conference: Conference) -> None:
    variant = VariantFactory.create(conference=conference, name="Pełny", price=140000)
    early = PriceLevelFactory.create(conference=conference, until=conference.today())
    PriceFactory.create(variant=variant, level=early, amount=120000)
    PriceFactory.create(variant=variant, level=early, audience=Audience.MEMBERS, amount=100000)
    PriceFactory.create(variant=variant, level=early, rank=Rank.FURTHER, amount=110000)
    variant.vat_rule = VatRuleFactory.create(conference=conference, price_includes_vat=False)
    variant.save()

    shown = words(page(client))

    assert "Pełny 1 200,00 zł za jedną osobę; bez prawa do zwolnienia dolicza się 23% VAT" in shown
    assert "każda kolejna osoba z instytucji: 1 100,00 zł członkowie stowarzyszenia: 1 000,00 zł" in shown
    assert f"do {conference.today():%d.%m.%Y}, później 1 400,00 zł" in shown


def test_page_tells_the_new_price_from_midnight_on(client: Client, conference: Conference) -> None:
    variant = VariantFactory.create(conference=conference, price=141000)
    early = PriceLevelFactory.create(conference=conference, until=conference.today())
    PriceFactory.create(variant=variant, level=early, amount=121000)
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    shown = []
    for seconds in (-1, 1):
        with time_machine.travel(midnight + timedelta(seconds=seconds), tick=False):
            shown.append(words(page(client)))

    assert ["1 210,00 zł za jedną osobę" in text for text in shown] == [True, False]
    assert ["1 410,00 zł za jedną osobę" in text for text in shown] == [False, True]


def test_page_of_a_past_edition_tells_what_is_known(client: Client) -> None:
    association = AssociationFactory.create(slug="razem")
    past = ConferenceFactory.create(
        association=association,
        slug="x-2024",
        starts_on="2024-06-13",
        ends_on="2024-06-15",
        registration_opens_at=None,
        registration_closes_at=None,
        resignation_until=None,
    )
    SessionFactory.create(conference=past, title="Bez znanej godziny", starts_at=None, ends_at=None)

    shown = page(client, "/razem/x-2024/")

    assert "Bez znanej godziny" in shown
    assert "13–15 czerwca 2024" in shown
    assert "Konferencja już się odbyła." in shown


def test_page_escapes_what_organisers_write(client: Client, conference: Conference) -> None:
    Conference.objects.update(motto="<script>alert(1)</script>", summary="<img src=x onerror=alert(1)>")

    shown = page(client)

    assert "<script>alert" not in shown
    assert "<img src=x" not in shown
    assert "&lt;script&gt;alert(1)" in shown


def test_calendar_holds_the_sessions_whose_hours_are_known(client: Client, conference: Conference) -> None:
    SessionFactory.create(conference=conference, title="Bez godziny", starts_at=None, ends_at=None)

    response = client.get("/razem/xi/programme.ics")

    calendar: Any = Calendar.from_ical(response.content)
    events = {str(event["summary"]): event for event in calendar.walk("VEVENT")}
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert set(events) == {conference.title, "Nowelizacja ustawy"}
    session = conference.sessions.get(title="Nowelizacja ustawy")
    assert events["Nowelizacja ustawy"].decoded("dtstart") == session.starts_at
    assert str(events["Nowelizacja ustawy"]["location"]) == "Sala A, Hotel Przykładowy, Zakopane"
    assert client.get("/razem/xi/programme.ics").content == response.content


@pytest.mark.parametrize(
    ("key", "sentence"),
    [("", "Zapłać przelewem w ciągu"), ("sk_test_x", "Zapłać przelewem albo przez internet w ciągu")],
)
def test_conference_page_promises_only_the_ways_of_paying_there_are(
    client: Client, conference: Conference, settings: Settings, key: str, sentence: str
) -> None:
    settings.STRIPE_SECRET_KEY = key

    page = " ".join(client.get("/razem/xi/").content.decode().split())

    assert sentence in page
    assert "E-mailem przyjdzie karta do podpisu i dane do przelewu." in page
    assert [word in page for word in ("proforma", "BLIK")] == [False, False]
