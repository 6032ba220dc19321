from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from registrations.codes import new_link_token
from registrations.models.cards import ParticipationCard
from registrations.models.participants import Participant

# Past the end of a conference, so that a certificate can be fetched a year later.
LINK_LIFE_AFTER_CONFERENCE = timedelta(days=400)


class AccessLinkQuerySet(models.QuerySet["AccessLink"]):
    def valid(self) -> "AccessLinkQuerySet":
        return self.filter(revoked_at__isnull=True, expires_at__gt=timezone.now())


class AccessLink(models.Model):
    """An address that opens one card, or one participant's own page, without an account."""

    token = models.CharField(max_length=30, unique=True, default=new_link_token, editable=False)
    card = models.ForeignKey(
        ParticipationCard, models.CASCADE, null=True, blank=True, related_name="links", verbose_name=_("card")
    )
    participant = models.ForeignKey(
        Participant,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="links",
        verbose_name=_("participant"),
    )
    created_at = models.DateTimeField(_("given"), default=timezone.now)
    expires_at = models.DateTimeField(_("valid until"))
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)

    objects = AccessLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("access link")
        verbose_name_plural = _("access links")
        constraints = [
            models.CheckConstraint(
                condition=Q(card__isnull=False, participant__isnull=True)
                | Q(card__isnull=True, participant__isnull=False),
                name="link_opens_one_thing",
            ),
            models.UniqueConstraint(fields=["card"], condition=Q(revoked_at__isnull=True), name="link_of_card_once"),
            models.UniqueConstraint(
                fields=["participant"], condition=Q(revoked_at__isnull=True), name="link_of_participant_once"
            ),
        ]

    def __str__(self) -> str:
        return str(self.card or self.participant)
