from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from registrations.enums import ScanState
from registrations.models.cards import ParticipationCard


class SignedScan(models.Model):
    """The signed card as the institution sent it back, and what the organiser decided. `sha256` is of the file."""

    card = models.ForeignKey(ParticipationCard, models.CASCADE, related_name="scans", verbose_name=_("card"))
    file = models.FileField(_("file"), upload_to="signed-cards/%Y/")
    name = models.CharField(_("name of the file"), max_length=120)
    content_type = models.CharField(max_length=40)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    sent_at = models.DateTimeField(_("sent"), default=timezone.now)
    state = models.CharField(_("state"), max_length=10, choices=ScanState, default=ScanState.SENT)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("by")
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)

    class Meta:
        verbose_name = _("signed card")
        verbose_name_plural = _("signed cards")
        ordering = ("-sent_at", "-pk")
        constraints = [
            models.CheckConstraint(condition=Q(state__in=ScanState.values), name="signed_scan_state_known"),
            models.UniqueConstraint(fields=["card", "sha256"], name="signed_scan_once"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_outdated(self) -> bool:
        """Whether the card was changed after this came, so that it says something else than the card."""
        changed = self.card.outdated_at
        return changed is not None and self.sent_at < changed


class CardNote(models.Model):
    """What the organisers tell one another about a card. The institution never sees it."""

    card = models.ForeignKey(ParticipationCard, models.CASCADE, related_name="notes", verbose_name=_("card"))
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("author")
    )
    text = models.TextField(_("note"), max_length=2000)
    written_at = models.DateTimeField(_("written"), default=timezone.now)

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        ordering = ("-written_at", "-pk")

    def __str__(self) -> str:
        return self.text[:60]
