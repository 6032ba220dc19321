"""Documents as they were issued. Everything a document says is frozen in its own rows."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from events.models import Association, Conference
from payments.enums import (
    DocumentKind,
    DocumentMode,
    DocumentRole,
    LineSide,
    PaidState,
    PaperKind,
    PaymentMethod,
    VatRate,
)
from payments.models.document_settings import DocumentSeries
from payments.models.frozen import FrozenQuerySet
from registrations.models import ParticipationCard


class DocumentQuerySet(FrozenQuerySet["Document"]):
    noted_later: ClassVar[frozenset[str]] = frozenset({"ksef_number", "ksef_code", "ksef_noted_at"})

    def sales(self) -> "DocumentQuerySet":
        """Invoices, notes and bills: what a correction corrects."""
        return self.filter(kind__in=(DocumentKind.INVOICE, DocumentKind.NOTE, DocumentKind.BILL))

    def for_ksef(self) -> "DocumentQuerySet":
        """Invoices that go to KSeF, and the corrections of such."""
        return self.filter(mode=DocumentMode.KSEF).exclude(kind=DocumentKind.PROFORMA)


class Document(models.Model):
    """A proforma, invoice, correction, note or bill. Sums are gross, in grosze; those of a correction may be negative.

    `mode` is the association's at the moment of issue; a correction has that of what it corrects.
    `corrects` is always the document first issued, however many corrections it has; `origin` names what asked for
    this one, so that nothing is issued twice for it. `fingerprint` is a hash of everything that is written here.
    """

    uid = models.UUIDField(_("identifier"), default=uuid.uuid4, unique=True, editable=False)
    association = models.ForeignKey(
        Association, models.PROTECT, related_name="documents", verbose_name=_("association")
    )
    conference = models.ForeignKey(Conference, models.PROTECT, related_name="documents", verbose_name=_("conference"))
    card = models.ForeignKey(ParticipationCard, models.PROTECT, related_name="documents", verbose_name=_("card"))
    series = models.ForeignKey(DocumentSeries, models.PROTECT, related_name="documents", verbose_name=_("series"))
    ordinal = models.PositiveIntegerField(_("number in its series"))
    number = models.CharField(_("number"), max_length=100)
    kind = models.CharField(_("kind"), max_length=10, choices=DocumentKind)
    mode = models.CharField(_("what the association issues"), max_length=10, choices=DocumentMode)
    origin = models.CharField(_("what asked for it"), max_length=120, unique=True, editable=False)
    language = models.CharField(_("language"), max_length=5, default="pl")
    issued_on = models.DateField(_("issued on"))
    issued_place = models.CharField(_("issued at"), max_length=80, blank=True)
    sale_from = models.DateField(_("first day of the service"))
    sale_to = models.DateField(_("last day of the service"))
    due_on = models.DateField(_("to be paid by"))
    subject = models.CharField(_("what it is for"), max_length=300)
    order_number = models.CharField(_("number of the order or contract"), max_length=60, blank=True)
    buyer_is_local_government = models.BooleanField(_("the buyer is a local government (JST)"), default=False)
    buyer_in_vat_group = models.BooleanField(_("the buyer belongs to a VAT group (GV)"), default=False)
    currency = models.CharField(_("currency"), max_length=3, default="PLN")
    net = models.IntegerField(_("net"))
    vat = models.IntegerField(_("VAT"))
    gross = models.IntegerField(_("gross"))
    paid = models.IntegerField(_("paid when it was issued"), default=0)
    paid_state = models.CharField(_("payment"), max_length=10, choices=PaidState)
    paid_on = models.DateField(_("paid on"), null=True, blank=True)
    method = models.CharField(_("method"), max_length=10, choices=PaymentMethod, default=PaymentMethod.TRANSFER)
    bank_account = models.CharField(_("bank account"), max_length=26, blank=True)
    transfer_name = models.CharField(_("short name of the seller"), max_length=40, blank=True)
    transfer_title = models.CharField(_("title of the transfer"), max_length=40)
    corrects = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="corrections", verbose_name=_("corrects")
    )
    reason = models.CharField(_("reason of the correction"), max_length=256, blank=True)
    foot_note = models.CharField(_("note"), max_length=300, blank=True)
    issuer_name = models.CharField(_("who issued it"), max_length=120, blank=True)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("issued by")
    )
    issued_at = models.DateTimeField(_("moment of issue"), default=timezone.now)
    fingerprint = models.CharField(max_length=64, editable=False)
    ksef_number = models.CharField(_("KSeF number"), max_length=40, blank=True)
    ksef_code = models.CharField(_("address in the KSeF code"), max_length=300, blank=True)
    ksef_noted_at = models.DateTimeField(_("KSeF number noted"), null=True, blank=True)
    history = HistoricalRecords()

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ("-issued_on", "-pk")
        base_manager_name = "objects"
        indexes = [models.Index(fields=["conference", "-issued_on"], name="document_of_conference")]
        constraints = [
            models.UniqueConstraint(fields=["series", "ordinal"], name="document_ordinal_once"),
            models.UniqueConstraint(
                fields=["association", "number"],
                name="document_number_once",
                violation_error_message=_("There is a document of this number."),
            ),
            models.UniqueConstraint(
                fields=["ksef_number"], condition=~Q(ksef_number=""), name="document_ksef_number_once"
            ),
            models.CheckConstraint(condition=Q(kind__in=DocumentKind.values), name="document_kind_known"),
            models.CheckConstraint(condition=Q(mode__in=DocumentMode.values), name="document_mode_of_known"),
            models.CheckConstraint(condition=Q(paid_state__in=PaidState.values), name="document_paid_state_known"),
            models.CheckConstraint(condition=Q(gross=F("net") + F("vat")), name="document_gross_is_net_and_vat"),
            models.CheckConstraint(
                condition=Q(kind=DocumentKind.CORRECTION, corrects__isnull=False)
                | (~Q(kind=DocumentKind.CORRECTION) & Q(corrects__isnull=True, gross__gte=0)),
                name="document_correction_corrects",
            ),
            models.CheckConstraint(
                condition=~Q(kind=DocumentKind.CORRECTION) | ~Q(reason=""), name="document_correction_says_why"
            ),
            models.CheckConstraint(condition=Q(sale_to__gte=F("sale_from")), name="document_sale_days_in_order"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_correction(self) -> bool:
        return self.kind == DocumentKind.CORRECTION

    @property
    def left_to_pay(self) -> int:
        """In grosze; never negative."""
        return max(0, self.gross - self.paid)


class DocumentParty(models.Model):
    """Seller, buyer or recipient as they stand on the document. `nip` is empty for a private person."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="parties", verbose_name=_("document"))
    role = models.CharField(_("role"), max_length=12, choices=DocumentRole)
    name = models.CharField(_("name"), max_length=200)
    street = models.CharField(_("street and number"), max_length=120, blank=True)
    postal_code = models.CharField(_("postal code"), max_length=6, blank=True)
    city = models.CharField(_("town"), max_length=80, blank=True)
    nip = models.CharField(_("NIP"), max_length=10, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("phone"), max_length=30, blank=True)

    objects = FrozenQuerySet.as_manager()

    class Meta:
        verbose_name = _("party of a document")
        verbose_name_plural = _("parties of a document")
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(fields=["document", "role"], name="document_party_once"),
            models.CheckConstraint(condition=Q(role__in=DocumentRole.values), name="document_party_role_known"),
        ]

    def __str__(self) -> str:
        return self.name


