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


class DocumentKind(models.TextChoices):
    PROFORMA = "proforma", _("proforma")
    INVOICE = "invoice", _("invoice")
    CORRECTION = "correction", _("correction")
    NOTE = "note", _("note")
    BILL = "bill", _("bill")


# A card is sold by one of these; a proforma asks for the payment and a correction mends one of them.
SALE_KINDS = (DocumentKind.INVOICE, DocumentKind.NOTE, DocumentKind.BILL)


class DocumentMode(models.TextChoices):
    """What an association issues: its accountant decides, by whether it is a taxpayer and must use KSeF."""

    KSEF = "ksef", _("invoices in KSeF")
    INVOICE = "invoice", _("invoices outside KSeF")
    NOTE = "note", _("notes")
    BILL = "bill", _("bills")


class IssueTime(models.TextChoices):
    AT_SUBMISSION = "at_submission", _("as soon as the card has been sent")
    AFTER_PAYMENT = "after_payment", _("when the card is paid")
    ON_REQUEST = "on_request", _("only when the institution asks for it")


class VatRate(models.TextChoices):
    """As invoices write them."""

    R23 = "23", "23%"
    R8 = "8", "8%"
    R5 = "5", "5%"
    R0 = "0", "0%"
    EXEMPT = "zw", _("exempt")
    NOT_SUBJECT = "np", _("not subject to VAT")


class DocumentRole(models.TextChoices):
    SELLER = "seller", _("seller")
    BUYER = "buyer", _("buyer")
    RECIPIENT = "recipient", _("recipient")
    BUYER_BEFORE = "buyer_before", _("buyer before the correction")


class LineSide(models.TextChoices):
    """On which side of a correction a line stands; lines of all other documents are `AFTER`."""

    BEFORE = "before", _("before the correction")
    AFTER = "after", _("after the correction")


class PaidState(models.TextChoices):
    UNPAID = "unpaid", _("to be paid")
    PARTLY = "partly", _("paid in part")
    PAID = "paid", _("paid")


class PaperKind(models.TextChoices):
    ORIGINAL = "original", _("document")
    DUPLICATE = "duplicate", _("duplicate")
