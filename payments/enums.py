from django.db import models
from django.utils.translation import gettext_lazy as _


class PaymentMethod(models.TextChoices):
    TRANSFER = "transfer", _("bank transfer")
    ONLINE = "online", _("card or BLIK")
    CASH = "cash", _("cash")
    TERMINAL = "terminal", _("card at the desk")


class CheckoutState(models.TextChoices):
    """Each attempt moves only downwards in this list: what is told late changes nothing back."""

    OPEN = "open", _("begun")
    PROCESSING = "processing", _("the bank is about to confirm it")
    EXPIRED = "expired", _("expired")
    FAILED = "failed", _("failed")
    PAID = "paid", _("paid")


class EventOutcome(models.TextChoices):
    RECEIVED = "received", _("received")
    DONE = "done", _("done")
    IGNORED = "ignored", _("of no concern to us")
    WAITING = "waiting", _("waits for the payment it is about")
    PARKED = "parked", _("waits for a person")


class RefundMethod(models.TextChoices):
    STRIPE = "stripe", _("back the way it was paid online")
    TRANSFER = "transfer", _("bank transfer")
    CASH = "cash", _("cash")
    DISPUTE = "dispute", _("taken by the payer’s bank")


class RefundState(models.TextChoices):
    """What is owed back is never stored: it is what came above what is due, less what is under way."""

    DECIDED = "decided", _("decided, not sent yet")
    SENT = "sent", _("on its way")
    DONE = "done", _("returned")
    FAILED = "failed", _("did not succeed")
    CANCELLED = "cancelled", _("called off")


class DisputeState(models.TextChoices):
    OPEN = "open", _("open")
    WON = "won", _("settled for us")
    LOST = "lost", _("settled for the payer")


class FileFormat(models.TextChoices):
    ELIXIR = "elixir", _("Elixir-O")
    PAIN_03 = "pain03", _("pain.001.001.03 (XML)")
    PAIN_09 = "pain09", _("pain.001.001.09 (XML)")


class FileEncoding(models.TextChoices):
    CP1250 = "cp1250", _("Windows-1250")
    LATIN2 = "iso8859-2", _("ISO-8859-2")
    UTF8 = "utf-8", _("UTF-8")


UNDER_WAY = (RefundState.DECIDED, RefundState.SENT)
