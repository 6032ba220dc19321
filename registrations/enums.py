from django.db import models
from django.utils.translation import gettext_lazy as _


class InstitutionKind(models.TextChoices):
    OPS = "ops", _("social-welfare centre (OPS)")
    MOPS = "mops", _("municipal social-welfare centre (MOPS)")
    GOPS = "gops", _("rural social-welfare centre (GOPS)")
    MGOPS = "mgops", _("urban-rural social-welfare centre (MGOPS)")
    CUS = "cus", _("social services centre (CUS)")
    PCPR = "pcpr", _("county family support centre (PCPR)")
    MOPR = "mopr", _("municipal family support centre (MOPR)")
    DPS = "dps", _("residential care home (DPS)")
    ROPS = "rops", _("regional social policy centre (ROPS)")
    OFFICE = "office", _("local-government office")
    NGO = "ngo", _("association or foundation")
    OTHER = "other", _("other")


class CardState(models.TextChoices):
    SUBMITTED = "submitted", _("submitted")
    CANCELLED = "cancelled", _("cancelled")
    EXPIRED = "expired", _("expired without payment")


class Acceptance(models.TextChoices):
    """How the signed card stands; the last step is the organiser's."""

    NOT_ASKED = "not_asked", _("not asked for")
    AWAITED = "awaited", _("awaited")
    SENT = "sent", _("sent, waits for the organiser")
    RETURNED = "returned", _("sent back to be mended")
    ACCEPTED = "accepted", _("accepted")
    OUTDATED = "outdated", _("out of date, the card was changed since")


class ParticipantState(models.TextChoices):
    REGISTERED = "registered", _("registered")
    WAITING = "waiting", _("on the waiting list")
    CANCELLED = "cancelled", _("cancelled")


class Settlement(models.TextChoices):
    """How a card stands with money; derived from what is due and what came, never stored."""

    UNPAID = "unpaid", _("waits for payment")
    PARTLY = "partly", _("paid in part")
    PAID = "paid", _("paid")
    OVERPAID = "overpaid", _("overpaid")


class PublicFunding(models.TextChoices):
    """The statement on which VAT exemption rests; the text signed is a LegalText."""

    WHOLE = "whole", _("entirely from public funds")
    MOST = "most", _("in at least 70 per cent from public funds")
    NONE = "none", _("in less than 70 per cent from public funds, or not at all")


class Diet(models.TextChoices):
    STANDARD = "standard", _("standard")
    VEGETARIAN = "vegetarian", _("vegetarian")
    VEGAN = "vegan", _("vegan")
    GLUTEN_FREE = "gluten_free", _("gluten-free")
    OTHER = "other", _("other (described beside)")


class RoomWish(models.TextChoices):
    ANY = "any", _("with anyone")
    SAME = "same", _("with a person of the same institution")
    NAMED = "named", _("with a person named below")
    ALONE = "alone", _("alone")


class LineKind(models.TextChoices):
    VARIANT = "variant", _("variant")
    EXTRA = "extra", _("extra")
    DISCOUNT = "discount", _("discount")
    CHANGE = "change", _("change")
    RESIGNATION = "resignation", _("resignation")
    FEE = "fee", _("fee")


class QuestionKind(models.TextChoices):
    TEXT = "text", _("text")
    NUMBER = "number", _("number")
    CHOICE = "choice", _("one of several")
    CHOICES = "choices", _("any of several")
    BOOLEAN = "boolean", _("yes or no")
    DATE = "date", _("date")
    FILE = "file", _("file")


class QuestionTarget(models.TextChoices):
    CARD = "card", _("once per card")
    PARTICIPANT = "participant", _("of each participant")


class RevisionKind(models.TextChoices):
    """What of a card was changed that is not kept in the history of its rows."""

    NIGHTS = "nights", _("nights")
    EXTRAS = "extras", _("extras")
    ANSWER = "answer", _("answer")
    # Whom the card names.
    INSTITUTION = "centre", _("institution")
    BUYER = "buyer", _("buyer")
    RECIPIENT = "recipient", _("recipient")


class WaitingState(models.TextChoices):
    WAITING = "waiting", _("waits")
    OFFERED = "offered", _("a place is offered")
    TAKEN = "taken", _("took the place")
    LAPSED = "lapsed", _("let the offer lapse")
    LEFT = "left", _("left the list")


class ScanState(models.TextChoices):
    """What the organiser decided about a signed card that was sent."""

    SENT = "sent", _("waits for the organiser")
    ACCEPTED = "accepted", _("accepted")
    RETURNED = "returned", _("sent back")


class Tone(models.TextChoices):
    """Tones of the design's badges, for labels."""

    NEUTRAL = "neutral", _("grey")
    INFO = "info", _("blue")
    SETTLED = "settled", _("green")
    WAITING = "waiting", _("amber")
    PROBLEM = "problem", _("red")


class PartyRole(models.TextChoices):
    """Whom a card names, as they were written on it."""

    INSTITUTION = "institution", _("institution")
    BUYER = "buyer", _("buyer")
    RECIPIENT = "recipient", _("recipient")


class LegalKind(models.TextChoices):
    TERMS = "terms", _("conditions of participation")
    PRIVACY = "privacy", _("information on personal data")
    PUBLIC_FUNDING = "public_funding", _("statement of public funding")
    IMAGE = "image", _("consent to publish one's image")
    NEWSLETTER = "newsletter", _("consent to receive news of the association")
    VISIBLE_LIST = "visible_list", _("consent to be seen by other participants")


REQUIRED_STATEMENTS = (LegalKind.TERMS, LegalKind.PRIVACY)
PERSONAL_CONSENTS = (LegalKind.IMAGE, LegalKind.NEWSLETTER, LegalKind.VISIBLE_LIST)
