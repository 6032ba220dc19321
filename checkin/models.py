from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from checkin.enums import NAMELESS, ScanMethod, ScanPointKind, ScanResult
from events.models import Conference
from program.models import Session
from registrations.models import Participant


class ScanPoint(models.Model):
    """Where badges are scanned: the entrance, the door of a session, the gala dinner."""

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="scan_points", verbose_name=_("conference"))
    slug = models.SlugField(_("code"), max_length=40)
    name = models.CharField(_("name"), max_length=120)
    kind = models.CharField(_("kind"), max_length=12, choices=ScanPointKind, default=ScanPointKind.ENTRANCE)
    session = models.OneToOneField(
        Session, models.CASCADE, null=True, blank=True, related_name="scan_point", verbose_name=_("session")
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("scan point")
        verbose_name_plural = _("scan points")
        ordering = ("position", "pk")
        constraints = [
            models.UniqueConstraint(fields=["conference", "slug"], name="scan_point_slug_unique"),
            models.CheckConstraint(condition=Q(kind__in=ScanPointKind.values), name="scan_point_kind_known"),
        ]

    def __str__(self) -> str:
        return self.name


class DeviceQuerySet(models.QuerySet["Device"]):
    def valid(self) -> "DeviceQuerySet":
        return self.filter(revoked_at__isnull=True, expires_at__gt=timezone.now())


class Device(models.Model):
    """A phone that scans for one conference. Only the hash of its token is kept; it opens nothing but scanning."""

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="devices", verbose_name=_("conference"))
    name = models.CharField(_("name"), max_length=80)
    token_sha256 = models.CharField(max_length=64, unique=True, editable=False)
    paired_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("paired by")
    )
    paired_at = models.DateTimeField(_("paired"), default=timezone.now)
    expires_at = models.DateTimeField(_("valid until"))
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)

    objects = DeviceQuerySet.as_manager()

    class Meta:
        verbose_name = _("device")
        verbose_name_plural = _("devices")

    def __str__(self) -> str:
        return self.name


class Scan(models.Model):
    """One scan, let in or refused; `uid` is given by the device, so that a repeat is recognised.

    `scanned_at` is the device's time, `received_at` the server's; both by the conference's clock, so that in a
    demonstration they fall on its days and can be compared. A badge of another conference names nobody.
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
    scanned_at = models.DateTimeField(_("scanned"))
    received_at = models.DateTimeField(_("received"), default=timezone.now)

    class Meta:
        verbose_name = _("scan")
        verbose_name_plural = _("scans")
        ordering = ("-received_at", "-pk")
        indexes = [models.Index(fields=["point", "-scanned_at"], name="scan_of_point")]
        constraints = [
            models.UniqueConstraint(
                fields=["participant", "point"],
                condition=Q(result=ScanResult.ACCEPTED),
                name="scan_lets_in_once",
            ),
            models.CheckConstraint(condition=Q(result__in=ScanResult.values), name="scan_result_known"),
            models.CheckConstraint(
                condition=Q(result__in=NAMELESS) | Q(participant__isnull=False),
                name="scan_known_has_participant",
            ),
            models.CheckConstraint(
                condition=~Q(result=ScanResult.FOREIGN) | Q(participant__isnull=True),
                name="scan_foreign_names_nobody",
            ),
            models.CheckConstraint(condition=Q(method__in=ScanMethod.values), name="scan_method_known"),
        ]

    def __str__(self) -> str:
        return f"{self.get_result_display()}: {self.participant or '?'}"
