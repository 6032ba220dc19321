from django.db import models
from django.utils.translation import gettext_lazy as _


class ListName(models.TextChoices):
    CARDS = "cards", _("cards")
    PARTICIPANTS = "participants", _("participants")


class JobState(models.TextChoices):
    QUEUED = "queued", _("waits for its turn")
    RUNNING = "running", _("is being done")
    DONE = "done", _("done")
    FAILED = "failed", _("stopped by a fault")


class Outcome(models.TextChoices):
    """What became of one row of a job."""

    DONE = "done", _("done")
    SKIPPED = "skipped", _("left as it was")
    REFUSED = "refused", _("refused")
