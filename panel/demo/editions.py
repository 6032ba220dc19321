"""The past editions as they are known, and an invented coming edition of each association."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, TypeVar

from django.db.models import Model
from django.utils import timezone

from events.enums import Accent, ConferenceState
from events.models import Association, Conference, Inclusion, PlacePool, Variant, Venue
from panel.demo.programme import write_known_sessions, write_programme
from panel.demo.topics import FORUM, OPIEKA, RAZEM, Topic

# Longer ago than the oldest card comes, weekends included.
OPEN_FOR = timedelta(days=40)
# Until the participants are in, there is room for all; then the pools are cut to what is to be left.
ROOMY = 10_000
WEDNESDAY = 2

Row = TypeVar("Row", bound=Model)


def saved(row: Row) -> Row:
    row.full_clean()
    row.save()
    return row


@dataclass(frozen=True)
class Edition:
    """An invented coming edition. `left` is how many places remain in each pool, in the order of POOLS."""

    slug: str
    weeks_ahead: int
    edition: int | None
    title: str
    motto: str
    theme: str
    summary: str
    city: str
    city_locative: str
    host: str
    venue: Mapping[str, str]
    accent: Accent
    topics: dict[str, Topic]
    left: tuple[int, int, int, int]


HOTEL, SINGLES, HALL, ONLINE = "Hotel", "Pokoje jednoosobowe", "Sala konferencyjna", "Połączenia na żywo"
POOLS = (HOTEL, SINGLES, HALL, ONLINE)

INCLUSIONS = (
    "wykłady, sesje i warsztaty",
    "zaświadczenie o ukończonych szkoleniach",
    "materiały konferencyjne",
    "obiady (3)",
    "przerwy kawowe",
    "kolacja i uroczysta kolacja",
    "2 noclegi ze śniadaniem",
    "pokój tylko dla siebie",
)
EVERYTHING_BUT_A_ROOM = INCLUSIONS[:6]
PRACTICAL = (
    "Recepcja konferencji czeka od godz. 10.00 pierwszego dnia. Pokoje są dostępne od godz. 14.00. "
    "Parking przy hotelu jest bezpłatny. Budynek i sale są dostępne dla osób poruszających się na wózkach. "
    "O innych potrzebach prosimy napisać w uwagach na karcie."
)


@dataclass(frozen=True)
class Offer:
    slug: str
    name: str
    summary: str
    nights: int
    price: int
    pools: tuple[str, ...]
    includes: tuple[str, ...]
    is_remote: bool = False


OFFERS = (
    Offer(
        "pokoj-2-osobowy",
        "I. Pełny udział, pokój dwuosobowy",
        "Trzy dni z noclegami i wyżywieniem, pokój dzielony z drugą osobą.",
        2,
        1200_00,
        (HOTEL, HALL),
        INCLUSIONS[:7],
    ),
    Offer(
        "pokoj-1-osobowy",
        "II. Pełny udział, pokój jednoosobowy",
        "Trzy dni z noclegami i wyżywieniem, pokój tylko dla siebie.",
        2,
        1450_00,
        (HOTEL, SINGLES, HALL),
        INCLUSIONS,
    ),
    Offer(
        "bez-noclegu",
        "III. Udział bez noclegów",
        "Trzy dni na miejscu, bez noclegów i śniadań.",
        0,
        950_00,
        (HALL,),
        EVERYTHING_BUT_A_ROOM,
    ),
    Offer(
        "zdalny",
        "IV. Udział zdalny",
        "Wykłady i szkolenia z sali głównej na żywo przez internet.",
        0,
        250_00,
        (ONLINE,),
        # Nobody scans whoever watches from afar, and certificates are of attendance that was recorded.
        INCLUSIONS[:1],
        is_remote=True,
    ),
)

COMING = {
    "razem": Edition(
        slug="xi-konferencja",
        weeks_ahead=7,
        edition=11,
        title="XI Konferencja RAZEM",
        motto="Blisko ludzi, razem w zmianie",
        theme="usługi społeczne w małych miastach i gminach wiejskich",
        summary=(
            "Trzy dni dla dyrektorów, kierowników i pracowników ośrodków z miejscowości do 50 tysięcy mieszkańców: "
            "zmiany w prawie wyjaśnione na przykładach, szkolenia zakończone zaświadczeniem, warsztaty w małych "
            "grupach i czas na rozmowę z tymi, którzy mierzą się z tym samym."
        ),
        city="Ustroń",
        city_locative="w Ustroniu",
        host="Ośrodek Pomocy Społecznej w Klonodolowie",
        venue={"name": "Hotel Pod Lipami", "street": "ul. Zdrojowa 1", "postal_code": "43-450"},
        accent=Accent.PINE,
        topics=RAZEM,
        left=(3, 0, 24, 60),
    ),
    "forum": Edition(
        slug="konferencja-forum",
        weeks_ahead=8,
        edition=None,
        title="Ogólnopolska Konferencja FORUM",
        motto="Siła wspólnoty lokalnej",
        theme="usługi, rodzina, kadry pomocy społecznej",
        summary=(
            "Konferencja otwarta dla wszystkich, którym bliska jest pomoc społeczna. Z wystąpień i rozmów powstają "
            "rekomendacje, które stowarzyszenie przedstawia ministerstwu."
        ),
        city="Toruń",
        city_locative="w Toruniu",
        host="Miejski Ośrodek Pomocy Rodzinie w Dobrolasowie",
        venue={"name": "Centrum Konferencyjne Spichlerz", "street": "ul. Nabrzeżna 5", "postal_code": "87-100"},
        accent=Accent.COBALT,
        topics=FORUM,
        left=(41, 7, 70, 80),
    ),
    "opieka": Edition(
        slug="konferencja-opieka",
        weeks_ahead=9,
        edition=None,
        title="Konferencja o opiece długoterminowej",
        motto="Opieka, która daje oparcie",
        theme="organizacja i finansowanie opieki długoterminowej",
        summary=(
            "Dla organizatorów i menadżerów domów pomocy, zakładów opiekuńczych i usług w domu. Prawo, pieniądze, "
            "jakość opieki i warsztaty dla kadry, a na koniec wspólne stanowisko regionów."
        ),
        city="Kołobrzeg",
        city_locative="w Kołobrzegu",
        host="Dom Pomocy Społecznej w Brzezimirowie",
        venue={"name": "Hotel Bursztynowa Zatoka", "street": "ul. Wydmowa 3", "postal_code": "78-100"},
        accent=Accent.PLUM,
        topics=OPIEKA,
        left=(52, 11, 85, 90),
    ),
}
PAST_ACCENTS = {"x-2024": Accent.BRICK, "dzwirzyno-2017": Accent.TEAL, "suwalki-2016": Accent.OCHRE}


def write_past_edition(association: Association, facts: Mapping[str, Any]) -> Conference:
    """Only what is known; the rest stays empty."""
    conference = saved(
        Conference(
            association=association,
            slug=facts["slug"],
            state=ConferenceState.PUBLISHED,
            edition=facts["edition"],
            is_jubilee=facts["jubilee"],
            title=facts["title"],
            motto=facts.get("motto") or "",
            theme=facts.get("theme") or "",
            starts_on=date.fromisoformat(facts["starts_on"]),
            ends_on=date.fromisoformat(facts["ends_on"]),
            city=facts["city"],
            city_locative=facts["city_locative"],
            host_institution=facts.get("host_institution") or "",
            accent=PAST_ACCENTS.get(facts["slug"], Accent.SLATE),
        )
    )
    write_known_sessions(conference, facts.get("sessions") or [])
    return conference


def first_day(weeks_ahead: int) -> date:
    """A Wednesday at least so many weeks from today."""
    earliest = timezone.localdate() + timedelta(weeks=weeks_ahead)
    return earliest + timedelta(days=(WEDNESDAY - earliest.weekday()) % 7)


def at(day: date, hour: int) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour)))


def write_coming_edition(association: Association, edition: Edition) -> Conference:
    begins = first_day(edition.weeks_ahead)
    venue = saved(Venue(association=association, city=edition.city, **edition.venue))
    conference = saved(
        Conference(
            association=association,
            venue=venue,
            slug=edition.slug,
            state=ConferenceState.PUBLISHED,
            edition=edition.edition,
            title=edition.title,
            motto=edition.motto,
            theme=edition.theme,
            summary=edition.summary,
            starts_on=begins,
            ends_on=begins + timedelta(days=2),
            city=edition.city,
            city_locative=edition.city_locative,
            host_institution=edition.host,
            accent=edition.accent,
            registration_opens_at=at(timezone.localdate() - OPEN_FOR, 8),
            registration_closes_at=at(begins - timedelta(days=14), 20),
            resignation_until=begins - timedelta(days=21),
            contact_email=f"konferencja@{association.slug}.example",
            contact_phone="00 000 00 00",
            practical=PRACTICAL,
            facts_assumed=True,
        )
    )
    write_variants(conference)
    write_programme(conference, edition.topics)
    return conference


def write_variants(conference: Conference) -> None:
    pools = {name: saved(PlacePool(conference=conference, name=name, size=ROOMY)) for name in POOLS}
    things = {
        name: saved(Inclusion(conference=conference, name=name, position=position))
        for position, name in enumerate(INCLUSIONS)
    }
    for position, offer in enumerate(OFFERS):
        variant = saved(
            Variant(
                conference=conference,
                slug=offer.slug,
                name=offer.name,
                summary=offer.summary,
                nights=offer.nights,
                price=offer.price,
                position=position,
                is_remote=offer.is_remote,
            )
        )
        variant.pools.set([pools[name] for name in offer.pools])
        variant.includes.set([things[name] for name in offer.includes])


def cut_pools(conference: Conference, edition: Edition) -> None:
    """Leave in each pool as many places as the edition is to show."""
    for name, left in zip(POOLS, edition.left, strict=True):
        pool = conference.pools.get(name=name)
        pool.size = pool.taken + left
        pool.save(update_fields=["size"])
