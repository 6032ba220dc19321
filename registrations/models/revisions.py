from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from registrations.enums import RevisionKind
from registrations.models.cards import ParticipationCard
from registrations.models.participants import Participant
from registrations.models.questions import Question


class Revision(models.Model):
    """From what to what nights, extras, an answer or a party were changed: rows of their own, without a history.

    `before` and `after` are in the words of the card: days, names of extras, the answer as models.Answer keeps it,
    a name with its address and NIP.
    """

    card = models.ForeignKey(ParticipationCard, models.CASCADE, related_name="revisions", verbose_name=_("card"))
    participant = models.ForeignKey(
        Participant, models.CASCADE, null=True, blank=True, related_name="revisions", verbose_name=_("participant")
    )
    # The row of the history, of the participant or else of the card, that tells who did it and when.
    fact = models.BigIntegerField(_("row of the history"))
    kind = models.CharField(_("kind"), max_length=10, choices=RevisionKind)
    question = models.ForeignKey(
        Question, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("question")
    )
    before = models.TextField(_("before"), blank=True)
    after = models.TextField(_("after"), blank=True)

    class Meta:
        verbose_name = _("change of a stay, an answer or a party")
        verbose_name_plural = _("changes of stays, answers and parties")
        ordering = ("pk",)
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=RevisionKind.values), name="revision_kind_known"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.before} → {self.after}"