class DocumentLine(models.Model):
    """One line; sums in grosze, negative for what is taken off. VAT is computed from the gross of each rate.

    What the document comes to is the sum of its lines `AFTER` less that of those `BEFORE`.
    """

    document = models.ForeignKey(Document, models.PROTECT, related_name="lines", verbose_name=_("document"))
    side = models.CharField(_("side of the correction"), max_length=10, choices=LineSide, default=LineSide.AFTER)
    position = models.PositiveSmallIntegerField(_("position"))
    name = models.CharField(_("name"), max_length=256)
    quantity = models.PositiveSmallIntegerField(_("quantity"), default=1)
    unit = models.CharField(_("unit"), max_length=20)
    unit_gross = models.IntegerField(_("gross price of one"))
    vat_rate = models.CharField(_("VAT rate"), max_length=2, choices=VatRate)
    vat_basis = models.CharField(_("legal basis of the exemption"), max_length=256, blank=True)
    net = models.IntegerField(_("net"))
    vat = models.IntegerField(_("VAT"))
    gross = models.IntegerField(_("gross"))

    objects = FrozenQuerySet.as_manager()

    class Meta:
        verbose_name = _("line of a document")
        verbose_name_plural = _("lines of a document")
        ordering = ("side", "position")
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(fields=["document", "side", "position"], name="document_line_place"),
            models.CheckConstraint(condition=Q(gross=F("net") + F("vat")), name="document_line_gross_is_net_and_vat"),
            models.CheckConstraint(condition=Q(side__in=LineSide.values), name="document_line_side_known"),
            models.CheckConstraint(condition=Q(vat_rate__in=VatRate.values), name="document_line_rate_known"),
        ]

    def __str__(self) -> str:
        return self.name


class DocumentPerson(models.Model):
    """A participant whom the document names."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="people", verbose_name=_("document"))
    position = models.PositiveSmallIntegerField(_("position"))
    name = models.CharField(_("name and surname"), max_length=180)

    objects = FrozenQuerySet.as_manager()

    class Meta:
        verbose_name = _("person on a document")
        verbose_name_plural = _("people on a document")
        ordering = ("position",)
        base_manager_name = "objects"
        constraints = [models.UniqueConstraint(fields=["document", "position"], name="document_person_place")]

    def __str__(self) -> str:
        return self.name


class DocumentPaper(models.Model):
    """A PDF as it was given out; drawn once more when KSeF has given its number, and for each duplicate."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="papers", verbose_name=_("document"))
    kind = models.CharField(_("kind"), max_length=10, choices=PaperKind, default=PaperKind.ORIGINAL)
    language = models.CharField(_("language"), max_length=5)
    ksef_number = models.CharField(_("KSeF number on it"), max_length=40, blank=True)
    drawn_on = models.DateField(_("drawn on"))
    file = models.FileField(_("file"), upload_to="documents/%Y/%m/")
    sha256 = models.CharField(max_length=64)

    objects = FrozenQuerySet.as_manager()

    class Meta:
        verbose_name = _("paper of a document")
        verbose_name_plural = _("papers of a document")
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["document", "kind", "language", "ksef_number", "drawn_on"],
                condition=Q(kind=PaperKind.DUPLICATE),
                name="document_duplicate_once_a_day",
            ),
            models.UniqueConstraint(
                fields=["document", "language", "ksef_number"],
                condition=Q(kind=PaperKind.ORIGINAL),
                name="document_original_once",
            ),
            models.CheckConstraint(condition=Q(kind__in=PaperKind.values), name="document_paper_kind_known"),
        ]

    def __str__(self) -> str:
        return f"{self.document}: {self.sha256[:12]}"
