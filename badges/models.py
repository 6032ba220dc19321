"""How a conference's badges look, and whose were printed when."""

import uuid
from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from badges.enums import Back, ColourBy, FieldKind, Format, Orientation, Paper, Scope, Sides, Size, TextColour
from events.models import Conference, Variant
from events.validators import validate_one_line
from registrations.models import Label, Participant

LONGEST_BACK = 600


def measure(label: Any, default: str, least: int, most: int) -> models.DecimalField[str, str]:
    """A length on a sheet of labels, in millimetres."""
    return models.DecimalField(
        label,
        max_digits=4,
        decimal_places=1,
        default=default,
        validators=[MinValueValidator(least), MaxValueValidator(most)],
    )


class BadgeLayout(models.Model):
    """The look of a conference's badges; a conference without one has the default of every field.

    `colour` is `#rrggbb`, empty for the conference's own. The measures are of a sheet of labels on A4 and count only
    for the format `own`. Without BadgeField rows the fields are those of badges.design.
    """

    conference = models.OneToOneField(
        Conference, models.CASCADE, related_name="badge_layout", verbose_name=_("conference")
    )
    format = models.CharField(_("format"), max_length=12, choices=Format, default=Format.A6)
    orientation = models.CharField(_("orientation"), max_length=10, choices=Orientation, default=Orientation.PORTRAIT)
    paper = models.CharField(_("paper"), max_length=6, choices=Paper, default=Paper.PAGE)
    sides = models.CharField(_("sides"), max_length=10, choices=Sides, default=Sides.ONE)
    back = models.CharField(_("on the back"), max_length=10, choices=Back, default=Back.NAME)
    back_day = models.DateField(_("day of the programme"), null=True, blank=True)
    back_text = models.TextField(_("your text for the back"), max_length=LONGEST_BACK, blank=True)
    colour_by = models.CharField(_("colours"), max_length=10, choices=ColourBy, default=ColourBy.NOTHING)
    colour = models.CharField(_("colour of all others"), max_length=7, blank=True)
    text_colour = models.CharField(_("text on the colour"), max_length=6, choices=TextColour, default=TextColour.AUTO)
    crop_marks = models.BooleanField(_("marks where to cut"), default=False)
    logo = models.FileField(_("logo"), upload_to="badge-logos/%Y/", blank=True)
    label_columns = models.PositiveSmallIntegerField(
        _("labels across"), default=2, validators=[MinValueValidator(1), MaxValueValidator(4)]
    )
    label_rows = models.PositiveSmallIntegerField(
        _("labels down"), default=5, validators=[MinValueValidator(1), MaxValueValidator(10)]
    )
    label_width = measure(_("width of a label (mm)"), "99.1", 50, 210)
    label_height = measure(_("height of a label (mm)"), "57.0", 29, 297)
    margin_left = measure(_("left margin (mm)"), "4.7", 0, 100)
    margin_top = measure(_("top margin (mm)"), "6.0", 0, 100)
    gap_across = measure(_("gap between columns (mm)"), "2.5", 0, 50)
    gap_down = measure(_("gap between rows (mm)"), "0.0", 0, 50)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("design of badges")
        verbose_name_plural = _("designs of badges")
        constraints = [
            models.CheckConstraint(condition=Q(format__in=Format.values), name="badge_format_known"),
            models.CheckConstraint(condition=Q(orientation__in=Orientation.values), name="badge_orientation_known"),
            models.CheckConstraint(condition=Q(paper__in=Paper.values), name="badge_paper_known"),
            models.CheckConstraint(condition=Q(sides__in=Sides.values), name="badge_sides_known"),
            models.CheckConstraint(condition=Q(back__in=Back.values), name="badge_back_known"),
            models.CheckConstraint(condition=Q(colour_by__in=ColourBy.values), name="badge_colour_by_known"),
            models.CheckConstraint(condition=Q(text_colour__in=TextColour.values), name="badge_text_colour_known"),
        ]

    def __str__(self) -> str:
        return f"{self.conference}: {self.get_format_display()}"


