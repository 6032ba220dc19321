from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.models import Conference
from registrations.codes import new_link_token
from registrations.models.cards import ParticipationCard


class CardDraft(models.Model):
    """A card being filled in: what was typed, step by step, right or wrong. Continued on any device by its link.

    `typed` maps a step's name to the form fields as posted. Once submitted, `card` is the one made of it, so
    that a second click finds the first one's card.
    """

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="drafts", verbose_name=_("conference"))
    token = models.CharField(_("token"), max_length=30, unique=True, default=new_link_token, editable=False)
    typed = models.JSONField(_("typed"), default=dict)
    card = models.OneToOneField(
        ParticipationCard, models.CASCADE, null=True, blank=True, related_name="draft", verbose_name=_("card")
    )
    created_at = models.DateTimeField(_("begun"), default=timezone.now)
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        verbose_name = _("draft of a card")
        verbose_name_plural = _("drafts of cards")

    def __str__(self) -> str:
        return f"{self.conference}: {self.created_at:%d.%m.%Y %H:%M}"
