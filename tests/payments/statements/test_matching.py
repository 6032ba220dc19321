"""The five rules by which a transfer settles at once, what speaks against each, and the order of suggestions."""

from dataclasses import replace

import pytest
from stdnum import luhn

from payments.statements.matching import Candidate, Match, Matcher, Reason, Share, Suggestion, Transfer
from payments.statements.naming import Person
from registrations.codes import READABLE

R = Reason


def code(body: str) -> str:
    return f"KU{body}{luhn.calc_check_digit(body, READABLE)}"


RADOMSKO, LODZ, LASK, OTHER_LASK, PAID, CLOSED = (
    code(body) for body in ("7K4Q29A", "M3NP7RT", "XW9CH4F", "YR6TD3E", "P5QH8NM", "HJ3WV9C")
)
CARDS = [
    Candidate(RADOMSKO, 120_000, 1, "MOPS Radomsko", ("Miasto Radomsko",), (Person("Anna", "Kowalska"),)),
    Candidate(LODZ, 80_000, 2, "Dom Pomocy Społecznej w Łodzi", ("Miasto Łódź",), (Person("Jan", "Łoś"),)),
    Candidate(LASK, 50_000, 3, "GOPS Łask", ("Gmina Łask",), (Person("Piotr", "Żak"),)),
    Candidate(OTHER_LASK, 70_000, 3, "GOPS Łask", ("Gmina Łask",), (Person("Maria", "Lis"),)),
    Candidate(PAID, 0, 4, "CUS Zgierz", (), (Person("Olga", "Wilk"),)),
    Candidate(CLOSED, 90_000, 5, "PCPR Sieradz", ("Powiat Sieradz",), (Person("Adam", "Bóbr"),), is_open=False),
]
ACCOUNT = "PL27114020040000300201355387"
DOCUMENTS = {"FV/12/06/2027": RADOMSKO, "FV/13/06/2027": LODZ, "5265877635-20250826-0100001AF629-AF": LASK}


@pytest.fixture
def matcher() -> Matcher:
    return Matcher.of(CARDS, DOCUMENTS, {ACCOUNT: [1], "PL-LASK": [3]})


def settled(match: Match) -> dict[str, int] | None:
    return {share.code: share.amount for share in match.certain.shares} if match.certain else None


def suggested(match: Match) -> list[tuple[list[str], set[Reason], int]]:
    return [([share.code for share in one.shares], set(one.reasons), one.difference) for one in match.suggestions]


def test_code_and_the_whole_balance_settle_at_once(matcher: Matcher) -> None:
    match = matcher.match(Transfer(120_000, f"oplata {RADOMSKO}"))
    expected = Suggestion((Share(RADOMSKO, 120_000),), (R.CODE, R.AMOUNT), 0, 130)
    assert match == Match(expected, (expected,))


@pytest.mark.parametrize(
    ("transfer", "reason"),
    [
        (Transfer(120_000, RADOMSKO.replace("2", "Z")), R.CODE_ALIKE),
        (Transfer(120_000, "za fakture FV 12/06/2027"), R.DOCUMENT),
        (Transfer(120_000, "konferencja", raw=f"TNR {RADOMSKO}"), R.CODE),
        (Transfer(120_000, "konferencja", payer_name=f"GMINA {RADOMSKO}"), R.CODE),
        (Transfer(120_000, "konferencja", raw="faktura fv/12/06/2027"), R.DOCUMENT),
    ],
)
def test_card_is_named_by_look_alikes_documents_and_outside_the_title(
    matcher: Matcher, transfer: Transfer, reason: Reason
) -> None:
    match = matcher.match(transfer)
    assert settled(match) == {RADOMSKO: 120_000}
    assert match.certain is not None
    assert match.certain.reasons == (reason, R.AMOUNT)


def test_two_codes_share_the_sum_of_both(matcher: Matcher) -> None:
    match = matcher.match(Transfer(200_000, f"{LODZ} {RADOMSKO}"))
    assert settled(match) == {LODZ: 80_000, RADOMSKO: 120_000}


