import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.models import Conference
from panel.enums import JobState, ListName, Outcome


class SavedView(models.Model):
    """A list with its search, filters, columns and order, kept under a name for the whole team.

    `query` is the part of the list's address after the question mark.
    """

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="saved_views", verbose_name=_("conference"))
    list = models.CharField(_("list"), max_length=12, choices=ListName)
    name = models.CharField(_("name"), max_length=60)
    query = models.CharField(_("what it asks for"), max_length=1000, blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("author")
    )
    created_at = models.DateTimeField(_("saved"), default=timezone.now)

    class Meta:
        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")
        ordering = ("name",)
        constraints = [
            models.UniqueConstraint(
                fields=["conference", "list", "name"],
                name="saved_view_name_unique",
                violation_error_message=_("There is a view of this name."),
            ),
            models.CheckConstraint(condition=Q(list__in=ListName.values), name="saved_view_list_known"),
        ]

    def __str__(self) -> str:
        return self.name


class Job(models.Model):
    """Long work that a person started: a row first, then a task that carries its key. The clock restarts what died.

    `kind` names the function that does it, `params` what it needs. `token` makes a second click find the first job.
    `beat_at` is when the worker was last seen at it.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    conference = models.ForeignKey(Conference, models.CASCADE, related_name="jobs", verbose_name=_("conference"))
    kind = models.CharField(_("kind"), max_length=40)
    title = models.CharField(_("title"), max_length=200)
    params = models.JSONField(default=dict)
    token = models.CharField(max_length=40, unique=True)
    state = models.CharField(_("state"), max_length=10, choices=JobState, default=JobState.QUEUED)
    total = models.PositiveIntegerField(_("rows"), default=0)
    done = models.PositiveIntegerField(_("rows done"), default=0)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("started by")
    )
    language = models.CharField(max_length=5, default="pl")
    upload = models.FileField(upload_to="imports/%Y/", blank=True)
    file = models.FileField(_("file"), upload_to="jobs/%Y/", blank=True)
    file_name = models.CharField(max_length=120, blank=True)
    summary = models.TextField(_("what was done"), blank=True)
    error = models.TextField(blank=True)
    created_at = models.DateTimeField(_("asked for"), default=timezone.now)
    beat_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)

    class Meta:
        verbose_name = _("job")
        verbose_name_plural = _("jobs")
        ordering = ("-created_at", "-pk")
        indexes = [
            models.Index(
                fields=["beat_at"], condition=Q(state__in=[JobState.QUEUED, JobState.RUNNING]), name="job_unfinished"
            )
        ]
        constraints = [models.CheckConstraint(condition=Q(state__in=JobState.values), name="job_state_known")]

    def __str__(self) -> str:
        return self.title

    @property
    def has_ended(self) -> bool:
        return self.state in {JobState.DONE, JobState.FAILED}


class JobRow(models.Model):
    """What became of one row; `number` is the row's number in the list or file, `column` where a file is wrong."""

    job = models.ForeignKey(Job, models.CASCADE, related_name="rows", verbose_name=_("job"))
    number = models.PositiveIntegerField(_("row"))
    subject = models.CharField(_("who or what"), max_length=200, blank=True)
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome)
    column = models.CharField(_("column"), max_length=80, blank=True)
    value = models.CharField(_("value"), max_length=200, blank=True)
    message = models.CharField(_("what happened"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("row of a job")
        verbose_name_plural = _("rows of a job")
        ordering = ("number", "pk")
        indexes = [models.Index(fields=["job", "number"], name="job_rows")]
        constraints = [models.CheckConstraint(condition=Q(outcome__in=Outcome.values), name="job_outcome_known")]

    def __str__(self) -> str:
        return f"{self.number}: {self.subject}"
