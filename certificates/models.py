from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from certificates.enums import CertificateKind
from events.models import Conference
from registrations.models import Participant


class Certificate(models.Model):
    """What was certified, in the words of the paper: both the PDF and the public page are made of this row.

    `code` is in the address of the verification page. `hours` are teaching hours of `hour_minutes` minutes.
    """

    participant = models.ForeignKey(
        Participant, models.PROTECT, related_name="certificates", verbose_name=_("participant")
    )
    conference = models.ForeignKey(
        Conference, models.PROTECT, related_name="certificates", verbose_name=_("conference")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=CertificateKind, default=CertificateKind.PARTICIPATION)
    number = models.CharField(_("number"), max_length=60)
    code = models.CharField(_("code"), max_length=30, unique=True)
    language = models.CharField(_("language"), max_length=5, default="pl")
    full_name = models.CharField(_("name and surname"), max_length=180)
    position = models.CharField(_("position"), max_length=120, blank=True)
    institution = models.CharField(_("institution"), max_length=200)
    association_name = models.CharField(_("association"), max_length=200)
    association_details = models.CharField(
        _("address of the association"), max_length=220, blank=True, default="", db_default=""
    )
    host_institution = models.CharField(_("host centre"), max_length=200, blank=True)
    conference_title = models.CharField(_("conference"), max_length=160)
    motto = models.CharField(_("motto"), max_length=200, blank=True)
    place = models.CharField(_("place"), max_length=100)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    hours = models.PositiveSmallIntegerField(_("teaching hours"))
    hour_minutes = models.PositiveSmallIntegerField(_("minutes in a teaching hour"))
    signatory_name = models.CharField(_("signed by"), max_length=120, blank=True)
    signatory_role = models.CharField(_("position of who signs"), max_length=120, blank=True)
    issued_on = models.DateField(_("issued on"))
    issued_place = models.CharField(_("place of issue"), max_length=80, blank=True, default="", db_default="")
    issued_at = models.DateTimeField(_("issued"), default=timezone.now)
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)
    revoked_reason = models.CharField(_("why revoked"), max_length=200, blank=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        ordering = ("number",)
        constraints = [
            models.UniqueConstraint(fields=["participant", "kind"], name="certificate_once"),
            models.UniqueConstraint(fields=["conference", "number"], name="certificate_number_unique"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="certificate_days_in_order"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_revoked(self) -> bool:
        return self.revoked_at is not None


class CertificateTopic(models.Model):
    """One training session that the participant attended, as listed on the back of the certificate."""

    certificate = models.ForeignKey(Certificate, models.CASCADE, related_name="topics", verbose_name=_("certificate"))
    position = models.PositiveSmallIntegerField(_("position"))
    title = models.CharField(_("title"), max_length=200)
    minutes = models.PositiveSmallIntegerField(_("minutes"))

    class Meta:
        verbose_name = _("topic of a certificate")
        verbose_name_plural = _("topics of a certificate")
        ordering = ("position",)
        constraints = [models.UniqueConstraint(fields=["certificate", "position"], name="topic_position_unique")]

    def __str__(self) -> str:
        return self.title
