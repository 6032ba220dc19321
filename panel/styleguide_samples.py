"""Invented content for the styleguide; nothing of it is ever saved."""

from datetime import date, datetime, time, timedelta
from types import SimpleNamespace
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from django import forms

from events.enums import Accent
from events.models import Association, Conference, Venue

WARSAW = ZoneInfo("Europe/Warsaw")
LETTER_AT = datetime(2027, 4, 12, 9, 5, tzinfo=WARSAW)
INCLUSIONS = ["dwa noclegi", "śniadania", "obiady i kawa", "uroczysta kolacja", "materiały", "zaświadczenie"]
# Name, one line, price, how many of the inclusions (below zero: all but the first), places left, places, state.
OFFERS = [
    ("Pełny udział, pokój 2-osobowy", "Nocleg ze wskazaną osobą", 120_000, 6, 41, 100, "free"),
    ("Pełny udział, pokój 1-osobowy", "Pokój tylko dla siebie", 145_000, 6, 3, 20, "last"),
    ("Bez noclegów i śniadań", "Dla uczestników z okolicy", 95_000, -2, 0, 30, "full"),
    ("Udział zdalny", "Sesje plenarne na żywo", 25_000, -4, None, None, "free"),
]


class SampleSession(NamedTuple):
    day: int
    time_from: time
    time_to: time
    title: str
    kind: str = "break"
    kind_label: str = ""
    speakers: tuple[str, ...] = ()
    hall: str = ""
    mode: str = "on_site"


CHANGES_IN_LAW = "Zmiany w ustawie o pomocy społecznej: najnowsze zapisy i ich praktyczne skutki"
PRESIDENT = "Anna Wiśniewska-Brzęczyszczykiewicz, prezes stowarzyszenia"
LOCAL_PLANS = "Cele lokalnych planów deinstytucjonalizacji"
REGIONAL_CENTRE = "Regionalne Centrum Polityki Społecznej w Łodzi"
TALKERS = ("Katarzyna Nowak", "Piotr Zieliński")
TALK = "Dyskusja: jak rozmawiać z gminą o etatach"
END = "Podsumowanie, wnioski i wręczenie zaświadczeń"
SESSIONS = [
    SampleSession(0, time(11), time(13), "Rejestracja uczestników", hall="Recepcja"),
    SampleSession(0, time(13), time(13, 30), "Otwarcie konferencji", "opening", "otwarcie", (PRESIDENT,), "Giewont"),
    SampleSession(0, time(13, 30), time(15), CHANGES_IN_LAW, "lecture", "wykład", ("Maciej Kowalczyk",), "Giewont"),
    SampleSession(0, time(15), time(15, 30), "Przerwa na kawę"),
    SampleSession(0, time(15, 30), time(17), LOCAL_PLANS, "training", "szkolenie", (REGIONAL_CENTRE,), mode="online"),
    SampleSession(1, time(9), time(11), "MOPS, GOPS, CUS – dobre praktyki", "session", "sesja", TALKERS, "Sala Rysy"),
    SampleSession(1, time(11), time(11, 30), "Przerwa na kawę"),
    SampleSession(1, time(11, 30), time(13), TALK, "discussion", "dyskusja", (), "Sala Rysy"),
    SampleSession(2, time(9), time(10, 30), END, "closing", "zakończenie", (), "Giewont"),
]
TABS = [
    {"label": "Uczestnicy", "url": "#tabs", "current": True, "count": 186},
    {"label": "Karty", "url": "#tabs", "current": False, "count": 70},
    {"label": "Wpłaty", "url": "#tabs", "current": False},
]
STEPS = [
    {"label": "Instytucja", "url": "#stepper", "current": False},
    {"label": "Uczestnicy", "current": True},
    {"label": "Faktura", "current": False},
    {"label": "Sprawdzenie", "current": False},
]
CHIPS = [
    {"label": "Wariant: pokój 1-osobowy", "remove_url": "#chips"},
    {"label": "Bez wpłaty", "remove_url": "#chips"},
]
RENAMED = [{"label": "Nazwisko", "before": "Kowalska", "after": "Kowalska-Żak"}]
ENTRIES = [
    {"at": LETTER_AT, "title": "Karta wysłana", "by": "GOPS w Łękach", "tone": "info"},
    {"at": LETTER_AT + timedelta(days=2), "title": "Zmieniono uczestnika", "by": "Anna Lis", "changes": RENAMED},
    {"at": LETTER_AT + timedelta(days=9), "title": "Wpłata 2 400,00 zł", "by": "przelew", "tone": "settled"},
]
LINES = [{"label": "2 × pokój 2-osobowy", "amount": 240_000}, {"label": "1 × bez noclegów", "amount": 95_000}]
TOTAL = 335_000
PEOPLE = [
    ("Kowalska-Żak Aleksandra", "GOPS w Łękach Szlacheckich", "settled", "Opłacone", 120_000),
    ("Nowak Piotr", "Miejski Ośrodek Pomocy Rodzinie w Koszalinie", "waiting", "Czeka na wpłatę do 30.05", 145_000),
    ("Wójcik Maria", "DPS „Pogodna Jesień”", "problem", "Po terminie od 4 dni", 95_000),
]
ROWS = [dict(zip(("name", "of", "tone", "state", "amount"), person, strict=True)) for person in PEOPLE]
NAV = [("Pulpit", "speedometer2"), ("Uczestnicy", "people"), ("Karty", "file-earmark-text"), ("Wpłaty", "cash-coin")]
NAV += [("Program", "calendar3"), ("Listy", "envelope")]
NAV_ITEMS: list[dict[str, Any]] = [
    {"label": label, "icon": icon, "url": "?show=panel", "current": label == "Karty", "count": 4 * (label == "Karty")}
    for label, icon in NAV
]
SCANNER = {"label": "Skaner", "icon": "qr-code-scan", "url": "?show=panel", "current": False}


