"""The bytes of a file, read as statements. Nothing in them is believed; what cannot be read is told line by line."""

from dataclasses import replace

from django.utils.translation import gettext as _

from events.formats import money
from payments.statements.camt import read_camt
from payments.statements.csv_files import CsvLayout, read_csv
from payments.statements.encodings import decode
from payments.statements.mt940 import read_mt940
from payments.statements.parsed import ParsedFile, ParsedStatement, ParsedTransaction, Problem, Unreadable, problem
from payments.statements.parsed import tidied as tidied_transaction

MOST_BYTES = 10 * 1024 * 1024
MOST_LINES = 300_000
LONGEST_LINE = 20_000
MOST_TRANSACTIONS = 20_000
NO_STATEMENTS = (b"PK\x03\x04", b"%PDF", b"\xd0\xcf\x11\xe0", b"\x1f\x8b", b"{\\rtf")


def read_statements(content: bytes, layout: CsvLayout | None = None) -> ParsedFile:
    """Raises Unreadable, with a sentence, when the file as a whole cannot be taken for a statement.

    `layout` is for CSV; the other formats tell by themselves what they are.
    """
    check_size(content)
    kind = kind_of(content)
    wanted = layout.encoding if layout and kind == "csv" else ""
    text, encoding = decode(content, wanted)
    check_text(text, kind)
    if kind == "camt053":
        statements, problems = read_camt(text)
    elif kind == "mt940":
        statements, problems = read_mt940(text)
    elif layout is None:
        raise Unreadable(_("The file is neither MT940 nor camt.053. For CSV choose the bank's format."))
    else:
        statements, problems = read_csv(text, layout)
    if sum(len(one.transactions) for one in statements) > MOST_TRANSACTIONS:
        raise Unreadable(_("The file holds more than 20 000 transactions. Export a shorter time."))
    # An entry of zero moves no money: banks use it for notes.
    statements = [
        replace(one, transactions=tuple(tidied_transaction(each) for each in one.transactions if each.amount))
        for one in statements
    ]
    return ParsedFile(kind, encoding, tuple(statements), tuple(problems), tuple(unbalanced(statements)))


def check_size(content: bytes) -> None:
    if len(content) > MOST_BYTES:
        raise Unreadable(_("The file is larger than 10 MB. Export a shorter time."))
    if not content.strip():
        raise Unreadable(_("The file is empty."))
    if content.startswith(NO_STATEMENTS):
        raise Unreadable(_("This is a document or a packed file. Export the statement as MT940, camt.053 or CSV."))


def kind_of(content: bytes) -> str:
    """By what stands at its beginning: names of files are whatever the bank's page chose."""
    begins = content[:4000].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if begins.startswith(b"<"):
        return "camt053"
    if begins.startswith((b":", b"{1:")) or b"\n:25:" in begins or b"\n:60F:" in begins:
        return "mt940"
    return "csv"


def check_text(text: str, kind: str) -> None:
    if text.count("\0") > len(text) // 100:
        raise Unreadable(_("The file is not a text."))
    if text.count("\n") > MOST_LINES:
        raise Unreadable(_("The file has more than 300 000 lines. Export a shorter time."))
    if kind != "camt053" and max(map(len, text.split("\n"))) > LONGEST_LINE:
        raise Unreadable(_("A line of the file is longer than any bank's."))


def unbalanced(statements: list[ParsedStatement]) -> list[Problem]:
    """A statement whose transactions do not lead from one balance to the other lacks some, or has one too many."""
    return [
        problem(
            line_of(one),
            one.number,
            _("The transactions do not add up to the closing balance: %(sum)s is missing.")
            % {"sum": money(one.difference, one.currency)},
        )
        for one in statements
        if one.difference
    ]


def line_of(statement: ParsedStatement) -> int:
    first: ParsedTransaction | None = next(iter(statement.transactions), None)
    return first.line if first else 0
