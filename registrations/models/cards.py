from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from events.models import Conference, DiscountCode, Extra, Variant
from events.validators import validate_name, validate_nip, validate_one_line, validate_postal_code
from registrations.codes import new_card_code
from registrations.enums import Acceptance, CardState, LineKind, PartyRole, PublicFunding, Settlement, Tone
from registrations.models.institutions import Institution

if TYPE_CHECKING:
    from registrations.models.links import AccessLink

# What was noted and never cleared does not stop reminders for ever.
NOTED_FOR = timedelta(days=14)


class CardQuerySet(models.QuerySet["ParticipationCard"]):
    def active(self) -> "CardQuerySet":
        return self.filter(state=CardState.SUBMITTED)

    def unpaid(self) -> "CardQuerySet":
        return self.active().filter(settled__lt=F("due"))

    def without_noted_payment(self) -> "CardQuerySet":
        """Cards for which no payment seems to be on its way; see `awaits_noted_payment`."""
        fresh = timezone.now() - NOTED_FOR
        return self.filter(Q(payment_noted_at__isnull=True) | Q(payment_noted_at__lte=fresh))

    def overdue(self, today: datetime | None = None) -> "CardQuerySet":
        """Unpaid past their day of payment, by the real calendar unless a moment is given."""
        return self.unpaid().filter(pay_by__lt=timezone.localdate(today))


class Label(models.Model):
    """A word of the organisers' own that they put on cards and participants."""

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="labels", verbose_name=_("conference"))
    name = models.CharField(_("name"), max_length=30, validators=[validate_one_line])
    tone = models.CharField(_("colour"), max_length=10, choices=Tone, default=Tone.NEUTRAL)

    class Meta:
        verbose_name = _("label")
        verbose_name_plural = _("labels")
        ordering = ("name",)
        constraints = [
            models.UniqueConstraint(
                fields=["conference", "name"],
                name="label_name_unique",
                violation_error_message=_("There is a label of this name."),
            ),
            models.CheckConstraint(condition=Q(tone__in=Tone.values), name="label_tone_known"),
        ]

    def __str__(self) -> str:
        return self.name


