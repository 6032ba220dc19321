from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from events.admin_bases import HistoryAdmin, ReadOnlyAdmin
from events.formats import money
from payments.models import Dispute, Payment, Refund, StripeEvent, WriteOff


@admin.register(Payment)
class PaymentAdmin(HistoryAdmin[Payment]):
    list_display = ("card", "amount_written", "method", "received_on", "recorded_by", "provider_ref")
    list_filter = ("method", "card__conference")
    list_select_related = ("card", "recorded_by")
    search_fields = ("card__code", "provider_ref", "title")
    date_hierarchy = "received_on"

    @admin.display(description=_("amount"), ordering="amount")
    def amount_written(self, payment: Payment) -> str:
        return money(payment.amount, payment.currency)


@admin.register(StripeEvent)
class StripeEventAdmin(ReadOnlyAdmin[StripeEvent]):
    """What Stripe told: `parked` events are those that did not fit, and wait for a person."""

    list_display = ("event_id", "kind", "outcome", "reason", "received_at", "handled_at")
    list_filter = ("outcome", "kind")
    search_fields = ("event_id", "reason")


@admin.register(Refund)
class RefundAdmin(HistoryAdmin[Refund]):
    list_display = ("card", "amount_written", "method", "state", "decided_at", "decided_by", "provider_ref")
    list_filter = ("state", "method", "card__conference")
    list_select_related = ("card", "decided_by")
    search_fields = ("card__code", "provider_ref")

    @admin.display(description=_("amount"), ordering="amount")
    def amount_written(self, refund: Refund) -> str:
        return money(refund.amount, refund.currency)


@admin.register(WriteOff)
class WriteOffAdmin(ReadOnlyAdmin[WriteOff]):
    list_display = ("card", "amount", "reason", "recorded_by", "recorded_at")
    search_fields = ("card__code",)


@admin.register(Dispute)
class DisputeAdmin(ReadOnlyAdmin[Dispute]):
    list_display = ("provider_ref", "payment", "amount", "state", "answer_by", "closed_at")
    list_filter = ("state",)
