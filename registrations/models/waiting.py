from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.models import Conference, Variant
from registrations.enums import WaitingState
from registrations.models.cards import ParticipationCard


class WaitingEntry(models.Model):
    """A turn on a variant's waiting list: one person of a card, or several who take places only together.

    Turns come in the order of `rank`, then of joining; organisers move one by its rank. While an offer stands,
    the places are held for the participants.
    """

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="waiting", verbose_name=_("conference"))
    card = models.ForeignKey(ParticipationCard, models.CASCADE, related_name="waiting", verbose_name=_("card"))
    variant = models.ForeignKey(Variant, models.PROTECT, related_name="waiting", verbose_name=_("variant"))
    state = models.CharField(_("state"), max_length=10, choices=WaitingState, default=WaitingState.WAITING)
    rank = models.IntegerField(_("order"), default=0)
    joined_at = models.DateTimeField(_("joined"), default=timezone.now)
    offered_at = models.DateTimeField(_("offered"), null=True, blank=True)
    offer_until = models.DateTimeField(_("offered until"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)

    class Meta:
        verbose_name = _("turn on the waiting list")
        verbose_name_plural = _("turns on the waiting list")
        ordering = ("rank", "joined_at", "pk")
        indexes = [
            models.Index(
                fields=["variant", "rank", "joined_at"], condition=Q(state=WaitingState.WAITING), name="waiting_turns"
            ),
            models.Index(fields=["offer_until"], condition=Q(state=WaitingState.OFFERED), name="waiting_offers"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=WaitingState.values), name="waiting_state_known"),
            models.CheckConstraint(
                condition=~Q(state=WaitingState.OFFERED) | Q(offer_until__isnull=False), name="waiting_offer_has_end"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.card}: {self.variant}"
