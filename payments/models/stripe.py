from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from payments.enums import CheckoutState, DisputeState, EventOutcome
from payments.models.received import Payment
from registrations.models import ParticipationCard


class Checkout(models.Model):
    """One attempt to pay a card at Stripe. A new attempt is a new row; `session_id` is empty until Stripe answered."""

    card = models.ForeignKey(ParticipationCard, models.PROTECT, related_name="checkouts", verbose_name=_("card"))
    idempotency_key = models.CharField(max_length=64, unique=True, editable=False)
    session_id = models.CharField(_("session"), max_length=255, null=True, blank=True, unique=True)
    url = models.URLField(_("address of the payment page"), max_length=2000, blank=True)
    amount = models.PositiveIntegerField(_("amount"))
    currency = models.CharField(_("currency"), max_length=3)
    state = models.CharField(_("state"), max_length=10, choices=CheckoutState, default=CheckoutState.OPEN)
    created_at = models.DateTimeField(_("begun"), default=timezone.now)
    expires_at = models.DateTimeField(_("valid until"))
    declined_at = models.DateTimeField(_("last refused by the bank"), null=True, blank=True)

    class Meta:
        verbose_name = _("payment attempt")
        verbose_name_plural = _("payment attempts")
        ordering = ("-created_at",)
        constraints = [models.CheckConstraint(condition=Q(state__in=CheckoutState.values), name="checkout_state_known")]

    def __str__(self) -> str:
        return f"{self.card}: {self.session_id}"


class StripeEvent(models.Model):
    """What Stripe told us, stored once by its id before it is acted upon.

    `about` is the payment (its name at Stripe) that a refund or dispute belongs to: told of before the payment
    itself, the event waits for it.
    """

    event_id = models.CharField(_("event"), max_length=255, unique=True)
    about = models.CharField(_("payment"), max_length=255, blank=True, db_index=True)
    kind = models.CharField(_("kind"), max_length=80)
    payload = models.JSONField(_("content"))
    outcome = models.CharField(_("outcome"), max_length=10, choices=EventOutcome, default=EventOutcome.RECEIVED)
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    received_at = models.DateTimeField(_("received"), default=timezone.now)
    handled_at = models.DateTimeField(_("handled"), null=True, blank=True)

    class Meta:
        verbose_name = _("event from Stripe")
        verbose_name_plural = _("events from Stripe")
        ordering = ("-received_at",)
        constraints = [
            models.CheckConstraint(condition=Q(outcome__in=EventOutcome.values), name="stripe_event_outcome_known")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.event_id}"


class Dispute(models.Model):
    """A payer's bank asks for its money back. Lost, the money is gone: a refund of that method is written."""

    payment = models.ForeignKey(Payment, models.PROTECT, related_name="disputes", verbose_name=_("payment"))
    provider_ref = models.CharField(_("name at the provider"), max_length=255, unique=True)
    amount = models.PositiveIntegerField(_("amount"))
    reason = models.CharField(_("reason"), max_length=100, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=DisputeState, default=DisputeState.OPEN)
    answer_by = models.DateTimeField(_("to be answered by"), null=True, blank=True)
    opened_at = models.DateTimeField(_("opened"), default=timezone.now)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)

    class Meta:
        verbose_name = _("dispute")
        verbose_name_plural = _("disputes")
        ordering = ("-opened_at", "-pk")
        constraints = [models.CheckConstraint(condition=Q(state__in=DisputeState.values), name="dispute_state_known")]

    def __str__(self) -> str:
        return self.provider_ref
