"""Cards and transfers for benchmarks.statements, written in bulk."""

from datetime import date
from random import Random

from events.models import Association
from payments.models import BankTransaction
from registrations.enums import PartyRole
from registrations.models import CardParty, Institution, Participant, ParticipationCard
from registrations.search import sort_key
from tests.factories.events import ConferenceFactory, VariantFactory
from tests.factories.registrations import CardFactory, InstitutionFactory
from tests.factories.statements import BankAccountFactory, BankTransactionFactory, StatementFactory

STARTS = ("Rado", "Kami", "Belcha", "Zako", "Boch", "Lip", "Kiel", "Sando", "Osie", "Mszczo", "Tar", "El", "Ska", "Kra")
ENDS = ["msk", "ensko", "tow", "pane", "nia", "nica", "ce", "mierz", "sk", "now", "kow", "ecz"]
KINDS = ("Miejski Ośrodek Pomocy Społecznej w", "GOPS", "MOPS", "PCPR", "Dom Pomocy Społecznej w")
NAMES = ["Anna", "Maria", "Ewa", "Piotr", "Jan", "Tomasz", "Halina", "Beata", "Joanna", "Paweł"]
PRICES = (120_000, 135_000, 240_000, 270_000)
BATCH = 1000
TITLE_OF_FIVE = 5


def prepare(count: int, luck: Random) -> Association:
    """So many open cards with two people each, two to an institution, and one transfer for each card."""
    conference = ConferenceFactory.create()
    association = conference.association
    variant = VariantFactory.create(conference=conference)
    towns = [start + end for start in STARTS for end in ENDS]
    institutions = Institution.objects.bulk_create(
        InstitutionFactory.build(association=association, name=f"{luck.choice(KINDS)} {town} {number}", city=town)
        for number, town in enumerate(luck.choices(towns, k=count // 2))
    )
    cards = ParticipationCard.objects.bulk_create(
        [
            CardFactory.build(
                conference=conference,
                institution=institutions[number // 2],
                due=luck.choice(PRICES),
                pay_by=date(2026, 12, 1),
            )
            for number in range(count)
        ],
        batch_size=BATCH,
    )
    CardParty.objects.bulk_create(
        [CardParty(card=card, role=PartyRole.BUYER, name=f"Gmina {card.institution.city}") for card in cards],
        batch_size=BATCH,
    )
    people = [(luck.choice(NAMES), f"{luck.choice(towns)}ska") for _ in range(2 * count)]
    Participant.objects.bulk_create(
        [
            Participant(
                card=cards[number // 2],
                conference=conference,
                variant=variant,
                first_name=first,
                last_name=last,
                email="a@example.org",
                sort_key=sort_key(last, first),
            )
            for number, (first, last) in enumerate(people)
        ],
        batch_size=BATCH,
    )
    write_transfers(association, cards, people)
    return association


def write_transfers(association: Association, cards: list[ParticipationCard], people: list[tuple[str, str]]) -> None:
    account = BankAccountFactory.create(association=association)
    statement = StatementFactory.create(account=account)
    rows = []
    for number, card in enumerate(cards):
        who = " ".join(people[2 * number])
        named = f"Opłata za konferencję {card.code} {who}"
        title = named if number % TITLE_OF_FIVE else f"konferencja {who} {card.institution.name}"
        payer = f"GMINA {card.institution.city} UL. RYNEK 1".upper()
        made = BankTransactionFactory.build(
            account=account,
            statement=statement,
            amount=card.due,
            title=title,
            payer_name=payer,
            raw=f"~20{title}~32{payer}",
        )
        rows.append(made)
    BankTransaction.objects.bulk_create(rows, batch_size=BATCH)