def test_code_and_document_of_two_cards_are_both_paid(matcher: Matcher) -> None:
    match = matcher.match(Transfer(200_000, f"{RADOMSKO} oraz FV/13/06/2027"))
    assert settled(match) == {RADOMSKO: 120_000, LODZ: 80_000}
    assert match.certain is not None
    assert set(match.certain.reasons) == {R.CODE, R.DOCUMENT, R.AMOUNT}


@pytest.mark.parametrize(("amount", "difference"), [(119_999, -1), (120_001, 1), (60_000, -60_000)])
def test_other_sum_than_owed_is_only_suggested(matcher: Matcher, amount: int, difference: int) -> None:
    match = matcher.match(Transfer(amount, RADOMSKO))
    assert match.certain is None
    assert suggested(match) == [([RADOMSKO], {R.CODE}, difference)]
    assert [one.score for one in match.suggestions] == [90 if difference > 0 else 100]


def test_two_codes_and_the_sum_of_one_are_suggested_together_and_alone(matcher: Matcher) -> None:
    match = matcher.match(Transfer(80_000, f"{LODZ} {RADOMSKO}"))
    assert match.certain is None
    # The whole money goes to the first, so that the pair and the first alone are one suggestion, the better of both.
    assert suggested(match) == [([LODZ], {R.CODE, R.AMOUNT}, 0), ([RADOMSKO], {R.CODE}, -40_000)]


@pytest.mark.parametrize("title", [PAID, CLOSED])
def test_code_of_a_card_that_owes_nothing_is_said_to_be_closed(matcher: Matcher, title: str) -> None:
    match = matcher.match(Transfer(90_000, title))
    assert match.certain is None
    (one,) = match.suggestions
    assert (one.shares, R.CLOSED in one.reasons) == ((Share(title, 90_000),), True)


def test_strange_code_beside_ours_asks_a_person(matcher: Matcher) -> None:
    match = matcher.match(Transfer(120_000, f"{RADOMSKO} {code('AB2CD3E')}"))
    assert match.certain is None
    assert suggested(match) == [([RADOMSKO], {R.CODE, R.AMOUNT}, 0)]


@pytest.mark.parametrize("amount", [0, -120_000])
def test_money_that_did_not_come_is_not_matched(matcher: Matcher, amount: int) -> None:
    assert matcher.match(Transfer(amount, RADOMSKO)) == Match()
    assert matcher.match(Transfer(120_000, RADOMSKO, currency="EUR")) == Match()


@pytest.mark.parametrize(
    ("transfer", "reasons"),
    [
        # Rule 2: payer and person.
        (Transfer(120_000, "Anna Kowalska", "MOPS RADOMSKO"), (R.PAYER, R.PERSON, R.AMOUNT)),
        (Transfer(120_000, "Anna Kowalska", "MIASTO RADOMSKO"), (R.BUYER, R.PERSON, R.AMOUNT)),
        (Transfer(120_000, "Anna Kowalska", "KSIEGOWOSC", ACCOUNT), (R.ACCOUNT, R.PERSON, R.AMOUNT)),
        # Rule 3: account and name.
        (Transfer(120_000, "konferencja", "MOPS RADOMSKO", ACCOUNT), (R.ACCOUNT, R.PAYER, R.AMOUNT)),
        (Transfer(120_000, "MOPS Radomsko", "KSIEGOWOSC", ACCOUNT), (R.ACCOUNT, R.NAMED, R.AMOUNT)),
        # Rule 4: the buyer pays for a centre.
        (Transfer(120_000, "za MOPS w Radomsku", "MIASTO RADOMSKO"), (R.BUYER, R.NAMED, R.AMOUNT)),
    ],
)
def test_payer_and_what_the_title_names_settle_at_once(
    matcher: Matcher, transfer: Transfer, reasons: tuple[Reason, ...]
) -> None:
    match = matcher.match(transfer)
    assert settled(match) == {RADOMSKO: 120_000}
    assert match.certain is not None
    assert match.certain.reasons == reasons
    assert match.suggestions == (match.certain,)


