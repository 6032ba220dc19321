from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.models import Conference
from registrations.models.participants import Participant


class WithdrawnBadge(models.Model):
    """The code of a badge that is none any more: another person came instead, or it was lost and replaced."""

    conference = models.ForeignKey(
        Conference, models.CASCADE, related_name="withdrawn_badges", verbose_name=_("conference")
    )
    participant = models.ForeignKey(
        Participant, models.CASCADE, related_name="withdrawn_badges", verbose_name=_("participant")
    )
    code = models.CharField(max_length=16, unique=True, editable=False)
    withdrawn_at = models.DateTimeField(_("withdrawn"), default=timezone.now)

    class Meta:
        verbose_name = _("withdrawn badge")
        verbose_name_plural = _("withdrawn badges")

    def __str__(self) -> str:
        return str(self.participant)
