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


class TransferState(models.TextChoices):
    """Where a transaction of the bank stands. Money that went out and foreign money have places of their own."""

    WAITING = "waiting", _("waits for a decision")
    SETTLED = "settled", _("settled")
    NOT_OURS = "not_ours", _("not for a card")
    FOREIGN = "foreign", _("in another currency")
    OUTGOING = "outgoing", _("went out")


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


class Refusal(models.TextChoices):
    """Why a document cannot be issued, with what is to be mended."""

    NOTHING_DUE = "nothing_due", _("Nothing is due for this card.")
    NO_VAT_RULE = (
        "no_vat_rule",
        _("An item of the card has no VAT rule, and the settings of documents name no basis of exemption."),
    )
    UNKNOWN_RATE = "unknown_rate", _("The card has a VAT rate that invoices do not know.")
    NO_BUYER = "no_buyer", _("The card does not say who buys.")
    NO_SELLER = "no_seller", _("The association’s address or NIP is missing in the settings.")


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
