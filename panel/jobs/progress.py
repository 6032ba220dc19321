from pathlib import Path
from time import monotonic

from django.core.files import File
from django.utils import timezone

from panel.enums import Outcome
from panel.models import Job, JobRow

BEAT_SECONDS = 0.5
# Well below the limit at which a worker's task is ended.
TURN_SECONDS = 60.0
CELL = 200
SENTENCE = 300


class TurnEnded(Exception):
    """The job has had its turn: it goes on where it stopped, after others have had theirs."""


class Progress:
    """Tells how far a job is, seldom enough to cost nothing."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self.done = job.done
        self._begun = self._told = monotonic()

    def begin(self, total: int) -> None:
        Job.objects.filter(pk=self.job.pk).update(total=total, beat_at=timezone.now())

    def reach(self, done: int) -> None:
        self.done = done
        if monotonic() - self._told >= BEAT_SECONDS:
            self._told = monotonic()
            Job.objects.filter(pk=self.job.pk).update(done=done, beat_at=timezone.now())

    @property
    def turn_is_over(self) -> bool:
        return monotonic() - self._begun > TURN_SECONDS

    def keep_file(self, path: Path, name: str) -> None:
        """Keep what was made as the file of the job, to be downloaded under `name`."""
        with path.open("rb") as made:
            self.job.file.save(f"{self.job.uid}{path.suffix}", File(made), save=False)
        self.job.file_name = name
        self.job.save(update_fields=["file", "file_name"])


def row_of(
    job: Job, number: int, subject: str, outcome: Outcome, message: str, *, column: str = "", value: str = ""
) -> JobRow:
    """A row of the report, cut to what its columns hold."""
    return JobRow(
        job=job,
        number=number,
        subject=subject[:CELL],
        outcome=outcome,
        column=column[:80],
        value=value[:CELL],
        message=message[:SENTENCE],
    )
