from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from events.models import Conference, Extra, PlacePool, Variant
from events.validators import validate_name, validate_one_line
from registrations.badge_tokens import new_badge_code
from registrations.enums import Diet, ParticipantState, RoomWish
from registrations.models.cards import Label, ParticipationCard
from registrations.models.waiting import WaitingEntry


class ParticipantQuerySet(models.QuerySet["Participant"]):
    def active(self) -> "ParticipantQuerySet":
        return self.filter(state=ParticipantState.REGISTERED)

    def on_card(self) -> "ParticipantQuerySet":
        """Those who take part and those who wait for a place."""
        return self.filter(state__in=(ParticipantState.REGISTERED, ParticipantState.WAITING))

    def of(self, conference: Conference) -> "ParticipantQuerySet":
        return self.filter(conference=conference)

    def unpaid(self) -> "ParticipantQuerySet":
        return self.active().filter(card__settled__lt=F("card__due"))


class Participant(models.Model):
    """One person on a card; the unit of badges, attendance and certificates.

    `badge_code` is the secret of their badge. `arrived_at` and `certificate_code` are facts of upper
    apps, written by registrations.services.
    """

    card = models.ForeignKey(ParticipationCard, models.PROTECT, related_name="participants", verbose_name=_("card"))
    # Found by the conference through each of the indexes below.
    conference = models.ForeignKey(
        Conference, models.PROTECT, related_name="participants", verbose_name=_("conference"), db_index=False
    )
    variant = models.ForeignKey(Variant, models.PROTECT, related_name="participants", verbose_name=_("variant"))
    state = models.CharField(_("state"), max_length=12, choices=ParticipantState, default=ParticipantState.REGISTERED)
    academic_title = models.CharField(_("title"), max_length=30, blank=True, validators=[validate_name])
    first_name = models.CharField(_("name"), max_length=60, validators=[validate_name])
    last_name = models.CharField(_("surname"), max_length=80, validators=[validate_name])
    position = models.CharField(_("position"), max_length=120, blank=True, validators=[validate_name])
    email = models.EmailField(_("e-mail"))
    phone = models.CharField(_("phone"), max_length=30, blank=True, validators=[validate_one_line])
    badge_text = models.CharField(_("text on the badge"), max_length=80, blank=True, validators=[validate_name])
    diet = models.CharField(_("diet"), max_length=12, choices=Diet, default=Diet.STANDARD)
    diet_note = models.CharField(_("what the kitchen should know"), max_length=200, blank=True)
    accessibility = models.CharField(_("accessibility needs"), max_length=300, blank=True)
    room_wish = models.CharField(_("room"), max_length=10, choices=RoomWish, default=RoomWish.ANY)
    roommate = models.CharField(
        _("person to share a room with"), max_length=120, blank=True, validators=[validate_name]
    )
    arrives_on = models.DateField(_("day of arrival"), null=True, blank=True)
    arrives_at = models.TimeField(_("hour of arrival"), null=True, blank=True)
    waiting = models.ForeignKey(
        WaitingEntry,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="participants",
        verbose_name=_("place on the waiting list"),
    )
    labels = models.ManyToManyField(Label, related_name="participants", blank=True, verbose_name=_("labels"))
    badge_code = models.CharField(max_length=16, unique=True, default=new_badge_code, editable=False)
    arrived_at = models.DateTimeField(_("arrived"), null=True, blank=True, editable=False)
    certificate_code = models.CharField(max_length=30, blank=True, editable=False)
    sort_key = models.CharField(max_length=400, editable=False)
    search_text = models.CharField(max_length=600, editable=False)
    history = HistoricalRecords(excluded_fields=["sort_key", "search_text"])

    objects = ParticipantQuerySet.as_manager()

    class Meta:
        verbose_name = _("participant")
        verbose_name_plural = _("participants")
        ordering = ("sort_key", "pk")
        # An order of the organiser's list each, to be read from its beginning. Not of `arrived_at`: at the door what is
        # written counts more than what is sorted.
        indexes = [
            models.Index(fields=["conference", "sort_key", "id"], name="participant_by_surname"),
            models.Index(fields=["conference", "variant", "sort_key", "id"], name="participant_by_variant"),
            models.Index(fields=["conference", "-variant", "sort_key", "id"], name="participant_by_variant_back"),
            models.Index(fields=["conference", "state", "sort_key", "id"], name="participant_by_state"),
            models.Index(fields=["conference", "-state", "sort_key", "id"], name="participant_by_state_back"),
            models.Index(fields=["conference", "diet", "sort_key", "id"], name="participant_by_diet"),
            models.Index(fields=["conference", "-diet", "sort_key", "id"], name="participant_by_diet_back"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=ParticipantState.values), name="participant_state_known"),
            models.CheckConstraint(condition=Q(diet__in=Diet.values), name="participant_diet_known"),
            models.CheckConstraint(condition=Q(room_wish__in=RoomWish.values), name="participant_room_wish_known"),
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        return f"{self.first_name} {self.last_name}"

    @property
    def titled_name(self) -> str:
        return f"{self.academic_title} {self.full_name}".strip()

    @property
    def is_active(self) -> bool:
        return self.state == ParticipantState.REGISTERED


class Night(models.Model):
    """A night that a participant sleeps at the conference, by the day on which it begins."""

    participant = models.ForeignKey(Participant, models.CASCADE, related_name="nights", verbose_name=_("participant"))
    on = models.DateField(_("night from"))

    class Meta:
        verbose_name = _("night")
        verbose_name_plural = _("nights")
        ordering = ("on",)
        constraints = [models.UniqueConstraint(fields=["participant", "on"], name="night_once")]

    def __str__(self) -> str:
        return f"{self.participant}: {self.on:%d.%m.%Y}"


class ParticipantExtra(models.Model):
    """An extra that a participant has taken."""

    participant = models.ForeignKey(Participant, models.CASCADE, related_name="extras", verbose_name=_("participant"))
    extra = models.ForeignKey(Extra, models.PROTECT, related_name="taken_by", verbose_name=_("extra"))

    class Meta:
        verbose_name = _("extra taken")
        verbose_name_plural = _("extras taken")
        constraints = [models.UniqueConstraint(fields=["participant", "extra"], name="extra_taken_once")]

    def __str__(self) -> str:
        return f"{self.participant}: {self.extra}"


class PlaceHold(models.Model):
    """A place in a pool held by a participant, for a variant or an extra, or while it is offered from the waiting list.

    The pool's counter is how many of these there are.
    """

    participant = models.ForeignKey(Participant, models.CASCADE, related_name="holds", verbose_name=_("participant"))
    pool = models.ForeignKey(PlacePool, models.PROTECT, related_name="holds", verbose_name=_("pool"))

    class Meta:
        verbose_name = _("place held")
        verbose_name_plural = _("places held")
        constraints = [models.UniqueConstraint(fields=["participant", "pool"], name="place_held_once")]

    def __str__(self) -> str:
        return f"{self.participant}: {self.pool}"
