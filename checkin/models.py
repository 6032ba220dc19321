from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from checkin.enums import (
    NAMELESS,
    Direction,
    MarkSource,
    PaymentRule,
    ScanMethod,
    ScanPointKind,
    ScanResult,
    Times,
    Verdict,
)
from events.models import Conference, Extra, Variant
from events.validators import validate_one_line
from program.models import Session
from registrations.models import Participant


class ScanPoint(models.Model):
    """Where badges are scanned, and who is let in there, when and how often; `checkin.rules` decides by it.

    Without variants and extras all may come; with them, whoever has one of either.
    """

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="scan_points", verbose_name=_("conference"))
    slug = models.SlugField(_("code"), max_length=40)
    name = models.CharField(_("name"), max_length=120)
    kind = models.CharField(_("kind"), max_length=12, choices=ScanPointKind, default=ScanPointKind.ENTRANCE)
    session = models.OneToOneField(
        Session, models.CASCADE, null=True, blank=True, related_name="scan_point", verbose_name=_("session")
    )
    variants = models.ManyToManyField(Variant, related_name="+", blank=True, verbose_name=_("people in these variants"))
    extras = models.ManyToManyField(Extra, related_name="+", blank=True, verbose_name=_("people with these extras"))
    payment = models.CharField(
        _("whoever has not paid"), max_length=10, choices=PaymentRule, default=PaymentRule.REQUIRED
    )
    times = models.CharField(_("each person comes in"), max_length=10, choices=Times, default=Times.ONCE)
    tracks_leaving = models.BooleanField(_("those who go out are scanned too"), default=False)
    opens_at = models.DateTimeField(_("from"), null=True, blank=True)
    closes_at = models.DateTimeField(_("to"), null=True, blank=True)
    hands_out = models.CharField(_("what to hand out"), max_length=120, blank=True, validators=[validate_one_line])
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("scan point")
        verbose_name_plural = _("scan points")
        ordering = ("position", "pk")
        constraints = [
            models.UniqueConstraint(fields=["conference", "slug"], name="scan_point_slug_unique"),
            models.CheckConstraint(condition=Q(kind__in=ScanPointKind.values), name="scan_point_kind_known"),
            models.CheckConstraint(condition=Q(payment__in=PaymentRule.values), name="scan_point_payment_known"),
            models.CheckConstraint(condition=Q(times__in=Times.values), name="scan_point_times_known"),
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opens_at")),
                name="scan_point_closes_after_opening",
                violation_error_message=_("It cannot close before it opens."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


# Begins what the desk has in the place of a token's hash: no hash looks so, and no token opens it.
DESK_MARK = "desk:"


class DeviceQuerySet(models.QuerySet["Device"]):
    def valid(self) -> "DeviceQuerySet":
        """Phones that may scan now; the desk is no phone."""
        phones = self.exclude(token_sha256__startswith=DESK_MARK)
        return phones.filter(revoked_at__isnull=True, expires_at__gt=timezone.now())


class Device(models.Model):
    """A phone that scans for one conference. Only the hash of its token is kept; it opens nothing but scanning.

    One of them may be the desk, where people are let in by hand: see checkin.services.at_desk.

    Without points it scans at all of them. The rest is what it told when it last spoke: how many scans wait in it,
    which version of the scanner it runs, and by how much its clock must be moved to be right.
    """

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="devices", verbose_name=_("conference"))
    name = models.CharField(_("name"), max_length=80)
    token_sha256 = models.CharField(max_length=64, unique=True, editable=False)
    paired_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("paired by")
    )
    paired_at = models.DateTimeField(_("paired"), default=timezone.now)
    expires_at = models.DateTimeField(_("valid until"))
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)
    points = models.ManyToManyField(ScanPoint, related_name="devices", blank=True, verbose_name=_("scan points"))
    seen_at = models.DateTimeField(_("last contact"), null=True, blank=True)
    queue_length = models.PositiveIntegerField(_("scans waiting"), default=0)
    version = models.CharField(_("version"), max_length=20, blank=True)
    clock_offset = models.DurationField(_("correction of its clock"), null=True, blank=True)

    objects = DeviceQuerySet.as_manager()

    class Meta:
        verbose_name = _("device")
        verbose_name_plural = _("devices")

    def __str__(self) -> str:
        return self.name


