from datetime import date, datetime, timedelta

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.enums import Accent, ConferenceState, Stage, TrainingRule
from events.formats import roman
from events.models.associations import Association, Venue


class ConferenceQuerySet(models.QuerySet["Conference"]):
    def published(self) -> "ConferenceQuerySet":
        return self.filter(state=ConferenceState.PUBLISHED)


class Conference(models.Model):
    """One annual edition. Its days are calendar days in Poland."""

    association = models.ForeignKey(
        Association, models.PROTECT, related_name="conferences", verbose_name=_("association")
    )
    slug = models.SlugField(_("address on the web"), max_length=40)
    state = models.CharField(_("state"), max_length=20, choices=ConferenceState, default=ConferenceState.DRAFT)
    edition = models.PositiveSmallIntegerField(_("number of the edition"), null=True, blank=True)
    is_jubilee = models.BooleanField(_("jubilee"), default=False)
    title = models.CharField(_("title"), max_length=160)
    motto = models.CharField(_("motto"), max_length=200, blank=True)
    theme = models.CharField(_("leading theme"), max_length=300, blank=True)
    summary = models.TextField(_("what is in it for the participants"), blank=True)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    city = models.CharField(_("town"), max_length=80)
    city_locative = models.CharField(
        _("town, as in “held …”"), max_length=100, help_text=_("For example: w Zakopanem.")
    )
    venue = models.ForeignKey(
        Venue, models.SET_NULL, null=True, blank=True, related_name="conferences", verbose_name=_("venue")
    )
    host_institution = models.CharField(_("host centre"), max_length=200, blank=True)
    accent = models.CharField(_("colour"), max_length=20, choices=Accent, default=Accent.PINE)
    registration_opens_at = models.DateTimeField(_("registration opens"), null=True, blank=True)
    registration_closes_at = models.DateTimeField(_("registration closes"), null=True, blank=True)
    resignation_until = models.DateField(_("resignation free of charge until"), null=True, blank=True)
    changes_until = models.DateField(
        _("institutions may change their cards until"),
        null=True,
        blank=True,
        help_text=_("Empty: until the day before the first day."),
    )
    payment_days = models.PositiveSmallIntegerField(_("days to pay"), default=14)
    expires_after_days = models.PositiveSmallIntegerField(
        _("an unpaid card expires so many days after its day of payment"),
        null=True,
        blank=True,
        help_text=_("Institutions are told the day of payment only. Empty: unpaid cards never expire."),
    )
    remind_days = models.PositiveSmallIntegerField(
        _("remind of the payment so many days before its day"), default=3, help_text=_("0: no reminder.")
    )
    wants_signed_cards = models.BooleanField(_("cards must be signed and sent back"), default=False)
    signing_days = models.PositiveSmallIntegerField(
        _("days to send the signed card"),
        default=10,
        help_text=_("A reminder goes the day after, and again each week until the card comes."),
    )
    offer_hours = models.PositiveSmallIntegerField(_("hours to take a place offered from the waiting list"), default=48)
    takes_waiting = models.BooleanField(_("keep a waiting list when places run out"), default=True)
    currency = models.CharField(_("currency"), max_length=3, default="PLN")
    contact_email = models.EmailField(_("contact e-mail"), blank=True)
    contact_phone = models.CharField(_("contact phone"), max_length=30, blank=True)
    practical = models.TextField(_("practical matters"), blank=True)
    teaching_hour_minutes = models.PositiveSmallIntegerField(_("minutes in a teaching hour"), default=45)
    training_rule = models.CharField(
        _("which sessions count"),
        max_length=10,
        choices=TrainingRule,
        default=TrainingRule.ATTENDED,
        # As in the next one: a version that does not know the field may still write rows.
        db_default=TrainingRule.ATTENDED,
    )
    training_share = models.PositiveSmallIntegerField(
        _("share of the session, in per cent"),
        default=80,
        db_default=80,
        help_text=_("Asked for only where sessions count by the time spent in them."),
    )
    facts_assumed = models.BooleanField(
        _("some facts are assumed"),
        default=False,
        help_text=_("Marks demonstration data that nobody confirmed."),
    )
    clock_shift = models.DurationField(
        _("shift of its clock"),
        default=timedelta,
        help_text=_("Zero but in a demonstration, where it moves the conference through its stages."),
    )
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    objects = ConferenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("conference")
        verbose_name_plural = _("conferences")
        ordering = ("-starts_on",)
        constraints = [
            models.UniqueConstraint(
                fields=["association", "slug"],
                name="conference_slug_unique",
                violation_error_message=_("The association already has a conference at this address."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="conference_ends_after_start",
                violation_error_message=_("The last day cannot come before the first."),
            ),
            models.CheckConstraint(
                condition=Q(registration_closes_at__gt=F("registration_opens_at")),
                name="conference_registration_closes_after_opening",
                violation_error_message=_("Registration cannot close before it opens."),
            ),
            models.CheckConstraint(condition=Q(state__in=ConferenceState.values), name="conference_state_known"),
            models.CheckConstraint(
                condition=Q(training_rule__in=TrainingRule.values), name="conference_training_rule_known"
            ),
            models.CheckConstraint(
                condition=Q(training_share__gte=1, training_share__lte=100),
                name="conference_training_share_in_range",
                violation_error_message=_("The share of a session is from 1 to 100 per cent."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def edition_roman(self) -> str:
        return roman(self.edition) if self.edition else ""

    def now(self) -> datetime:
        """The conference's own clock: real time but in a demonstration. Every rule about its dates asks here."""
        return timezone.now() + self.clock_shift

    def today(self) -> date:
        return timezone.localdate(self.now())

    @property
    def stage(self) -> Stage:
        today, now = self.today(), self.now()
        if today > self.ends_on:
            return Stage.ENDED
        if today >= self.starts_on:
            return Stage.RUNNING
        if self.registration_closes_at and now >= self.registration_closes_at:
            return Stage.CLOSED
        if self.registration_opens_at and now >= self.registration_opens_at:
            return Stage.REGISTRATION
        return Stage.ANNOUNCED

    @property
    def takes_cards(self) -> bool:
        return self.state == ConferenceState.PUBLISHED and self.stage == Stage.REGISTRATION
