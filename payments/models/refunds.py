import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from events.models import Conference
from events.validators import validate_account, validate_name, validate_one_line
from payments.enums import FileEncoding, FileFormat, RefundMethod, RefundState
from payments.models.received import Payment
from registrations.models import ParticipationCard

# In grosze. A difference larger than this is not small: it is paid, returned, or the card is changed.
MOST_WRITTEN_OFF = 5_000


class RefundFile(models.Model):
    """Transfers for the bank, written together. The file is drawn again from its rows, the same each time."""

    uid = models.UUIDField(_("identifier"), default=uuid.uuid4, unique=True, editable=False)
    conference = models.ForeignKey(
        Conference, models.PROTECT, related_name="refund_files", verbose_name=_("conference")
    )
    key = models.CharField(max_length=64, unique=True, editable=False)
    format = models.CharField(_("format"), max_length=10, choices=FileFormat)
    encoding = models.CharField(_("encoding"), max_length=10, choices=FileEncoding, default=FileEncoding.CP1250)
    pay_on = models.DateField(_("day of the transfers"))
    payer_name = models.CharField(_("payer"), max_length=200)
    payer_address = models.CharField(_("address of the payer"), max_length=200, blank=True)
    payer_account = models.CharField(_("account of the payer"), max_length=26, validators=[validate_account])
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("made by")
    )
    made_at = models.DateTimeField(_("made"), default=timezone.now)

    class Meta:
        verbose_name = _("file of transfers")
        verbose_name_plural = _("files of transfers")
        ordering = ("-made_at", "-pk")
        constraints = [
            models.CheckConstraint(condition=Q(format__in=FileFormat.values), name="refund_file_format_known"),
            models.CheckConstraint(condition=Q(encoding__in=FileEncoding.values), name="refund_file_encoding_known"),
        ]

    def __str__(self) -> str:
        return str(self.uid)


class Refund(models.Model):
    """Money given back, in grosze. It counts once it is done; its state is changed by payments.refund_moves only.

    `payment` is the one returned, None where no single one is. `key` makes a second click the first one's refund;
    `provider_ref` is its name at Stripe or in the bank.
    """

    uid = models.UUIDField(_("identifier"), default=uuid.uuid4, unique=True, editable=False)
    card = models.ForeignKey(ParticipationCard, models.PROTECT, related_name="refunds", verbose_name=_("card"))
    payment = models.ForeignKey(
        Payment, models.PROTECT, null=True, blank=True, related_name="refunds", verbose_name=_("payment returned")
    )
    method = models.CharField(_("how"), max_length=10, choices=RefundMethod)
    state = models.CharField(_("state"), max_length=10, choices=RefundState, default=RefundState.DECIDED)
    amount = models.PositiveIntegerField(_("amount"))
    currency = models.CharField(_("currency"), max_length=3, default="PLN")
    reason = models.CharField(_("reason"), max_length=200, validators=[validate_one_line])
    recipient = models.CharField(_("name of the recipient"), max_length=140, blank=True, validators=[validate_name])
    account = models.CharField(_("account of the recipient"), max_length=26, blank=True, validators=[validate_account])
    title = models.CharField(_("title of the transfer"), max_length=140, blank=True, validators=[validate_one_line])
    key = models.CharField(max_length=80, unique=True, editable=False)
    provider_ref = models.CharField(_("name at the provider"), max_length=255, null=True, blank=True, unique=True)
    file = models.ForeignKey(
        RefundFile, models.PROTECT, null=True, blank=True, related_name="refunds", verbose_name=_("file of transfers")
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decided by"),
    )
    decided_at = models.DateTimeField(_("decided"), default=timezone.now)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    done_at = models.DateTimeField(_("returned"), null=True, blank=True)
    ended_at = models.DateTimeField(_("failed or called off"), null=True, blank=True)
    failure = models.CharField(_("why it did not succeed"), max_length=200, blank=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("refund")
        verbose_name_plural = _("refunds")
        ordering = ("-decided_at", "-pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gt=0),
                name="refund_amount_positive",
                violation_error_message=_("The amount must be more than zero."),
            ),
            models.CheckConstraint(condition=Q(method__in=RefundMethod.values), name="refund_method_known"),
            models.CheckConstraint(condition=Q(state__in=RefundState.values), name="refund_state_known"),
            models.CheckConstraint(
                condition=Q(method__in=[RefundMethod.TRANSFER, RefundMethod.CASH]) | Q(payment__isnull=False),
                name="refund_online_has_payment",
            ),
            models.CheckConstraint(
                condition=~Q(method=RefundMethod.TRANSFER) | ~Q(account=""), name="refund_transfer_has_account"
            ),
            models.CheckConstraint(
                condition=~Q(state=RefundState.DONE) | Q(done_at__isnull=False), name="refund_done_has_moment"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[RefundState.FAILED, RefundState.CANCELLED]) | Q(ended_at__isnull=False),
                name="refund_ended_has_moment",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.card}: {self.amount}"

    @property
    def is_under_way(self) -> bool:
        return self.state in {RefundState.DECIDED, RefundState.SENT}


class WriteOff(models.Model):
    """A small difference that the treasurer gives up, in grosze; never changed, taken back by one that reverses it.

    Above zero: what was still to be paid will not be asked for. Below zero: what came too much stays with us.
    """

    uid = models.UUIDField(_("identifier"), default=uuid.uuid4, unique=True, editable=False)
    card = models.ForeignKey(ParticipationCard, models.PROTECT, related_name="write_offs", verbose_name=_("card"))
    amount = models.IntegerField(_("amount"))
    currency = models.CharField(_("currency"), max_length=3, default="PLN")
    reason = models.CharField(_("reason"), max_length=200, validators=[validate_one_line])
    key = models.CharField(max_length=80, unique=True, editable=False)
    reverses = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="reversed_by", verbose_name=_("takes back")
    )
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("recorded by"),
    )
    recorded_at = models.DateTimeField(_("recorded"), default=timezone.now)

    class Meta:
        verbose_name = _("difference given up")
        verbose_name_plural = _("differences given up")
        ordering = ("-recorded_at", "-pk")
        constraints = [
            models.CheckConstraint(
                condition=~Q(amount=0) & Q(amount__gte=-MOST_WRITTEN_OFF, amount__lte=MOST_WRITTEN_OFF),
                name="write_off_is_small",
                violation_error_message=_("This difference is not small."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.card}: {self.amount}"
