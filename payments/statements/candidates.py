"""The cards of an association as matching sees them. Six queries, however many cards."""

from collections import defaultdict
from collections.abc import Mapping

from events.models import Association
from payments.models import BankTransaction, Document, PayerAccount, Payment
from payments.statements.matching import Candidate, Matcher, Transfer
from payments.statements.naming import Person, base, bases_in, words_of
from registrations.enums import CardState, ParticipantState
from registrations.models import CardParty, Participant, ParticipationCard

ON_CARD = (ParticipantState.REGISTERED, ParticipantState.WAITING)


def matcher_for(association: Association, documents: Mapping[str, str] | None = None) -> Matcher:
    """`documents` are numbers of invoices, proformas and KSeF to codes of cards."""
    numbers = document_numbers(association) if documents is None else documents
    return Matcher.of(candidates(association), numbers, known_accounts(association))


def document_numbers(association: Association) -> dict[str, str]:
    """Numbers of the association's documents, also those of KSeF, to the codes of their cards; each told once."""
    cards: dict[str, set[str]] = defaultdict(set)
    rows = Document.objects.filter(association=association).order_by()
    for number, ksef_number, code in rows.values_list("number", "ksef_number", "card__code"):
        cards[number].add(code)
        cards[ksef_number].add(code)
    return {number: codes.pop() for number, codes in cards.items() if number and len(codes) == 1}


def known_accounts(association: Association) -> dict[str, set[int]]:
    accounts: dict[str, set[int]] = defaultdict(set)
    known = PayerAccount.objects.filter(institution__association=association)
    # What is told by payments outlives the merging of two institutions.
    paid = Payment.objects.filter(
        transaction__account__association=association, reverses__isnull=True, reversed_by__isnull=True
    ).exclude(transaction__payer_account="")
    pairs = {*known.values_list("number", "institution_id")}
    pairs |= {*paid.values_list("transaction__payer_account", "card__institution_id")}
    for number, institution in pairs:
        accounts[number].add(institution)
    return accounts


def candidates(association: Association) -> list[Candidate]:
    """All cards, also paid and cancelled ones: their codes are to be recognised too."""
    cards = ParticipationCard.objects.filter(conference__association=association)
    parties = names_by_card(association)
    people = people_by_card(association)
    fields = (
        "pk",
        "code",
        "due",
        "settled",
        "state",
        "currency",
        "institution_id",
        "institution__name",
        "institution__city",
    )
    return [
        Candidate(
            code=code,
            balance=due - settled,
            institution=institution,
            name=with_town(name, town),
            others=tuple(parties.get(key, ())),
            people=tuple(people.get(key, ())),
            is_open=state == CardState.SUBMITTED and currency == "PLN",
        )
        for key, code, due, settled, state, currency, institution, name, town in cards.order_by("pk").values_list(
            *fields
        )
    ]


def names_by_card(association: Association) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    rows = CardParty.objects.filter(card__conference__association=association, card__state=CardState.SUBMITTED)
    for key, name, town in rows.order_by("pk").values_list("card_id", "name", "city"):
        found[key].append(with_town(name, town))
    return found


def people_by_card(association: Association) -> dict[int, list[Person]]:
    found: dict[int, list[Person]] = defaultdict(list)
    rows = Participant.objects.filter(
        conference__association=association, state__in=ON_CARD, card__state=CardState.SUBMITTED
    )
    for key, first, last in rows.order_by("pk").values_list("card_id", "first_name", "last_name"):
        found[key].append(Person(first, last))
    return found


def with_town(name: str, town: str) -> str:
    """`MOPS` alone names nobody: the town belongs to it."""
    told = bases_in(words_of(name))
    return name if {base(word) for word in words_of(town)} <= told else f"{name} {town}"


def transfer_of(one: BankTransaction) -> Transfer:
    """What is left of the transaction to be matched."""
    return Transfer(one.rest, one.title, one.payer_name, one.payer_account, one.raw, one.currency)
