from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.models import Association
from registrations.enums import LegalKind
from registrations.models.cards import ParticipationCard
from registrations.models.participants import Participant


class LegalText(models.Model):
    """A text people agree to. A version is never changed: a new one follows it. `sha256` is of the body's UTF-8."""

    association = models.ForeignKey(
        Association, models.CASCADE, related_name="legal_texts", verbose_name=_("association")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=LegalKind)
    language = models.CharField(_("language"), max_length=5, default="pl")
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    title = models.CharField(_("title"), max_length=160)
    body = models.TextField(_("text"))
    sha256 = models.CharField(max_length=64, editable=False)
    valid_from = models.DateTimeField(_("valid from"), default=timezone.now)

    class Meta:
        verbose_name = _("legal text")
        verbose_name_plural = _("legal texts")
        constraints = [
            models.UniqueConstraint(
                fields=["association", "kind", "language", "version"], name="legal_text_version_unique"
            ),
            models.CheckConstraint(condition=Q(kind__in=LegalKind.values), name="legal_text_kind_known"),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.version})"


class Consent(models.Model):
    """That a text was agreed to for a card, or by one participant; append-only but for its withdrawal."""

    card = models.ForeignKey(ParticipationCard, models.CASCADE, related_name="consents", verbose_name=_("card"))
    participant = models.ForeignKey(
        Participant,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="consents",
        verbose_name=_("participant"),
    )
    text = models.ForeignKey(LegalText, models.PROTECT, related_name="consents", verbose_name=_("text"))
    given_at = models.DateTimeField(_("given"), default=timezone.now)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        constraints = [
            models.UniqueConstraint(
                fields=["card", "text"],
                condition=Q(withdrawn_at__isnull=True, participant__isnull=True),
                name="consent_of_card_once",
            ),
            models.UniqueConstraint(
                fields=["participant", "text"],
                condition=Q(withdrawn_at__isnull=True, participant__isnull=False),
                name="consent_of_participant_once",
            ),
        ]

    def __str__(self) -> str:
        return str(self.text)
