from django.db import models
from django.utils.translation import gettext_lazy as _


class PaymentMethod(models.TextChoices):
    TRANSFER = "transfer", _("bank transfer")
    ONLINE = "online", _("card or BLIK")
    CASH = "cash", _("cash")


class CheckoutState(models.TextChoices):
    OPEN = "open", _("begun")
    PAID = "paid", _("paid")
    EXPIRED = "expired", _("expired")


class EventOutcome(models.TextChoices):
    RECEIVED = "received", _("received")
    DONE = "done", _("done")
    IGNORED = "ignored", _("of no concern to us")
    PARKED = "parked", _("waits for a person")


class TransferState(models.TextChoices):
    """Where a transaction of the bank stands. Money that went out and foreign money have places of their own."""

    WAITING = "waiting", _("waits for a decision")
    SETTLED = "settled", _("settled")
    NOT_OURS = "not_ours", _("not for a card")
    FOREIGN = "foreign", _("in another currency")
    OUTGOING = "outgoing", _("went out")