class Invitation(models.Model):
    """A code shown in the panel that pairs one phone, once, within minutes. Only its hash is kept."""

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="invitations", verbose_name=_("conference"))
    uid = models.UUIDField(default=uuid4, unique=True, editable=False)
    code_sha256 = models.CharField(max_length=64, unique=True, editable=False)
    name = models.CharField(_("name"), max_length=80, validators=[validate_one_line])
    points = models.ManyToManyField(ScanPoint, related_name="+", blank=True, verbose_name=_("scan points"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("made by")
    )
    expires_at = models.DateTimeField(_("valid until"))
    device = models.OneToOneField(
        Device, models.CASCADE, null=True, blank=True, related_name="invitation", verbose_name=_("device")
    )

    class Meta:
        verbose_name = _("invitation of a device")
        verbose_name_plural = _("invitations of devices")

    def __str__(self) -> str:
        return self.name


class Scan(models.Model):
    """One scan, let in or refused; `uid` is given by the device, so that a repeat is recognised.

    `scanned_at` is the device's time corrected by its clock's error, `received_at` the server's; both by the
    conference's clock, so that in a demonstration they fall on its days and can be compared. `device_time` is what
    the device's clock said. `told` is what the device showed before it had asked; empty where it waited for us.
    Of scans with the same `turn` one is let in: see checkin.rules. A badge of another conference names nobody.
    """

    uid = models.UUIDField(_("identifier"), unique=True)
    point = models.ForeignKey(ScanPoint, models.PROTECT, related_name="scans", verbose_name=_("scan point"))
    device = models.ForeignKey(Device, models.PROTECT, related_name="scans", verbose_name=_("device"))
    participant = models.ForeignKey(
        Participant,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="scans",
        verbose_name=_("participant"),
    )
    result = models.CharField(_("result"), max_length=10, choices=ScanResult)
    method = models.CharField(_("how"), max_length=10, choices=ScanMethod, default=ScanMethod.BADGE)
    direction = models.CharField(_("direction"), max_length=3, choices=Direction, default=Direction.IN)
    turn = models.CharField(max_length=10, null=True, default="", editable=False)
    told = models.CharField(_("what the device showed"), max_length=10, choices=ScanResult, blank=True)
    scanned_at = models.DateTimeField(_("scanned"))
    device_time = models.DateTimeField(_("by the device's clock"), null=True)
    received_at = models.DateTimeField(_("received"), default=timezone.now)

    class Meta:
        verbose_name = _("scan")
        verbose_name_plural = _("scans")
        ordering = ("-received_at", "-pk")
        indexes = [models.Index(fields=["point", "-scanned_at"], name="scan_of_point")]
        constraints = [
            models.UniqueConstraint(
                fields=["participant", "point", "turn"],
                condition=Q(result=ScanResult.ACCEPTED),
                name="scan_lets_in_once",
            ),
            models.CheckConstraint(condition=Q(result__in=ScanResult.values), name="scan_result_known"),
            models.CheckConstraint(
                condition=Q(result__in=[*NAMELESS, ScanResult.UNDONE]) | Q(participant__isnull=False),
                name="scan_known_has_participant",
            ),
            models.CheckConstraint(
                condition=~Q(result=ScanResult.FOREIGN) | Q(participant__isnull=True),
                name="scan_foreign_names_nobody",
            ),
            models.CheckConstraint(condition=Q(method__in=ScanMethod.values), name="scan_method_known"),
            models.CheckConstraint(condition=Q(direction__in=Direction.values), name="scan_direction_known"),
        ]

    def __str__(self) -> str:
        return f"{self.get_result_display()}: {self.participant or '?'}"


class Undo(models.Model):
    """A scan taken back, by the phone that made it or another: the scan stays, and counts no more."""

    scan = models.OneToOneField(Scan, models.PROTECT, related_name="undo", verbose_name=_("scan"))
    device = models.ForeignKey(Device, models.PROTECT, related_name="undone", verbose_name=_("device"))
    made_at = models.DateTimeField(_("taken back"))
    received_at = models.DateTimeField(_("received"), default=timezone.now)

    class Meta:
        verbose_name = _("scan taken back")
        verbose_name_plural = _("scans taken back")

    def __str__(self) -> str:
        return str(self.scan)


class AttendanceMark(models.Model):
    """What a person wrote of a participant's attendance of a session or a day; never changed, only followed by another.

    Of each source the last one stands, unless it takes the earlier ones back; of the two the later. A mark goes before
    what was scanned. A signed list only says who attended.
    """

    participant = models.ForeignKey(
        Participant, models.PROTECT, related_name="attendance_marks", verbose_name=_("participant")
    )
    session = models.ForeignKey(
        Session, models.PROTECT, null=True, blank=True, related_name="attendance_marks", verbose_name=_("session")
    )
    day = models.DateField(_("day"), null=True, blank=True)
    verdict = models.CharField(_("attendance"), max_length=10, choices=Verdict)
    source = models.CharField(_("from where it is known"), max_length=6, choices=MarkSource)
    reason = models.CharField(_("reason"), max_length=200, blank=True, validators=[validate_one_line])
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("who")
    )
    made_at = models.DateTimeField(_("when"), default=timezone.now)

    class Meta:
        verbose_name = _("attendance written by a person")
        verbose_name_plural = _("attendance written by people")
        ordering = ("pk",)
        constraints = [
            models.CheckConstraint(
                condition=Q(session__isnull=True, day__isnull=False) | Q(session__isnull=False, day__isnull=True),
                name="attendance_mark_of_session_or_day",
            ),
            models.CheckConstraint(condition=Q(verdict__in=Verdict.values), name="attendance_mark_verdict_known"),
            models.CheckConstraint(condition=Q(source__in=MarkSource.values), name="attendance_mark_source_known"),
            models.CheckConstraint(
                condition=~Q(source=MarkSource.HAND) | ~Q(reason=""),
                name="attendance_mark_by_hand_has_reason",
                violation_error_message=_("Say why the attendance is corrected."),
            ),
            models.CheckConstraint(
                condition=Q(source=MarkSource.HAND) | ~Q(verdict=Verdict.ABSENT),
                name="attendance_mark_paper_says_who_came",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.participant}: {self.get_verdict_display()}"