@pytest.mark.parametrize(
    "transfer",
    [
        Transfer(120_000, "konferencja", "MOPS RADOMSKO"),
        Transfer(120_000, "konferencja", "MIASTO RADOMSKO"),
        Transfer(120_000, "konferencja", "KSIEGOWOSC", ACCOUNT),
        Transfer(120_000, "konferencja", "MIASTO RADOMSKO", ACCOUNT),
        Transfer(120_000, "Anna Kowalska", "KTOS INNY"),
        Transfer(120_000, "MOPS Radomsko", "KTOS INNY"),
        Transfer(120_000, "MOPS Radomsko", "MOPS RADOMSKO"),
        Transfer(119_000, "Anna Kowalska", "MOPS RADOMSKO", ACCOUNT),
        Transfer(120_000, "skladka Anna Kowalska", "MOPS RADOMSKO", ACCOUNT),
        Transfer(120_000, "zwrot Anna Kowalska", "MOPS RADOMSKO", ACCOUNT),
        Transfer(120_000, f"Anna Kowalska {code('AB2CD3E')}", "MOPS RADOMSKO", ACCOUNT),
        Transfer(120_000, f"Anna Kowalska {RADOMSKO[:4]}H{RADOMSKO[5:]}", "MOPS RADOMSKO", ACCOUNT),
        Transfer(120_000, "Anna Kowalska", "MOPS RADOMSKO", ACCOUNT, raw=code("AB2CD3E")),
        # Somebody else is named too, be it one whose card is paid.
        Transfer(120_000, "Jan Łoś", "MOPS RADOMSKO", ACCOUNT),
        Transfer(120_000, "Anna Kowalska, Olga Wilk, Jan Łoś", "MOPS RADOMSKO", ACCOUNT),
        Transfer(120_000, "Olga Wilk", "MOPS RADOMSKO", ACCOUNT),
    ],
)
def test_less_than_that_is_only_suggested(matcher: Matcher, transfer: Transfer) -> None:
    match = matcher.match(transfer)
    assert match.certain is None
    assert RADOMSKO in [share.code for one in match.suggestions for share in one.shares]


def test_nothing_known_suggests_nothing(matcher: Matcher) -> None:
    assert matcher.match(Transfer(120_000, "konferencja", "KTOS INNY")) == Match()
    assert Matcher.of([]).match(Transfer(120_000, RADOMSKO, "MOPS RADOMSKO", ACCOUNT)) == Match()


def test_two_cards_of_one_institution_and_one_sum_ask_a_person() -> None:
    twins = [replace(CARDS[0], code=one, people=()) for one in (RADOMSKO, LODZ)]
    match = Matcher.of(twins, {}, {ACCOUNT: [1]}).match(Transfer(120_000, "konferencja", "MOPS RADOMSKO", ACCOUNT))
    assert match.certain is None
    assert [one.shares[0].code for one in match.suggestions] == sorted([RADOMSKO, LODZ])


def test_several_people_settle_their_cards_together(matcher: Matcher) -> None:
    match = matcher.match(Transfer(120_000, "Piotr Żak, Maria Lis", "GMINA ŁASK"))
    assert settled(match) == {LASK: 50_000, OTHER_LASK: 70_000}
    assert match.certain is not None
    assert match.certain.reasons == (R.BUYER, R.PERSON, R.AMOUNT)


@pytest.mark.parametrize(
    "transfer",
    [
        Transfer(120_000, "Piotr Żak, Maria Lis", "KTOS INNY"),
        Transfer(120_001, "Piotr Żak, Maria Lis", "GMINA ŁASK"),
        Transfer(50_000 + 80_000, "Piotr Żak, Jan Łoś", "GMINA ŁASK"),
    ],
)
def test_several_people_of_unknown_payers_or_of_another_sum_ask_a_person(matcher: Matcher, transfer: Transfer) -> None:
    match = matcher.match(transfer)
    assert match.certain is None
    assert match.suggestions


def test_person_of_two_cards_makes_nothing_certain() -> None:
    double = [replace(CARDS[2], people=CARDS[3].people), CARDS[3]]
    match = Matcher.of(double).match(Transfer(120_000, "Maria Lis", "GMINA ŁASK"))
    assert match.certain is None
    assert (sorted([LASK, OTHER_LASK]), {R.PERSON, R.BUYER, R.AMOUNT, R.ALL_OF_PAYER}, 0) in suggested(match)


