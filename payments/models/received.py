import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from payments.enums import PaymentMethod
from registrations.models import ParticipationCard


class Payment(models.Model):
    """Money that came for a card, in grosze; never changed, a mistake is taken back by a payment that reverses it.

    `provider_ref` is the payment's name at Stripe, or the transaction's in the bank: each counts once.
    """

    uid = models.UUIDField(_("identifier"), default=uuid.uuid4, unique=True, editable=False)
    card = models.ForeignKey(ParticipationCard, models.PROTECT, related_name="payments", verbose_name=_("card"))
    method = models.CharField(_("method"), max_length=10, choices=PaymentMethod)
    amount = models.IntegerField(_("amount"))
    currency = models.CharField(_("currency"), max_length=3, default="PLN")
    received_on = models.DateField(_("received on"))
    title = models.CharField(_("title of the transfer"), max_length=200, blank=True)
    provider_ref = models.CharField(_("name at the provider"), max_length=255, null=True, blank=True, unique=True)
    reverses = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="reversed_by",
        verbose_name=_("takes back"),
    )
    transaction = models.ForeignKey(
        "payments.BankTransaction",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="payments",
        verbose_name=_("transaction of the bank"),
    )
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("recorded by"),
    )
    recorded_at = models.DateTimeField(_("recorded"), default=timezone.now)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("payment")
        verbose_name_plural = _("payments")
        ordering = ("-received_on", "-pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gt=0, reverses__isnull=True) | Q(amount__lt=0, reverses__isnull=False),
                name="payment_amount_sign",
                violation_error_message=_("The amount must be more than zero."),
            ),
            models.CheckConstraint(condition=Q(method__in=PaymentMethod.values), name="payment_method_known"),
        ]

    def __str__(self) -> str:
        return f"{self.card}: {self.amount}"
