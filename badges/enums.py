from django.db import models
from django.utils.translation import gettext_lazy as _


class Format(models.TextChoices):
    """What is printed on: one badge, or a sheet of labels whose measures are in badges.measures."""

    A6 = "a6", _("A6 (105 × 148 mm)")
    CARD_90 = "card-90", _("90 × 55 mm, business card")
    CARD_86 = "card-86", _("86 × 54 mm, bank card")
    LABELS_2X5 = "labels-2x5", _("sheet of labels 2 × 5 (99 × 57 mm)")
    LABELS_3X8 = "labels-3x8", _("sheet of labels 3 × 8 (70 × 37 mm)")
    OWN = "own", _("sheet of labels, own measures")


LABELS = frozenset({Format.LABELS_2X5, Format.LABELS_3X8, Format.OWN})


class Orientation(models.TextChoices):
    PORTRAIT = "portrait", _("upright")
    LANDSCAPE = "landscape", _("lying")


class Paper(models.TextChoices):
    PAGE = "page", _("each badge on a page of its size")
    A4 = "a4", _("as many as fit on A4, to be cut")


class Sides(models.TextChoices):
    ONE = "one", _("front only")
    BOTH = "both", _("both sides of the paper (turned over its longer edge)")
    FOLD_TOP = "fold-top", _("folded at the top: the back is upside down above the front")
    FOLD_SIDE = "fold-side", _("folded at the side: the back is left of the front")


class Back(models.TextChoices):
    NAME = "name", _("the same as on the front")
    PROGRAMME = "programme", _("programme of a day")
    TEXT = "text", _("your own text")


class FieldKind(models.TextChoices):
    LOGO = "logo", _("logo")
    CONFERENCE = "conference", _("title of the conference")
    MOTTO = "motto", _("motto")
    DATES = "dates", _("town and days")
    TITLE = "title", _("academic title")
    NAME = "name", _("name")
    SURNAME = "surname", _("surname")
    POSITION = "position", _("position")
    INSTITUTION = "institution", _("institution")
    TOWN = "town", _("town of the institution")
    TEXT = "text", _("text on the badge")
    VARIANT = "variant", _("variant or role")
    QR = "qr", _("QR code")


class Size(models.TextChoices):
    SMALL = "small", _("small")
    NORMAL = "normal", _("normal")
    LARGE = "large", _("large")
    HUGE = "huge", _("very large")


class ColourBy(models.TextChoices):
    NOTHING = "nothing", _("one colour for all")
    VARIANT = "variant", _("by variant")
    LABEL = "label", _("by role (label)")


class TextColour(models.TextChoices):
    AUTO = "auto", _("whichever is read better")
    WHITE = "white", _("white")
    DARK = "dark", _("dark")


class Scope(models.TextChoices):
    """Whose badges were asked for."""

    ALL = "all", _("all")
    NEW = "new", _("only new and changed")
    CHOSEN = "chosen", _("chosen")


class Order(models.TextChoices):
    SURNAME = "surname", _("by surname")
    INSTITUTION = "institution", _("by institution")
