from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from payments.enums import CheckoutState, EventOutcome
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

    class Meta:
        verbose_name = _("payment attempt")
        verbose_name_plural = _("payment attempts")
        ordering = ("-created_at",)
        constraints = [models.CheckConstraint(condition=Q(state__in=CheckoutState.values), name="checkout_state_known")]

    def __str__(self) -> str:
        return f"{self.card}: {self.session_id}"


class StripeEvent(models.Model):
    """What Stripe told us, stored once by its id before it is acted upon."""

    event_id = models.CharField(_("event"), max_length=255, unique=True)
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
