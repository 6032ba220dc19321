"""However files overlap, and in whatever order they come, the ledger holds each transaction once."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from events.models import Association
from payments.enums import TransferState
from payments.models import BankTransaction, Statement
from payments.statements.csv_files import MBANK, CsvLayout
from payments.statements.identity import marks_of, new_among
from payments.statements.importing import import_file
from payments.statements.parsed import ParsedFile, ParsedStatement, ParsedTransaction, Unreadable
from payments.statements.reading import read_statements
from tests.factories.events import AssociationFactory
from tests.payments.statements.samples import ACCOUNT, DIALECTS, MBANK_ROWS, camt, mbank, statement

FIRST = date(2026, 11, 2)
DAYS = 4


def one(
    day: int = 0, amount: int = 120_000, title: str = "konferencja", ref: str = "", **more: object
) -> ParsedTransaction:
    on = FIRST + timedelta(day)
    return replace(ParsedTransaction(on, on, amount, "PLN", "GMINA", "", title, ref), **more)  # type: ignore[arg-type]


def a_file(transactions: Sequence[ParsedTransaction], first: int = 0, last: int = DAYS) -> ParsedFile:
    """A statement of whole days."""
    days = FIRST + timedelta(first), FIRST + timedelta(last)
    within = tuple(each for each in transactions if days[0] <= each.booked_on <= days[1])
    return ParsedFile("mt940", "utf-8", (ParsedStatement(f"PL{ACCOUNT}", "PLN", "", *days, None, None, within),), ())


def keep(ours: Association, parsed: ParsedFile, content: bytes = b"") -> int:
    said = content or repr(parsed).encode()
    return import_file(association=ours, parsed=parsed, content=said, name="wyciag.sta", by=None).added


def ours_with_account() -> Association:
    return AssociationFactory.create(bank_account=ACCOUNT)


def ledger() -> Counter[tuple[object, ...]]:
    return Counter(BankTransaction.objects.values_list("booked_on", "amount", "title", "bank_ref"))


def as_told(transactions: Sequence[ParsedTransaction]) -> Counter[tuple[object, ...]]:
    return Counter((each.booked_on, each.amount, each.title, each.bank_ref) for each in transactions)


@pytest.mark.django_db
def test_two_equal_transfers_of_a_day_are_two_and_a_file_twice_is_one() -> None:
    ours = ours_with_account()
    assert keep(ours, a_file([one()]), b"rano") == 1
    assert keep(ours, a_file([one(), one()]), b"wieczorem") == 1
    assert keep(ours, a_file([one(), one()]), b"wieczorem") == 0
    assert keep(ours, a_file([one(), one()]), b"jeszcze raz, inny plik") == 0
    assert list(BankTransaction.objects.values_list("occurrence", flat=True)) == [0, 1]


@pytest.mark.django_db
def test_numbers_of_the_bank_tell_equal_transfers_of_a_cut_day_apart() -> None:
    ours = ours_with_account()
    assert keep(ours, a_file([one(ref="BR0000001")]), b"1") == 1
    assert keep(ours, a_file([one(ref="BR0000002")]), b"2") == 1
    assert keep(ours, a_file([one(balance_after=1)]), b"3") == 0
    assert keep(ours, a_file([one(balance_after=1), one(balance_after=2), one(balance_after=3)]), b"4") == 1


@pytest.mark.django_db
def test_the_same_transfer_in_three_formats_is_one() -> None:
    ours = ours_with_account()
    files: list[tuple[bytes, CsvLayout | None]] = [(statement(text).encode(), None) for text in DIALECTS.values()]
    files += [(camt().encode(), None), (mbank().encode("cp1250"), MBANK)]
    added = [keep(ours, read_statements(content, layout), content) for content, layout in files]
    assert sum(added) == 1
    assert BankTransaction.objects.get().amount == 120_050


@pytest.mark.django_db
def test_what_went_out_and_foreign_money_have_places_of_their_own() -> None:
    ours = ours_with_account()
    keep(ours, a_file([one(), one(amount=-500), one(currency="EUR")]))
    states = BankTransaction.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == [TransferState.WAITING, TransferState.OUTGOING, TransferState.FOREIGN]


@pytest.mark.django_db
def test_anothers_account_and_a_file_with_problems_leave_nothing() -> None:
    with pytest.raises(Unreadable):
        keep(AssociationFactory.create(bank_account="27114020040000300201355387"), a_file([one()]))
    wrong = read_statements(mbank(MBANK_ROWS[0], MBANK_ROWS[0].replace("1 200,50", "x")).encode(), MBANK)
    with pytest.raises(Unreadable):
        keep(ours_with_account(), wrong)
    assert not Statement.objects.exists()
    assert not BankTransaction.objects.exists()


@pytest.mark.django_db
def test_two_associations_keep_their_own() -> None:
    for ours in (ours_with_account(), ours_with_account()):
        assert keep(ours, a_file([one()])) == 1


a_transaction = st.builds(
    one,
    day=st.integers(0, DAYS),
    amount=st.sampled_from((120_000, 135_000)),
    title=st.sampled_from(("konferencja", "konferencja Nowak", "KU7K4Q29ABM")),
    ref=st.sampled_from(("", "", "NTRF")),
)
some_days = st.tuples(st.integers(0, DAYS), st.integers(0, DAYS)).map(lambda pair: (min(pair), max(pair)))


@settings(max_examples=200, deadline=None)
@given(st.lists(a_transaction, max_size=12), st.lists(some_days, max_size=8), st.randoms())
def test_pure_files_of_whole_days_in_any_order_make_one_ledger(
    bank: list[ParsedTransaction], spans: list[tuple[int, int]], luck: Random
) -> None:
    kept: list[ParsedTransaction] = []
    files = [*spans, (0, DAYS), (0, DAYS)]
    luck.shuffle(files)
    numbered = [replace(each, bank_ref=f"BR{at:07d}" if each.bank_ref else "") for at, each in enumerate(bank)]
    for first, last in files:
        told = a_file(numbered, first, last).transactions
        fresh = new_among(told, [marks_of(each) for each in kept])
        kept += [each.transaction for each in fresh]
    assert as_told(kept) == as_told(numbered)


class Ledger(TestCase):
    """The same, through the database."""

    @settings(max_examples=15, deadline=None)
    @given(st.lists(a_transaction, max_size=8), st.lists(some_days, max_size=4))
    def test_files_of_whole_days_make_one_ledger(
        self, bank: list[ParsedTransaction], spans: list[tuple[int, int]]
    ) -> None:
        ours = ours_with_account()
        for first, last in [*spans, (0, DAYS), *spans]:
            keep(ours, a_file(bank, first, last))
        assert ledger() == as_told(bank)
        keys = list(BankTransaction.objects.values_list("identity", "occurrence"))
        assert len(set(keys)) == len(keys)
