from django.db import models
from django.utils.translation import gettext_lazy as _


class ScanPointKind(models.TextChoices):
    ENTRANCE = "entrance", _("entrance")
    DAY = "day", _("entrance of one day")
    SESSION = "session", _("session")
    MEAL = "meal", _("meal")
    GALA = "gala", _("gala dinner")
    BUS = "bus", _("coach")
    MATERIALS = "materials", _("handing out materials")


# Whoever is let in here has come to the conference.
ARRIVALS = (ScanPointKind.ENTRANCE, ScanPointKind.DAY)
# Whoever is let in here has attended, at least a part.
ATTENDED_AT = (*ARRIVALS, ScanPointKind.SESSION)
# Where people eat, those who serve must know what.
SERVES_FOOD = (ScanPointKind.MEAL, ScanPointKind.GALA)


class PaymentRule(models.TextChoices):
    REQUIRED = "required", _("refuse and send to the desk")
    WARNING = "warning", _("let in and show a warning")
    IGNORED = "ignored", _("let in without a word")


class Times(models.TextChoices):
    """How often one person is let in at a scan point."""

    ONCE = "once", _("once")
    DAILY = "daily", _("once a day")
    MANY = "many", _("as often as they come")


class Direction(models.TextChoices):
    IN = "in", _("comes in")
    OUT = "out", _("goes out")


class ScanMethod(models.TextChoices):
    BADGE = "badge", _("badge scanned")
    NAME = "name", _("found by name")


class Verdict(models.TextChoices):
    """What a person writes of somebody's attendance, beside what was scanned."""

    ATTENDED = "attended", _("attended")
    ABSENT = "absent", _("did not attend")
    WITHDRAWN = "withdrawn", _("as the doors and lists say")


class MarkSource(models.TextChoices):
    PAPER = "paper", _("signed list")
    HAND = "hand", _("by hand")


class Known(models.TextChoices):
    """From where it is known that somebody attended a session, or did not."""

    DOOR = "door", _("scanned at the door")
    PAPER = "paper", _("signed list")
    HAND = "hand", _("corrected by hand")
    ENTRANCE = "entrance", _("came in at the entrance")


class ScanResult(models.TextChoices):
    ACCEPTED = "accepted", _("let in")
    AGAIN = "again", _("scanned here before")
    UNPAID = "unpaid", _("not paid")
    EXCLUDED = "excluded", _("not in their variant")
    EARLY = "early", _("too early")
    LATE = "late", _("too late")
    WAITING = "waiting", _("waits for a place")
    CANCELLED = "cancelled", _("registration cancelled")
    WITHDRAWN = "withdrawn", _("badge replaced by another")
    FOREIGN = "foreign", _("badge of another conference")
    UNKNOWN = "unknown", _("not a badge of this conference")
    UNDONE = "undone", _("taken back")


# The person is not known, or is none of this conference's business.
NAMELESS = (ScanResult.FOREIGN, ScanResult.UNKNOWN, ScanResult.WITHDRAWN)
# What depends on other scans of the same person at the same point, and so may change when those arrive.
BY_ORDER = (ScanResult.ACCEPTED, ScanResult.AGAIN)
# What a phone decides by itself and nobody can decide better later: the person was sent away.
SENT_AWAY = (
    ScanResult.UNPAID,
    ScanResult.EXCLUDED,
    ScanResult.EARLY,
    ScanResult.LATE,
    ScanResult.WAITING,
    ScanResult.CANCELLED,
)
