from django.db import models
from django.utils.translation import gettext_lazy as _


class ScanPointKind(models.TextChoices):
    ENTRANCE = "entrance", _("entrance")
    SESSION = "session", _("session")
    MEAL = "meal", _("meal")
    GALA = "gala", _("gala dinner")


class ScanMethod(models.TextChoices):
    BADGE = "badge", _("badge scanned")
    NAME = "name", _("found by name")


class ScanResult(models.TextChoices):
    ACCEPTED = "accepted", _("let in")
    AGAIN = "again", _("scanned here before")
    UNPAID = "unpaid", _("not paid")
    CANCELLED = "cancelled", _("registration cancelled")
    FOREIGN = "foreign", _("badge of another conference")
    UNKNOWN = "unknown", _("not a badge of this conference")


# The person is not known, or is none of this conference's business.
NAMELESS = (ScanResult.FOREIGN, ScanResult.UNKNOWN)
