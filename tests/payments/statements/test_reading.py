from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from payments.statements.csv_files import MBANK, CsvLayout
from payments.statements.parsed import ParsedFile, Unreadable
from payments.statements.reading import MOST_BYTES, read_statements
from tests.payments.statements.samples import ACCOUNT, DIALECTS, MBANK_ROWS, PAYER, camt, entry, mbank, statement


def bare(text: str) -> str:
    return "".join(text.split()).casefold()


def assert_the_transfer(parsed: ParsedFile) -> None:
    """All samples tell of the same transfer."""
    assert parsed.problems == ()
    assert parsed.warnings == ()
    [found] = parsed.statements
    [one] = found.transactions
    assert (found.account, found.opening, found.closing, found.difference) == (f"PL{ACCOUNT}", 100_000, 220_050, 0)
    assert (found.first_day.month, found.last_day) == (11, date(2026, 11, 2))
    assert (one.booked_on, one.value_on) == (date(2026, 11, 2), date(2026, 11, 2))
    assert (one.amount, one.currency, one.payer_account) == (120_050, "PLN", f"PL{PAYER}")
    assert one.payer_name.startswith("GMINA RADOMSKO")
    folded = bare(one.title).replace("ł", "l").replace("ę", "e")
    assert folded == bare("Oplata za konferencje KU7K4Q29ABM Kowalska")


@pytest.mark.parametrize("bank", DIALECTS)
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_every_dialect_of_mt940_tells_the_same(bank: str, ends: str) -> None:
    text = statement(DIALECTS[bank]).replace("\n", ends)
    parsed = read_statements(text.encode("utf-8"))

    assert parsed.format == "mt940"
    assert_the_transfer(parsed)
    assert parsed.transactions[0].bank_ref == "BR07281234567890"


@pytest.mark.parametrize("version", ["02", "03", "04", "05", "06", "07", "08"])
def test_camt_is_read_in_versions_02_to_08(version: str) -> None:
    parsed = read_statements(camt(version).encode())

    assert parsed.format == "camt053"
    assert_the_transfer(parsed)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1250", "iso-8859-2", "cp852"])
def test_csv_of_mbank_is_read_in_every_encoding(encoding: str) -> None:
    parsed = read_statements(mbank().encode(encoding), MBANK)

    assert parsed.encoding == encoding.removesuffix("-sig")
    assert_the_transfer(parsed)
    assert parsed.transactions[0].title == "Opłata za konferencję KU7K4Q29ABM Kowalska"
    assert parsed.transactions[0].balance_after == 220_050


@pytest.mark.parametrize("encoding", ["utf-8", "cp1250", "iso-8859-2", "cp852"])
def test_polish_letters_of_mt940_are_kept(encoding: str) -> None:
    text = statement(entry("020~00152~20Zażółć gęślą jaźń KU7K4Q29ABM~32OŚRODEK POMOCY~33SPOŁECZNEJ ŁÓDŹ"))
    [one] = read_statements(text.encode(encoding)).transactions

    assert one.title == "Zażółć gęślą jaźń KU7K4Q29ABM"
    assert one.payer_name == "OŚRODEK POMOCY SPOŁECZNEJ ŁÓDŹ"


def test_a_line_that_cannot_be_read_is_told_and_the_others_are_too() -> None:
    wrong = DIALECTS["pko"].replace("2611021102C1200,50", "26130211X2C1200,50")
    parsed = read_statements(statement(DIALECTS["ing"], wrong, ":99:nonsense").encode())

    assert [(one.line, one.text[:14]) for one in parsed.problems] == [(7, "26130211X2C120"), (20, "nonsense")]
    assert all(one.why for one in parsed.problems)


def test_a_file_that_was_cut_short_is_told() -> None:
    parsed = read_statements(statement(DIALECTS["pko"]).partition(":62F:")[0].encode())

    assert [one.line for one in parsed.problems] == [1]


def test_csv_rows_that_cannot_be_read_are_told_by_line() -> None:
    rows = [
        MBANK_ROWS[0],
        MBANK_ROWS[0].replace("2026-11-02;2026", "2026-11-02;nie"),
        MBANK_ROWS[0].replace("1 200,50", "x"),
    ]
    parsed = read_statements(mbank(*rows).encode(), MBANK)

    assert [one.line for one in parsed.problems] == [16, 17]
    assert "nie-11-02" in parsed.problems[0].why


