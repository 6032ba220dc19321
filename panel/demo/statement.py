"""A bank statement to try the import with: as if the cards that still owe had been paid today, well and badly."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from events.models import Association, Conference
from registrations.models import ParticipationCard
from registrations.search import fold

MOST_CARDS = 12
PIECE, PIECES = 27, 6
OPENING = 1_000_000
# An account that is nobody's: no bank has the number 99999999.
PAYER = "{check:02d}99999999{number:016d}"


@dataclass(frozen=True)
class Came:
    """`amount` in grosze, below nothing for what went out."""

    amount: int
    title: str
    payer: str


def sample_statement(conference: Conference) -> str:
    """MT940 as PKO BP writes it, of the association's account."""
    owing = ParticipationCard.objects.active().filter(conference=conference).select_related("institution")
    cards = [card for card in owing.order_by("pay_by", "pk") if card.balance > 0][:MOST_CARDS]
    return written(conference.association, [*transfers_for(cards), *others()], timezone.localdate())


def transfers_for(cards: list[ParticipationCard]) -> Iterator[Came]:
    """In turn: by the code, by the code in two pieces, too little, by a person alone, by nothing but the payer."""
    for number, card in enumerate(cards):
        payer, name = payer_of(card), person_of(card)
        ways = (
            Came(card.balance, f"Oplata za konferencje {card.code}", payer),
            Came(card.balance, f"{card.code[:5]} {card.code[5:]} {name}", payer),
            Came(max(card.balance // 2, 1), f"Zaliczka {card.code.lower()}", payer),
            Came(card.balance, f"Udzial w konferencji {name}", payer),
            Came(card.balance, "Konferencja, zgodnie z pismem", payer),
        )
        yield ways[number % len(ways)]


def others() -> list[Came]:
    return [
        Came(5_000, "Skladka czlonkowska za rok biezacy", "CZLONEK WSPIERAJACY"),
        Came(33_300, "Konferencja", "FIRMA NIEZNANA SP. Z O.O."),
        Came(-123_450, "Zaliczka za sale", "OSRODEK SZKOLENIOWY"),
    ]


def payer_of(card: ParticipationCard) -> str:
    buyer = card.parties.filter(role="buyer").first()
    return fold(buyer.name if buyer else card.institution.name).upper()


def person_of(card: ParticipationCard) -> str:
    person = card.participants.on_card().order_by("pk").first()
    return fold(f"{person.last_name} {person.first_name}").title() if person else ""


def written(association: Association, came: list[Came], day: date) -> str:
    closing = OPENING + sum(one.amount for one in came)
    lines = [
        ":20:DEMO",
        f":25:/PL{association.bank_account}",
        f":28C:{day:%j}",
        f":60F:C{day:%y%m%d}PLN{sum_of(OPENING)}",
    ]
    for number, one in enumerate(came, 1):
        sign = "C" if one.amount > 0 else "D"
        lines.append(
            f":61:{day:%y%m%d}{day:%m%d}{sign}{sum_of(abs(one.amount))}S222NONREF//DEMO{day:%y%m%d}{number:04d}"
        )
        lines += details(one, number)
    return "\r\n".join([*lines, f":62F:C{day:%y%m%d}PLN{sum_of(closing)}", "-", ""])


def details(one: Came, number: int) -> Iterator[str]:
    yield ":86:020~00152"
    pieces = [one.title[start : start + PIECE] for start in range(0, len(one.title), PIECE)][:PIECES]
    yield from (f"~{20 + place}{piece}" for place, piece in enumerate(pieces))
    account = account_number(1000 + number)
    yield from (f"~30{account[2:10]}", f"~31{account[10:]}", f"~32{one.payer[:PIECE]}")
    if one.payer[PIECE:]:
        yield f"~33{one.payer[PIECE : 2 * PIECE]}"
    yield f"~38PL{account}"


def account_number(number: int) -> str:
    """With the check digits that an IBAN of Poland has: P and L are 25 and 21."""
    check = 98 - int(f"99999999{number:016d}252100") % 97
    return PAYER.format(check=check, number=number)


def sum_of(grosze: int) -> str:
    return f"{grosze // 100},{grosze % 100:02d}"
