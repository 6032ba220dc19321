"""Seventy invented centres in towns that are on no map."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count, cycle, islice

from stdnum.pl import nip

from events.enums import Voivodeship
from registrations.enums import InstitutionKind
from registrations.inputs import Party

HOW_MANY = 70

STEMS = (
    "Klonodol",
    "Dobrolas",
    "Miłobrod",
    "Cichowod",
    "Sosnogór",
    "Jaworzyc",
    "Lipomir",
    "Brzezimir",
    "Dębosław",
    "Wierzbolas",
    "Jasnopol",
    "Białobór",
    "Złotosad",
    "Wielomost",
)
# The ending of a town's name, and the one it takes after "w".
ENDINGS = (("ów", "owie"), ("owo", "owie"), ("owice", "owicach"), ("ówka", "ówce"), ("ówek", "ówku"))

K = InstitutionKind
# The name before the town, and the head's position.
KINDS: dict[InstitutionKind, tuple[str, str]] = {
    K.MOPS: ("Miejski Ośrodek Pomocy Społecznej w", "dyrektor"),
    K.GOPS: ("Gminny Ośrodek Pomocy Społecznej w", "kierownik"),
    K.MGOPS: ("Miejsko-Gminny Ośrodek Pomocy Społecznej w", "kierownik"),
    K.OPS: ("Ośrodek Pomocy Społecznej w", "kierownik"),
    K.CUS: ("Centrum Usług Społecznych w", "dyrektor"),
    K.PCPR: ("Powiatowe Centrum Pomocy Rodzinie w", "dyrektor"),
    K.DPS: ("Dom Pomocy Społecznej w", "dyrektor"),
    K.OFFICE: ("Urząd Miejski w", "burmistrz"),
    K.NGO: ("Fundacja „Dobry Sąsiad” w", "prezes zarządu"),
}
ORDER = (K.MOPS, K.GOPS, K.MGOPS, K.GOPS, K.OPS, K.MOPS, K.CUS, K.GOPS, K.PCPR, K.MGOPS, K.DPS, K.GOPS, K.OFFICE, K.NGO)
STREETS = ("ul. Rynek", "ul. Szkolna", "ul. Lipowa", "ul. Kościelna", "ul. Parkowa", "ul. Ogrodowa", "ul. Słoneczna")


@dataclass(frozen=True)
class Centre:
    """A centre and who is invoiced for it; `domain` is where its people have their mail."""

    party: Party
    buyer: Party
    kind: InstitutionKind
    voivodeship: Voivodeship
    head_position: str
    domain: str
    phone: str


def invented_nips() -> Iterator[str]:
    """Valid check digits after 999 and zeros: no tax office is known to give numbers that begin so."""
    for number in count(1):
        yield from (candidate for check in range(10) if nip.is_valid(candidate := f"999000{number:03d}{check}"))


def invented_centres() -> list[Centre]:
    towns = ((f"{stem}{name}", f"{stem}{where}") for name, where in ENDINGS for stem in STEMS)
    pairs = zip(towns, cycle(ORDER), cycle(Voivodeship), strict=False)
    numbers = invented_nips()
    return [
        centre(index, town, kind, voivodeship, numbers)
        for index, (town, kind, voivodeship) in enumerate(islice(pairs, HOW_MANY))
    ]


def centre(
    index: int, town: tuple[str, str], kind: InstitutionKind, voivodeship: Voivodeship, numbers: Iterator[str]
) -> Centre:
    name, where = town
    title, head = KINDS[kind]
    postal_code = f"{10 + index:02d}-{100 + 7 * index:03d}"
    party = Party(
        f"{title} {where}", f"{STREETS[index % len(STREETS)]} {index % 40 + 1}", postal_code, name, next(numbers)
    )
    return Centre(
        party=party,
        buyer=buyer_of(kind, party, name, numbers),
        kind=kind,
        voivodeship=voivodeship,
        head_position=head,
        domain=f"{kind}{index + 1:02d}.example.org",
        phone=f"{22 + index % 60:02d} 000 {index + 10:02d} {index * 7 % 90 + 10:02d}",
    )


def buyer_of(kind: InstitutionKind, party: Party, town: str, numbers: Iterator[str]) -> Party:
    """The municipality or county to which the centre belongs; a foundation buys for itself."""
    if kind == K.NGO:
        return party
    buyer = f"Powiat {town}" if kind == K.PCPR else f"Gmina {town}"
    return Party(buyer, "ul. Ratuszowa 1", party.postal_code, party.city, next(numbers))