class SampleForm(forms.Form):
    """One field of each kind that Django can draw."""

    name = forms.CharField(label="Imię i nazwisko", help_text="Tak, jak ma stać na zaświadczeniu.", max_length=60)
    email = forms.EmailField(label="Adres e-mail", required=False)
    nip = forms.CharField(label="NIP nabywcy", help_text="Dziesięć cyfr, bez kresek.", max_length=10)
    variant = forms.ChoiceField(label="Wariant", choices=[("a", "Pokój 2-osobowy"), ("b", "Pokój 1-osobowy")])
    diet = forms.ChoiceField(
        label="Posiłki", widget=forms.RadioSelect, choices=[("all", "Jem wszystko"), ("veg", "Bez mięsa")]
    )
    days = forms.MultipleChoiceField(
        label="Dni", widget=forms.CheckboxSelectMultiple, choices=[("1", "środa"), ("2", "czwartek")], required=False
    )
    arrival = forms.DateField(label="Przyjazd", widget=forms.DateInput(attrs={"type": "date"}), required=False)
    remarks = forms.CharField(label="Uwagi", widget=forms.Textarea, required=False)
    scan = forms.FileField(label="Skan podpisanej karty", required=False)
    consent = forms.BooleanField(
        label="Zapoznałam się z informacją o przetwarzaniu danych osobowych.",
        help_text="Bez tego nie przyjmiemy karty.",
    )


def sample_conference() -> Conference:
    """Never saved: only its fields are read."""
    association = Association(
        slug="razem",
        name="Ogólnopolskie Stowarzyszenie Miejskich i Gminnych Ośrodków Pomocy Społecznej „RAZEM”",
        short_name="OS MiGOPS RAZEM",
        street="ul. Kościuszki 12A",
        postal_code="97-500",
        city="Radomsko",
        email="biuro@example.org",
        phone="44 683 28 85",
    )
    venue = Venue(
        association=association,
        name="Hotel Pod Reglami",
        street="ul. Sienkiewicza 8",
        postal_code="34-500",
        city="Zakopane",
    )
    return Conference(
        association=association,
        venue=venue,
        slug="x-2027",
        edition=10,
        is_jubilee=True,
        title="Jubileuszowa X Konferencja",
        motto="Oczekiwania na NOWE w pomocy społecznej",
        theme="Deinstytucjonalizacja usług społecznych",
        summary="Trzy dni rozmów z ludźmi, którzy prowadzą ośrodki takie jak Państwa: co zmienia ustawa, jak napisać"
        " lokalny plan, który da się wykonać, i skąd wziąć ludzi.\n\nZaświadczenie o liczbie godzin szkolenia każdy"
        " uczestnik pobierze wieczorem ostatniego dnia.",
        starts_on=date(2027, 6, 16),
        ends_on=date(2027, 6, 18),
        city="Zakopane",
        city_locative="w Zakopanem",
        host_institution="Miejski Ośrodek Pomocy Społecznej w Zakopanem",
        accent=Accent.PINE,
        registration_closes_at=datetime(2027, 5, 30, 23, 59, tzinfo=WARSAW),
        resignation_until=date(2027, 6, 2),
        practical="Parking przy hotelu jest bezpłatny. Z dworca kursuje autobus w dniu przyjazdu o 10.30 i 12.00.",
        contact_email="konferencja@example.org",
        contact_phone="44 683 28 85",
    )


def sample_variants() -> list[SimpleNamespace]:
    return [
        SimpleNamespace(
            name=name,
            summary=summary,
            price=price,
            includes=[(label, index < kept if kept > 0 else index >= -kept) for index, label in enumerate(INCLUSIONS)],
            places_left=left,
            places_size=size,
            state=state,
        )
        for name, summary, price, kept, left, size, state in OFFERS
    ]


def sample_programme(first: date) -> list[tuple[date, list[SampleSession]]]:
    days: dict[date, list[SampleSession]] = {}
    for session in SESSIONS:
        days.setdefault(first + timedelta(days=session.day), []).append(session)
    return list(days.items())
