"""Keeps each transaction of a file once. Two who import at once wait for each other at the account's row."""

import hashlib
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.models import User
from events.models import Association
from payments.enums import TransferState
from payments.models import BankAccount, BankTransaction, Statement
from payments.statements.identity import Fresh, Marks, marks, new_among
from payments.statements.parsed import ParsedFile, ParsedStatement, Unreadable
from payments.statements.values import account_of

BATCH = 1000
CURRENCY = "PLN"


@dataclass(frozen=True)
class Imported:
    """How many transactions the file told of, and how many of them were new."""

    found: int
    added: int
    accounts: tuple[BankAccount, ...]


@transaction.atomic
def import_file(
    *, association: Association, parsed: ParsedFile, content: bytes, name: str, by: User | None, account: str = ""
) -> Imported:
    """All of the file or nothing. `account` is said by the treasurer where the file does not tell it.

    A file imported before adds nothing. Raises Unreadable for another's account, and for a file with problems.
    """
    if parsed.problems:
        raise Unreadable(_("The file has lines that cannot be read; nothing of it was imported."))
    accounts = accounts_of(association, parsed, account)
    added = 0
    digest = hashlib.sha256(content).hexdigest()
    for part, (one, number) in enumerate(zip(parsed.statements, numbers_of(association, parsed, account), strict=True)):
        added += keep(
            accounts[number],
            one,
            Statement(sha256=digest, part=part, file_name=name[-120:], imported_by=by),
            parsed.format,
        )
    return Imported(len(parsed.transactions), added, tuple(accounts.values()))


def numbers_of(association: Association, parsed: ParsedFile, account: str) -> list[str]:
    said = account_of(account) or account_of(association.bank_account)
    return [one.account or said for one in parsed.statements]


def accounts_of(association: Association, parsed: ParsedFile, account: str) -> dict[str, BankAccount]:
    """The association's accounts by number, locked in the order of numbers. An unknown one is not taken for ours."""
    numbers = sorted(set(numbers_of(association, parsed, account)))
    ours = set(BankAccount.objects.filter(association=association).values_list("number", flat=True))
    ours |= {account_of(association.bank_account), account_of(account)}
    for number in numbers:
        if not number:
            raise Unreadable(_("The file does not tell the account, and the association has none in its settings."))
        if number not in ours:
            raise Unreadable(
                _("The statement is of the account %(account)s, which is not the association's. Nothing was imported.")
                % {"account": number}
            )
        BankAccount.objects.get_or_create(association=association, number=number)
    locked = BankAccount.objects.select_for_update().filter(association=association, number__in=numbers)
    return {one.number: one for one in locked.order_by("number")}


def keep(account: BankAccount, parsed: ParsedStatement, statement: Statement, kind: str) -> int:
    """Write a statement and what of it is new; how many that were. The account's row is locked."""
    kept = Statement.objects.filter(account=account, sha256=statement.sha256, part=statement.part).first()
    if kept is not None:
        return 0
    fresh = new_among(parsed.transactions, known_marks(account, parsed.first_day, parsed.last_day))
    statement.account, statement.format, statement.number = account, kind, parsed.number
    statement.first_day, statement.last_day = parsed.first_day, parsed.last_day
    statement.opening, statement.closing, statement.difference = parsed.opening, parsed.closing, parsed.difference
    statement.found, statement.added = len(parsed.transactions), len(fresh)
    statement.save()
    BankTransaction.objects.bulk_create([row_of(account, statement, one) for one in fresh], batch_size=BATCH)
    return len(fresh)


def known_marks(account: BankAccount, first: date, last: date) -> list[Marks]:
    rows = BankTransaction.objects.filter(Q(booked_on__gte=first) & Q(booked_on__lte=last), account=account)
    fields = ("booked_on", "amount", "currency", "payer_account", "title", "payer_name", "bank_ref", "balance_after")
    return [marks(*values) for values in rows.order_by("pk").values_list(*fields)]


def row_of(account: BankAccount, statement: Statement, fresh: Fresh) -> BankTransaction:
    one = fresh.transaction
    return BankTransaction(
        account=account,
        statement=statement,
        booked_on=one.booked_on,
        value_on=one.value_on,
        amount=one.amount,
        currency=one.currency,
        payer_name=one.payer_name,
        payer_account=one.payer_account,
        title=one.title,
        bank_ref=one.bank_ref,
        balance_after=one.balance_after,
        raw=one.raw,
        identity=fresh.identity,
        occurrence=fresh.occurrence,
        state=first_state(one.amount, one.currency),
    )


def first_state(amount: int, currency: str) -> TransferState:
    if amount < 0:
        return TransferState.OUTGOING
    return TransferState.WAITING if currency == CURRENCY else TransferState.FOREIGN
