import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.models import Association
from events.validators import validate_one_line
from payments.enums import TransferState
from registrations.models import Institution


class BankAccount(models.Model):
    """An account of the association whose statements are imported; an import holds its lock. `number` is an IBAN."""

    association = models.ForeignKey(
        Association, models.PROTECT, related_name="bank_accounts", verbose_name=_("association")
    )
    number = models.CharField(_("account"), max_length=34)

    class Meta:
        verbose_name = _("account of the association")
        verbose_name_plural = _("accounts of the association")
        constraints = [models.UniqueConstraint(fields=["association", "number"], name="bank_account_once")]

    def __str__(self) -> str:
        return self.number


class CsvFormat(models.Model):
    """How one bank writes CSV: columns by their heading or number, and how days and sums are written."""

    association = models.ForeignKey(
        Association, models.CASCADE, related_name="csv_formats", verbose_name=_("association")
    )
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("bank"), max_length=60, validators=[validate_one_line])
    booked = models.CharField(_("column with the day of booking"), max_length=60)
    amount = models.CharField(_("column with the sum"), max_length=60, blank=True)
    credit = models.CharField(_("column with what came"), max_length=60, blank=True)
    debit = models.CharField(_("column with what went out"), max_length=60, blank=True)
    value = models.CharField(_("column with the day of the operation"), max_length=60, blank=True)
    currency = models.CharField(_("column with the currency"), max_length=60, blank=True)
    payer = models.CharField(_("column with the payer"), max_length=60, blank=True)
    account = models.CharField(_("column with the payer's account"), max_length=60, blank=True)
    title = models.CharField(_("column with the title"), max_length=60, blank=True)
    reference = models.CharField(_("column with the bank's number"), max_length=60, blank=True)
    balance = models.CharField(_("column with the balance after"), max_length=60, blank=True)
    delimiter = models.CharField(_("what parts the columns"), max_length=1, default=";")
    day_format = models.CharField(_("how days are written"), max_length=10, default="%Y-%m-%d")
    decimal = models.CharField(_("what parts the grosze"), max_length=1, default=",")
    encoding = models.CharField(_("encoding"), max_length=12, blank=True)
    header_lines = models.PositiveSmallIntegerField(_("line with the headings"), default=0)

    class Meta:
        verbose_name = _("CSV format of a bank")
        verbose_name_plural = _("CSV formats of banks")
        ordering = ("name",)
        constraints = [
            models.UniqueConstraint(
                fields=["association", "name"],
                name="csv_format_name_unique",
                violation_error_message=_("There is a format of this name."),
            )
        ]

    def __str__(self) -> str:
        return self.name


class Statement(models.Model):
    """One statement of an imported file; `difference` is what its balances miss, None where it tells none."""

    account = models.ForeignKey(BankAccount, models.PROTECT, related_name="statements", verbose_name=_("account"))
    sha256 = models.CharField(max_length=64)
    part = models.PositiveSmallIntegerField(default=0)
    file_name = models.CharField(_("file"), max_length=120)
    format = models.CharField(_("format"), max_length=10)
    number = models.CharField(_("number"), max_length=20, blank=True)
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))
    opening = models.BigIntegerField(_("opening balance"), null=True)
    closing = models.BigIntegerField(_("closing balance"), null=True)
    difference = models.BigIntegerField(_("difference"), null=True)
    found = models.PositiveIntegerField(_("transactions"), default=0)
    added = models.PositiveIntegerField(_("new transactions"), default=0)
    imported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("imported by")
    )
    imported_at = models.DateTimeField(_("imported"), default=timezone.now)

    class Meta:
        verbose_name = _("bank statement")
        verbose_name_plural = _("bank statements")
        ordering = ("-last_day", "-pk")
        constraints = [models.UniqueConstraint(fields=["account", "sha256", "part"], name="statement_once")]

    def __str__(self) -> str:
        return self.file_name


class BankTransaction(models.Model):
    """One movement on the account, once however often a file tells of it. Amounts in grosze, negative when it went out.

    `identity` is a hash of what the bank tells; `occurrence` counts equal ones. `allocated` is what payments of cards
    make of it. Only states and allocations change.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    account = models.ForeignKey(BankAccount, models.PROTECT, related_name="transactions", verbose_name=_("account"))
    statement = models.ForeignKey(Statement, models.PROTECT, related_name="transactions", verbose_name=_("statement"))
    booked_on = models.DateField(_("booked"))
    value_on = models.DateField(_("value date"))
    amount = models.BigIntegerField(_("amount"))
    currency = models.CharField(_("currency"), max_length=3)
    payer_name = models.CharField(_("payer"), max_length=200, blank=True)
    payer_account = models.CharField(_("payer's account"), max_length=40, blank=True)
    title = models.CharField(_("title"), max_length=500, blank=True)
    bank_ref = models.CharField(_("number at the bank"), max_length=80, blank=True)
    balance_after = models.BigIntegerField(_("balance after"), null=True)
    raw = models.TextField(_("as the bank wrote it"), blank=True)
    identity = models.CharField(max_length=64)
    occurrence = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(_("state"), max_length=10, choices=TransferState, default=TransferState.WAITING)
    allocated = models.BigIntegerField(_("allocated"), default=0)
    is_certain = models.BooleanField(_("settled by itself"), default=False)
    why = models.CharField(_("reason"), max_length=300, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("decided by")
    )
    decided_at = models.DateTimeField(_("decided"), null=True)

    class Meta:
        verbose_name = _("transaction of the bank")
        verbose_name_plural = _("transactions of the bank")
        ordering = ("booked_on", "pk")
        indexes = [models.Index(fields=["account", "state", "booked_on"], name="transfers_by_state")]
        constraints = [
            models.UniqueConstraint(fields=["account", "identity", "occurrence"], name="bank_transaction_once"),
            models.CheckConstraint(condition=~Q(amount=0), name="bank_transaction_moves_money"),
            models.CheckConstraint(condition=Q(state__in=TransferState.values), name="bank_transaction_state_known"),
            models.CheckConstraint(
                condition=Q(allocated__gte=0) & (Q(allocated=0) | Q(allocated__lte=F("amount"))),
                name="bank_transaction_not_overspent",
            ),
            models.CheckConstraint(
                condition=~Q(state=TransferState.SETTLED) | Q(allocated=F("amount")),
                name="bank_transaction_settled_whole",
            ),
            models.CheckConstraint(
                condition=Q(amount__gt=0) | Q(state=TransferState.OUTGOING), name="bank_transaction_went_out"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.booked_on} {self.amount}"

    @property
    def rest(self) -> int:
        """What of it no card has yet, in grosze."""
        return max(self.amount, 0) - self.allocated


class PayerAccount(models.Model):
    """An account from which a card of the institution was paid. A municipality pays for several from one."""

    institution = models.ForeignKey(
        Institution, models.CASCADE, related_name="payer_accounts", verbose_name=_("institution")
    )
    number = models.CharField(_("account"), max_length=40)
    payer_name = models.CharField(_("payer"), max_length=200, blank=True)
    last_seen = models.DateField(_("last seen"))

    class Meta:
        verbose_name = _("payer's account")
        verbose_name_plural = _("payers' accounts")
        constraints = [models.UniqueConstraint(fields=["institution", "number"], name="payer_account_once")]

    def __str__(self) -> str:
        return self.number
