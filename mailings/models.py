import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.models import Association, Conference
from mailings.enums import LetterState


class LetterQuerySet(models.QuerySet["Letter"]):
    def about(self, reference: str) -> "LetterQuerySet":
        """Letters about one card, by its code."""
        return self.filter(reference=reference)

    def due(self) -> "LetterQuerySet":
        return self.filter(state=LetterState.QUEUED, due_at__lte=timezone.now())


class Letter(models.Model):
    """A letter in the outbox: written in the transaction of what it tells, sent after it, kept as it was sent.

    `dedupe_key` names the fact it tells, so that a fact is told once. `claimed_at` is when a worker took it.
    """

    uid = models.UUIDField(_("identifier"), default=uuid.uuid4, unique=True, editable=False)
    association = models.ForeignKey(Association, models.CASCADE, related_name="letters", verbose_name=_("association"))
    conference = models.ForeignKey(
        Conference,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="letters",
        verbose_name=_("conference"),
    )
    kind = models.CharField(_("kind"), max_length=60)
    dedupe_key = models.CharField(_("fact it tells"), max_length=160, unique=True)
    reference = models.CharField(_("about"), max_length=40, blank=True, db_index=True)
    language = models.CharField(_("language"), max_length=5, default="pl")
    to_email = models.EmailField(_("to"))
    to_name = models.CharField(_("name of who it is for"), max_length=160, blank=True)
    reply_to = models.EmailField(_("reply to"), blank=True)
    subject = models.CharField(_("subject"), max_length=200)
    text = models.TextField(_("text"))
    html = models.TextField(_("text with markup"))
    state = models.CharField(_("state"), max_length=10, choices=LetterState, default=LetterState.QUEUED)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    created_at = models.DateTimeField(_("written"), default=timezone.now)
    due_at = models.DateTimeField(_("next attempt"), default=timezone.now)
    claimed_at = models.DateTimeField(_("taken by a worker"), null=True, blank=True)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    error = models.TextField(_("last error"), blank=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        ordering = ("-created_at", "-pk")
        indexes = [
            models.Index(fields=["due_at"], condition=Q(state=LetterState.QUEUED), name="letter_due"),
            models.Index(fields=["conference", "-created_at"], name="letter_of_conference"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=LetterState.values), name="letter_state_known"),
            models.CheckConstraint(
                condition=~Q(state=LetterState.SENT) | Q(sent_at__isnull=False), name="letter_sent_has_moment"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject} ({self.to_email})"


class LetterAttachment(models.Model):
    """A file that goes with a letter; drawn by `source` from `ref` after the commit, before the first attempt."""

    letter = models.ForeignKey(Letter, models.CASCADE, related_name="attachments", verbose_name=_("letter"))
    filename = models.CharField(_("file name"), max_length=120)
    content_type = models.CharField(_("type"), max_length=80, default="application/pdf")
    source = models.CharField(_("drawn by"), max_length=60)
    ref = models.CharField(_("from"), max_length=60)
    file = models.FileField(_("file"), upload_to="letters/%Y/%m/", blank=True)

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")

    def __str__(self) -> str:
        return self.filename


class Wording(models.Model):
    """An organiser's own words for one kind of letter of a conference, in place of ours.

    `{placeholders}` in them are known ones only; services.keep_wording checks it.
    """

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="wordings", verbose_name=_("conference"))
    kind = models.CharField(_("kind"), max_length=60)
    language = models.CharField(_("language"), max_length=5, default="pl")
    subject = models.CharField(_("subject"), max_length=150)
    body = models.TextField(_("text"), max_length=5000)
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        verbose_name = _("wording of a letter")
        verbose_name_plural = _("wordings of letters")
        constraints = [models.UniqueConstraint(fields=["conference", "kind", "language"], name="wording_once")]

    def __str__(self) -> str:
        return self.subject