class ParticipationCard(models.Model):
    """One institution's registration of one or more people; ordered, paid and invoiced as one.

    `due` is the sum of its lines and `settled` what was received less what was refunded, both in grosze;
    they are set by registrations.services only.
    """

    conference = models.ForeignKey(Conference, models.PROTECT, related_name="cards", verbose_name=_("conference"))
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="cards", verbose_name=_("institution"))
    code = models.CharField(_("code"), max_length=12, unique=True, default=new_card_code, editable=False)
    state = models.CharField(_("state"), max_length=12, choices=CardState, default=CardState.SUBMITTED)
    language = models.CharField(_("language"), max_length=5, default="pl")
    contact_name = models.CharField(_("contact person"), max_length=120, validators=[validate_name])
    contact_email = models.EmailField(_("e-mail"))
    contact_phone = models.CharField(_("phone"), max_length=30, validators=[validate_one_line])
    head_name = models.CharField(_("head of the institution"), max_length=120, validators=[validate_name])
    head_position = models.CharField(_("position of the head"), max_length=80, validators=[validate_name])
    buyer_is_local_government = models.BooleanField(_("the buyer is a local government"), default=True)
    public_funding = models.CharField(_("public funding"), max_length=10, choices=PublicFunding)
    is_member = models.BooleanField(_("member of the association"), default=False)
    order_number = models.CharField(
        _("number of the order or contract"), max_length=60, blank=True, validators=[validate_one_line]
    )
    invoice_email = models.EmailField(_("e-mail for the invoice"), blank=True)
    discount = models.ForeignKey(
        DiscountCode, models.PROTECT, null=True, blank=True, related_name="cards", verbose_name=_("discount code")
    )
    keeps_together = models.BooleanField(_("those who wait take places only together"), default=False)
    remarks = models.TextField(_("remarks"), max_length=1000, blank=True)
    acceptance = models.CharField(_("signed card"), max_length=10, choices=Acceptance, default=Acceptance.NOT_ASKED)
    outdated_at = models.DateTimeField(
        _("changed after it was signed"),
        null=True,
        blank=True,
        help_text=_("When people, variants, nights or extras last changed after the signed card had come."),
    )
    labels = models.ManyToManyField(Label, related_name="cards", blank=True, verbose_name=_("labels"))
    currency = models.CharField(_("currency"), max_length=3, default="PLN")
    due = models.IntegerField(_("amount due"), default=0)
    settled = models.IntegerField(_("settled"), default=0)
    pay_by = models.DateField(_("to be paid by"))
    expires_on = models.DateField(
        _("expires unpaid after"), null=True, blank=True, help_text=_("The last day; empty: it does not expire.")
    )
    payment_noted_at = models.DateTimeField(
        _("a payment seems to have come"),
        null=True,
        blank=True,
        help_text=_("Set while a transfer waits to be matched, or a bank is about to confirm a payment."),
    )
    submitted_at = models.DateTimeField(_("submitted"), default=timezone.now)
    cancelled_at = models.DateTimeField(_("cancelled"), null=True, blank=True)
    history = HistoricalRecords()
    # Of a card that was submitted a moment ago: its link, for whoever goes on to its page.
    new_link: "AccessLink | None" = None

    objects = CardQuerySet.as_manager()

    class Meta:
        verbose_name = _("participation card")
        verbose_name_plural = _("participation cards")
        ordering = ("-submitted_at", "-pk")
        indexes = [models.Index(fields=["conference", "-submitted_at"], name="card_of_conference")]
        constraints = [
            models.CheckConstraint(condition=Q(due__gte=0), name="card_due_not_negative"),
            models.CheckConstraint(condition=Q(state__in=CardState.values), name="card_state_known"),
            models.CheckConstraint(condition=Q(acceptance__in=Acceptance.values), name="card_acceptance_known"),
            models.CheckConstraint(
                condition=Q(state=CardState.SUBMITTED) | Q(cancelled_at__isnull=False),
                name="card_cancelled_has_moment",
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def balance(self) -> int:
        """What is still to be paid, in grosze; negative when more came than was due."""
        return self.due - self.settled

    @property
    def settlement(self) -> Settlement:
        if self.settled > self.due:
            return Settlement.OVERPAID
        if self.settled == self.due:
            return Settlement.PAID
        return Settlement.PARTLY if self.settled else Settlement.UNPAID

    @property
    def awaits_noted_payment(self) -> bool:
        """Whether a payment seems to be there already: nobody is reminded of it, nor loses the place for it."""
        return self.payment_noted_at is not None and self.payment_noted_at > timezone.now() - NOTED_FOR

    @property
    def is_active(self) -> bool:
        return self.state == CardState.SUBMITTED


class CardParty(models.Model):
    """The institution, buyer or recipient exactly as written on the card."""

    card = models.ForeignKey(ParticipationCard, models.CASCADE, related_name="parties", verbose_name=_("card"))
    role = models.CharField(_("role"), max_length=12, choices=PartyRole)
    name = models.CharField(_("name"), max_length=200, validators=[validate_name])
    street = models.CharField(_("street and number"), max_length=120, validators=[validate_one_line])
    postal_code = models.CharField(_("postal code"), max_length=6, validators=[validate_postal_code])
    city = models.CharField(_("town"), max_length=80, validators=[validate_one_line])
    nip = models.CharField(_("NIP"), max_length=10, blank=True, validators=[validate_nip])

    class Meta:
        verbose_name = _("party of a card")
        verbose_name_plural = _("parties of a card")
        constraints = [
            models.UniqueConstraint(fields=["card", "role"], name="card_party_once"),
            models.CheckConstraint(condition=Q(role__in=PartyRole.values), name="card_party_role_known"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def in_words(self) -> str:
        """Everything it says, on one line."""
        nip = f"NIP {self.nip}" if self.nip else ""
        return ", ".join(part for part in (self.name, self.street, f"{self.postal_code} {self.city}", nip) if part)


class CardLine(models.Model):
    """One thing owed, frozen when written; append-only. `amount` in grosze, gross, negative when it is taken back.

    `vat_rate` in per cent; None is exempt, and `vat_basis` then says on what ground.
    """

    card = models.ForeignKey(ParticipationCard, models.CASCADE, related_name="lines", verbose_name=_("card"))
    participant = models.ForeignKey(
        "registrations.Participant",
        models.PROTECT,
        null=True,
        related_name="lines",
        verbose_name=_("participant"),
    )
    variant = models.ForeignKey(Variant, models.PROTECT, null=True, related_name="+", verbose_name=_("variant"))
    extra = models.ForeignKey(Extra, models.PROTECT, null=True, related_name="+", verbose_name=_("extra"))
    kind = models.CharField(_("kind"), max_length=12, choices=LineKind, default=LineKind.VARIANT)
    description = models.CharField(_("description"), max_length=200)
    quantity = models.PositiveSmallIntegerField(_("quantity"), default=1)
    amount = models.IntegerField(_("amount"))
    vat_rate = models.PositiveSmallIntegerField(_("VAT rate"), null=True)
    vat_basis = models.CharField(_("legal basis of the exemption"), max_length=256, blank=True)
    written_at = models.DateTimeField(_("written"), default=timezone.now)

    class Meta:
        verbose_name = _("line of a card")
        verbose_name_plural = _("lines of a card")
        ordering = ("pk",)
        constraints = [models.CheckConstraint(condition=Q(kind__in=LineKind.values), name="card_line_kind_known")]

    def __str__(self) -> str:
        return self.description