def test_all_that_a_payer_owes_is_suggested_together_first(matcher: Matcher) -> None:
    match = matcher.match(Transfer(120_000, "faktury", "GOPS ŁASK", "PL-LASK"))
    assert match.certain is None
    (first, *rest) = suggested(match)
    assert first == (sorted([LASK, OTHER_LASK]), {R.PAYER, R.ACCOUNT, R.ALL_OF_PAYER, R.AMOUNT}, 0)
    assert [codes for codes, _reasons, _difference in rest] == [[OTHER_LASK], [LASK]]
    assert [difference for _codes, _reasons, difference in rest] == [50_000, 70_000]


def test_near_code_is_suggested_with_what_else_speaks_for_it(matcher: Matcher) -> None:
    match = matcher.match(Transfer(120_000, f"{RADOMSKO[:4]}H{RADOMSKO[5:]}", "MOPS RADOMSKO"))
    assert suggested(match) == [([RADOMSKO], {R.CODE_NEAR, R.PAYER, R.AMOUNT}, 0)]
    assert match.suggestions[0].score == 110


def test_near_code_of_a_closed_card_is_no_suggestion(matcher: Matcher) -> None:
    assert matcher.match(Transfer(90_000, f"{CLOSED[:4]}A{CLOSED[5:]}")).suggestions == ()


def test_payer_of_a_closed_card_is_nobody(matcher: Matcher) -> None:
    assert matcher.match(Transfer(90_000, "Adam Bóbr", "PCPR SIERADZ")) == Match()


def test_what_was_paid_meanwhile_is_owed_no_more(matcher: Matcher) -> None:
    matcher.paid(RADOMSKO, 20_000)
    assert matcher.cards[RADOMSKO].balance == 100_000
    assert matcher.owes(RADOMSKO)
    assert settled(matcher.match(Transfer(100_000, RADOMSKO))) == {RADOMSKO: 100_000}
    matcher.paid(RADOMSKO, 100_000)
    assert not matcher.owes(RADOMSKO)
    assert matcher.match(Transfer(100_000, "Anna Kowalska", "MOPS RADOMSKO")).suggestions == ()


def test_money_goes_to_each_card_as_far_as_it_reaches_and_the_rest_to_the_last(matcher: Matcher) -> None:
    codes = [LASK, PAID, LODZ]
    assert matcher.shares(40_000, codes) == (Share(LASK, 40_000),)
    assert matcher.shares(60_000, codes) == (Share(LASK, 50_000), Share(LODZ, 10_000))
    assert matcher.shares(500_000, codes) == (Share(LASK, 50_000), Share(LODZ, 450_000))
    matcher.paid(PAID, 5_000)
    assert matcher.shares(60_000, [PAID, LASK]) == (Share(LASK, 60_000),)
    assert matcher.suggest(Transfer(50_000, ""), [LASK, PAID], set()).difference == 0


def test_no_more_than_nine_are_suggested_and_the_likeliest_first() -> None:
    many = [
        Candidate(code(f"{letter}222222"), 1_000 * number, 7, "MOPS Radomsko")
        for number, letter in enumerate(READABLE[:12], 1)
    ]
    match = Matcher.of(many).match(Transfer(5_000, "konferencja", "MOPS RADOMSKO"))
    assert len(match.suggestions) == 9
    assert suggested(match)[0] == ([many[4].code], {R.PAYER, R.AMOUNT}, 0)
    assert [one.difference for one in match.suggestions[1:5]] == [-1_000, -2_000, -3_000, -4_000]
    assert [one.score for one in match.suggestions] == [50, 20, 20, 20, 20, 20, 20, 20, 10]
    owed = sum(one.balance for one in many)
    together = Matcher.of(many).match(Transfer(owed, "konferencja", "MOPS RADOMSKO")).suggestions[0]
    assert (len(together.shares), together.score) == (12, 65)
