from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from events.models import Conference
from registrations.enums import QuestionKind, QuestionTarget
from registrations.models.cards import ParticipationCard
from registrations.models.participants import Participant


class Question(models.Model):
    """What the organiser asks beside the usual fields. `choices` has one choice a line.

    With `shown_if` it is asked only where that question was answered with `shown_if_value`.
    """

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="questions", verbose_name=_("conference"))
    slug = models.SlugField(max_length=40)
    kind = models.CharField(_("kind of answer"), max_length=10, choices=QuestionKind, default=QuestionKind.TEXT)
    target = models.CharField(_("asked"), max_length=12, choices=QuestionTarget, default=QuestionTarget.PARTICIPANT)
    label = models.CharField(_("question"), max_length=200)
    help_text = models.CharField(_("help"), max_length=300, blank=True)
    choices = models.TextField(_("choices, one a line"), blank=True)
    is_required = models.BooleanField(_("must be answered"), default=False)
    is_active = models.BooleanField(_("is asked"), default=True)
    shown_if = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="follow_ups",
        verbose_name=_("only if the answer to"),
    )
    shown_if_value = models.CharField(_("is"), max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ("position", "pk")
        constraints = [
            models.UniqueConstraint(fields=["conference", "slug"], name="question_slug_unique"),
            models.CheckConstraint(condition=Q(kind__in=QuestionKind.values), name="question_kind_known"),
            models.CheckConstraint(condition=Q(target__in=QuestionTarget.values), name="question_target_known"),
        ]

    def __str__(self) -> str:
        return self.label


class Answer(models.Model):
    """The answer of a card or a participant, as text: dates as 2024-06-13, yes as `yes`, several choices one a line."""

    question = models.ForeignKey(Question, models.PROTECT, related_name="answers", verbose_name=_("question"))
    card = models.ForeignKey(ParticipationCard, models.CASCADE, related_name="answers", verbose_name=_("card"))
    participant = models.ForeignKey(
        Participant, models.CASCADE, null=True, blank=True, related_name="answers", verbose_name=_("participant")
    )
    value = models.TextField(_("answer"), max_length=2000, blank=True)
    file = models.FileField(_("file"), upload_to="answers/%Y/", blank=True)

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        constraints = [
            models.UniqueConstraint(
                fields=["question", "card"], condition=Q(participant__isnull=True), name="answer_of_card_once"
            ),
            models.UniqueConstraint(
                fields=["question", "participant"],
                condition=Q(participant__isnull=False),
                name="answer_of_participant_once",
            ),
        ]

    def __str__(self) -> str:
        return self.value
