"""What a job tells of its rows: those that need a look first."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count

from panel.enums import Outcome
from panel.models import Job, JobRow

ROWS_SHOWN = 500
PLANNED_SHOWN = 100


@dataclass(frozen=True)
class Report:
    done: int
    skipped: int
    refused: int
    rows: Sequence[JobRow]
    # Of a file that was only checked: what would be done.
    planned: Sequence[JobRow] = ()

    @property
    def told(self) -> int:
        """How many rows there are to show of those that need a look."""
        return self.refused + self.skipped

    @property
    def is_cut(self) -> bool:
        return self.told > len(self.rows)


def report_of(job: Job) -> Report:
    """Refused rows come before those left as they were; rows that were done are only counted. Three queries at most."""
    counts = dict(job.rows.values_list("outcome").annotate(Count("pk")).order_by())
    rows = list(job.rows.exclude(outcome=Outcome.DONE).order_by("outcome", "number", "pk")[:ROWS_SHOWN])
    return Report(counts.get(Outcome.DONE, 0), counts.get(Outcome.SKIPPED, 0), counts.get(Outcome.REFUSED, 0), rows)
