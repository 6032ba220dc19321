from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from events.models import Association
from payments.ksef.states import MOVING, KsefEnvironment, KsefState
from payments.models.documents import Document


class KsefAccess(models.Model):
    """What an association logs in to KSeF with: a token made in one environment, kept encrypted."""

    association = models.ForeignKey(
        Association, models.CASCADE, related_name="ksef_accesses", verbose_name=_("association")
    )
    environment = models.CharField(_("environment"), max_length=10, choices=KsefEnvironment)
    sealed_token = models.TextField(_("token, encrypted"))
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("set by")
    )
    set_at = models.DateTimeField(_("set"), default=timezone.now)
    history = HistoricalRecords(excluded_fields=["sealed_token"])

    class Meta:
        verbose_name = _("access to KSeF")
        verbose_name_plural = _("accesses to KSeF")
        constraints = [
            models.UniqueConstraint(fields=["association", "environment"], name="ksef_access_once"),
            models.CheckConstraint(condition=Q(environment__in=KsefEnvironment.values), name="ksef_access_known"),
        ]

    def __str__(self) -> str:
        return f"{self.association}: {self.get_environment_display()}"


class KsefInvoice(models.Model):
    """A document's way to KSeF: its exact bytes, where they are, and what came back. A row, then a job.

    `send_by` is the day until which an invoice issued offline must be sent (art. 106nda of the VAT act).
    `session_ref` is written before the invoice leaves and `invoice_ref` after, so that a worker that died in between
    leaves a trace to follow. `due_at` is when the clock takes it next; taking it moves `due_at` ahead by a lease.
    `replaces_sha256` is of the file that was given out offline and refused, when this one corrects it technically.
    """

    document = models.OneToOneField(Document, models.PROTECT, related_name="ksef", verbose_name=_("document"))
    environment = models.CharField(
        _("environment"), max_length=10, choices=KsefEnvironment, default=KsefEnvironment.NONE
    )
    state = models.CharField(_("state"), max_length=10, choices=KsefState, default=KsefState.PRODUCED)
    xml = models.BinaryField(_("file"), default=bytes)
    sha256 = models.CharField(max_length=64, blank=True, db_index=True)
    replaces_sha256 = models.CharField(max_length=64, blank=True)
    send_by = models.DateField(_("to be sent by"))
    offline_since = models.DateTimeField(_("offline since"), null=True, blank=True)
    session_ref = models.CharField(_("session"), max_length=40, blank=True)
    invoice_ref = models.CharField(_("reference number"), max_length=40, blank=True)
    ksef_number = models.CharField(_("KSeF number"), max_length=40, blank=True)
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True)
    upo = models.BinaryField(_("receipt (UPO)"), null=True, blank=True)
    code = models.PositiveSmallIntegerField(_("code of the answer"), null=True, blank=True)
    reasons = models.JSONField(_("reasons"), default=list, blank=True)
    attempts = models.PositiveIntegerField(_("attempts"), default=0)
    last_error = models.TextField(_("last error"), blank=True)
    produced_at = models.DateTimeField(_("made"), default=timezone.now)
    due_at = models.DateTimeField(_("next attempt"), default=timezone.now)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    history = HistoricalRecords(excluded_fields=["xml", "upo"])

    class Meta:
        verbose_name = _("invoice for KSeF")
        verbose_name_plural = _("invoices for KSeF")
        ordering = ("-produced_at", "-pk")
        indexes = [models.Index(fields=["due_at"], condition=Q(state__in=MOVING), name="ksef_moving")]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=KsefState.values), name="ksef_state_known"),
            models.CheckConstraint(condition=Q(environment__in=KsefEnvironment.values), name="ksef_environment_known"),
            models.CheckConstraint(
                condition=(Q(state=KsefState.ACCEPTED) & ~Q(ksef_number=""))
                | (~Q(state=KsefState.ACCEPTED) & Q(ksef_number="")),
                name="ksef_accepted_has_number",
            ),
            models.CheckConstraint(
                condition=~Q(state=KsefState.SENT) | (~Q(session_ref="") & ~Q(invoice_ref="")),
                name="ksef_sent_has_references",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=MOVING) | (~Q(sha256="") & ~Q(environment=KsefEnvironment.NONE)),
                name="ksef_moving_has_file",
            ),
            models.UniqueConstraint(
                fields=["environment", "ksef_number"], condition=~Q(ksef_number=""), name="ksef_number_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document}: {self.get_state_display()}"

    @property
    def is_accepted(self) -> bool:
        return self.state == KsefState.ACCEPTED

    @property
    def is_moving(self) -> bool:
        return self.state in MOVING
