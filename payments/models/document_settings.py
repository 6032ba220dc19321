from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from events.models import Association
from events.validators import validate_one_line
from payments.documents.patterns import validate_pattern
from payments.enums import DocumentKind, DocumentMode, IssueTime, Refusal
from registrations.models import ParticipationCard

# How many days before a service its invoice may be issued (art. 106i ust. 7 of the VAT act).
EARLIEST_DAYS = 60


class DocumentSettings(models.Model):
    """What an association issues and when: its accountant's decisions, none of them the program's.

    `default_basis` is for items without a VAT rule of their own; without it no invoice is issued for such a card.
    """

    association = models.OneToOneField(
        Association, models.CASCADE, related_name="document_settings", verbose_name=_("association")
    )
    mode = models.CharField(
        _("what is issued for a card"),
        max_length=10,
        choices=DocumentMode,
        default=DocumentMode.NOTE,
        help_text=_("Taxpayers issue invoices, most of them in KSeF; others issue notes or bills. Ask the accountant."),
    )
    issue_time = models.CharField(
        _("when it is issued"), max_length=15, choices=IssueTime, default=IssueTime.AFTER_PAYMENT
    )
    sends_proforma = models.BooleanField(
        _("issue a proforma when a card has been sent"), default=True, help_text=_("It goes by letter, as a PDF.")
    )
    earliest_days = models.PositiveSmallIntegerField(
        _("at most so many days before the conference"),
        default=EARLIEST_DAYS,
        help_text=_("Of an invoice that is not paid yet. The law says 60."),
    )
    default_basis = models.CharField(
        _("legal basis of the exemption from VAT"),
        max_length=256,
        blank=True,
        validators=[validate_one_line],
        help_text=_("For items without a VAT rule of their own."),
    )
    issuer_name = models.CharField(
        _("who issues documents"), max_length=120, blank=True, validators=[validate_one_line]
    )
    foot_note = models.CharField(_("note under each document"), max_length=300, blank=True)
    proforma_pattern = models.CharField(
        _("numbers of proformas"), max_length=60, default="PRO/{number}/{month}/{year}", validators=[validate_pattern]
    )
    invoice_pattern = models.CharField(
        _("numbers of invoices"), max_length=60, default="FV/{number}/{month}/{year}", validators=[validate_pattern]
    )
    correction_pattern = models.CharField(
        _("numbers of corrections"), max_length=60, default="KOR/{number}/{month}/{year}", validators=[validate_pattern]
    )
    note_pattern = models.CharField(
        _("numbers of notes"), max_length=60, default="NO/{number}/{month}/{year}", validators=[validate_pattern]
    )
    bill_pattern = models.CharField(
        _("numbers of bills"), max_length=60, default="RACH/{number}/{month}/{year}", validators=[validate_pattern]
    )
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("settings of documents")
        verbose_name_plural = _("settings of documents")
        constraints = [
            models.CheckConstraint(condition=Q(mode__in=DocumentMode.values), name="document_mode_known"),
            models.CheckConstraint(condition=Q(issue_time__in=IssueTime.values), name="document_issue_time_known"),
        ]

    def __str__(self) -> str:
        return str(self.association)

    def pattern_of(self, kind: DocumentKind) -> str:
        pattern: str = getattr(self, f"{kind.value}_pattern")
        return pattern

    @property
    def sale_kind(self) -> DocumentKind:
        """By what a card is sold."""
        return {
            DocumentMode.KSEF: DocumentKind.INVOICE,
            DocumentMode.INVOICE: DocumentKind.INVOICE,
            DocumentMode.NOTE: DocumentKind.NOTE,
            DocumentMode.BILL: DocumentKind.BILL,
        }[DocumentMode(self.mode)]


class DocumentSeries(models.Model):
    """The numbers of one kind of document in one year. `last` is taken by payments.documents.numbering only.

    The pattern may change during the year; the count goes on.
    """

    association = models.ForeignKey(
        Association, models.PROTECT, related_name="document_series", verbose_name=_("association")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=DocumentKind)
    year = models.PositiveSmallIntegerField(_("year"))
    last = models.PositiveIntegerField(_("last number"), default=0)

    class Meta:
        verbose_name = _("series of documents")
        verbose_name_plural = _("series of documents")
        constraints = [
            models.UniqueConstraint(fields=["association", "kind", "year"], name="document_series_unique"),
            models.CheckConstraint(condition=Q(kind__in=DocumentKind.values), name="document_series_kind_known"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.year}: {self.last}"


class DocumentRequest(models.Model):
    """That an institution asked for the document of its card; `issue_by` is the last day the law gives for it."""

    card = models.OneToOneField(
        ParticipationCard, models.PROTECT, related_name="document_request", verbose_name=_("card")
    )
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)
    issue_by = models.DateField(_("to be issued by"))

    class Meta:
        verbose_name = _("request for a document")
        verbose_name_plural = _("requests for documents")
        ordering = ("issue_by", "pk")

    def __str__(self) -> str:
        return f"{self.card}: {self.issue_by:%d.%m.%Y}"


class DocumentRefusal(models.Model):
    """That the clock could not issue the document of a card; gone when one is issued.

    It is tried again when the card or what the association has set changes, and once a day.
    """

    card = models.OneToOneField(
        ParticipationCard, models.CASCADE, related_name="document_refusal", verbose_name=_("card")
    )
    reason = models.CharField(_("reason"), max_length=20, choices=Refusal)
    since = models.DateTimeField(_("since"), default=timezone.now)
    tried_at = models.DateTimeField(_("tried"), default=timezone.now)

    class Meta:
        verbose_name = _("document that cannot be issued")
        verbose_name_plural = _("documents that cannot be issued")
        ordering = ("since", "pk")
        constraints = [
            models.CheckConstraint(condition=Q(reason__in=Refusal.values), name="document_refusal_known"),
        ]

    def __str__(self) -> str:
        return f"{self.card}: {self.get_reason_display()}"
