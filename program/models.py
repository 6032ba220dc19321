from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from events.models import Conference
from program.enums import SessionKind, SessionMode


class Hall(models.Model):
    conference = models.ForeignKey(Conference, models.CASCADE, related_name="halls", verbose_name=_("conference"))
    name = models.CharField(_("name"), max_length=80)

    class Meta:
        verbose_name = _("hall")
        verbose_name_plural = _("halls")
        constraints = [models.UniqueConstraint(fields=["conference", "name"], name="hall_name_unique")]

    def __str__(self) -> str:
        return self.name


class Speaker(models.Model):
    conference = models.ForeignKey(Conference, models.CASCADE, related_name="speakers", verbose_name=_("conference"))
    name = models.CharField(_("name and surname"), max_length=120)
    affiliation = models.CharField(_("position and institution"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("speaker")
        verbose_name_plural = _("speakers")

    def __str__(self) -> str:
        return self.name


class SessionQuerySet(models.QuerySet["Session"]):
    def in_order(self) -> "SessionQuerySet":
        """By hour; those whose hour is not known come last, as they were written."""
        return self.order_by(F("starts_at").asc(nulls_last=True), "position", "pk")


class Session(models.Model):
    """One item of the programme. Hours are null where an old edition's are not known."""

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="sessions", verbose_name=_("conference"))
    kind = models.CharField(_("kind"), max_length=20, choices=SessionKind)
    mode = models.CharField(_("mode"), max_length=10, choices=SessionMode, default=SessionMode.ONSITE)
    title = models.CharField(_("title"), max_length=200)
    abstract = models.TextField(_("what it is about"), blank=True)
    presenter = models.CharField(_("led by"), max_length=200, blank=True)
    speakers = models.ManyToManyField(Speaker, related_name="sessions", blank=True, verbose_name=_("speakers"))
    hall = models.ForeignKey(
        Hall, models.SET_NULL, null=True, blank=True, related_name="sessions", verbose_name=_("hall")
    )
    starts_at = models.DateTimeField(_("from"), null=True, blank=True)
    ends_at = models.DateTimeField(_("to"), null=True, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    is_training = models.BooleanField(_("counts as training"), default=False)

    objects = SessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="session_ends_after_start",
                violation_error_message=_("A session cannot end before it begins."),
            ),
            models.CheckConstraint(condition=Q(kind__in=SessionKind.values), name="session_kind_known"),
        ]

    def __str__(self) -> str:
        return self.title