class BadgeField(models.Model):
    """One thing shown on a badge; what has no row is not shown."""

    layout = models.ForeignKey(BadgeLayout, models.CASCADE, related_name="fields", verbose_name=_("design"))
    kind = models.CharField(_("field"), max_length=12, choices=FieldKind)
    size = models.CharField(_("size"), max_length=8, choices=Size, default=Size.NORMAL)
    position = models.PositiveSmallIntegerField(_("position"))
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("field of a badge")
        verbose_name_plural = _("fields of a badge")
        ordering = ("position", "pk")
        constraints = [
            models.UniqueConstraint(fields=["layout", "kind"], name="badge_field_once"),
            models.CheckConstraint(condition=Q(kind__in=FieldKind.values), name="badge_field_known"),
            models.CheckConstraint(condition=Q(size__in=Size.values), name="badge_field_size_known"),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


class BadgeColour(models.Model):
    """The colour of one variant or of one role; `words` stand in the place of the variant's name."""

    layout = models.ForeignKey(BadgeLayout, models.CASCADE, related_name="colours", verbose_name=_("design"))
    variant = models.ForeignKey(
        Variant, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("variant")
    )
    label = models.ForeignKey(Label, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("label"))
    colour = models.CharField(_("colour"), max_length=7)
    words = models.CharField(_("words on the badge"), max_length=40, blank=True, validators=[validate_one_line])
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("colour of badges")
        verbose_name_plural = _("colours of badges")
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(fields=["layout", "variant"], name="badge_colour_once_a_variant"),
            models.UniqueConstraint(fields=["layout", "label"], name="badge_colour_once_a_label"),
            models.CheckConstraint(
                condition=Q(variant__isnull=True, label__isnull=False) | Q(variant__isnull=False, label__isnull=True),
                name="badge_colour_of_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.variant or self.label}: {self.colour}"


class BadgePrint(models.Model):
    """One printing. `job` is the work in the background that made the file: begun anew, it is the same printing."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    conference = models.ForeignKey(
        Conference, models.CASCADE, related_name="badge_prints", verbose_name=_("conference")
    )
    job = models.UUIDField(null=True, blank=True, unique=True, editable=False)
    scope = models.CharField(_("whose"), max_length=8, choices=Scope)
    count = models.PositiveIntegerField(_("badges"))
    printed_at = models.DateTimeField(_("printed"), default=timezone.now)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("printed by")
    )

    class Meta:
        verbose_name = _("printing of badges")
        verbose_name_plural = _("printings of badges")
        ordering = ("-printed_at", "-pk")
        constraints = [models.CheckConstraint(condition=Q(scope__in=Scope.values), name="badge_print_scope_known")]

    def __str__(self) -> str:
        return f"{self.printed_at:%d.%m.%Y %H:%M}: {self.count}"


class PrintedBadge(models.Model):
    """That a badge was printed: its code, and a digest of its words, by which a changed one is known as new."""

    printing = models.ForeignKey(BadgePrint, models.CASCADE, related_name="badges", verbose_name=_("printing"))
    participant = models.ForeignKey(
        Participant, models.CASCADE, related_name="printed_badges", verbose_name=_("participant")
    )
    number = models.PositiveIntegerField(_("number in the pile"))
    code = models.CharField(max_length=16)
    digest = models.CharField(max_length=16)

    class Meta:
        verbose_name = _("printed badge")
        verbose_name_plural = _("printed badges")
        ordering = ("printing", "number")
        indexes = [models.Index(fields=["code", "digest"], name="badge_printed_words")]
        constraints = [models.UniqueConstraint(fields=["printing", "participant"], name="badge_once_in_a_printing")]

    def __str__(self) -> str:
        return f"{self.printing}: {self.participant}"