def test_balances_that_do_not_add_up_are_told() -> None:
    for content, layout in (
        (statement(DIALECTS["pko"], DIALECTS["ing"]), None),
        (mbank(MBANK_ROWS[0], MBANK_ROWS[0]), MBANK),
    ):
        parsed = read_statements(content.encode(), layout)
        assert parsed.problems == ()
        assert len(parsed.warnings) == 1
        assert parsed.statements[0].difference == -120_050


def test_reversals_and_debits_have_their_sign() -> None:
    signs = {"C": 1, "D": -1, "RC": -1, "RD": 1}
    entries = [DIALECTS["pko"].replace("C1200,50S", f"{mark}1200,50S") for mark in signs]
    parsed = read_statements(statement(*entries).encode())

    assert [one.amount for one in parsed.transactions] == [sign * 120_050 for sign in signs.values()]


def test_entries_of_one_batch_are_told_apart() -> None:
    text = camt().replace("</TxDtls></NtryDtls>", "</TxDtls>{more}</NtryDtls>")
    first = '<TxDtls><AmtDtls><TxAmt><Amt Ccy="PLN">1000.50</Amt></TxAmt></AmtDtls>'
    more = first.replace("1000.50", "200.00") + "<RmtInf><Ustrd>Druga</Ustrd></RmtInf></TxDtls>"
    parsed = read_statements(text.replace("<TxDtls>", first, 1).replace("{more}", more).encode())

    assert [(one.amount, one.bank_ref[-2:]) for one in parsed.transactions] == [(100_050, "#1"), (20_000, "#2")]
    assert parsed.transactions[1].title == "Druga"


def test_the_year_between_booking_and_value_is_found() -> None:
    text = statement(DIALECTS["pko"]).replace(":61:2611021102", ":61:2612310102")
    assert read_statements(text.encode()).transactions[0].booked_on == date(2027, 1, 2)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"  \n",
        b"PK\x03\x04rest",
        b"%PDF-1.7",
        b"x" * (MOST_BYTES + 1),
        b":20:1\n" * 400_000,
        b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>",
        b"<!DOCTYPE lolz [<!ENTITY a 'lol'><!ENTITY b '&a;&a;&a;'>]><lolz>&b;</lolz>",
        "\ufeff<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>".encode("utf-16-le"),
        b"<a>" * 100_000,
        b"<Document xmlns='urn:iso:std:iso:20022:tech:xsd:camt.053.001.99'/>",
        b"<html><body>Zaloguj</body></html>",
        b"a;b;c\n1;2;3\n",
        bytes(range(256)) * 10,
    ],
    ids=range(14),
)
def test_what_is_no_statement_is_refused_with_a_sentence(content: bytes) -> None:
    with pytest.raises(Unreadable) as refused:
        read_statements(content, MBANK)
    assert str(refused.value)


LAYOUT = CsvLayout(booked="1", amount="2", title="3", day_format="%d.%m.%Y")


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.binary(max_size=600), st.text(max_size=300).map(lambda text: text.encode("utf-8", "ignore"))))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    for prefix in (b"", b":20:1\n:25:", b"<Document xmlns='urn:iso:std:iso:20022:tech:xsd:camt.053.001.02'>"):
        try:
            parsed = read_statements(prefix + content, LAYOUT)
        except Unreadable:
            continue
        assert isinstance(parsed, ParsedFile)


SAMPLES = [
    *(statement(one).encode() for one in DIALECTS.values()),
    camt().encode(),
    camt("08").encode(),
    mbank().encode(),
]


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(SAMPLES), st.integers(0, 2000), st.binary(max_size=8), st.integers(0, 40))
def test_a_damaged_statement_is_read_or_refused(sample: bytes, at: int, instead: bytes, length: int) -> None:
    damaged = sample[:at] + instead + sample[at + length :]
    try:
        parsed = read_statements(damaged, MBANK)
    except Unreadable:
        return
    for one in parsed.transactions:
        assert one.amount
        assert len(one.currency) == 3
        assert one.title.isprintable()
