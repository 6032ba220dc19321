from datetime import timedelta

import structlog
from celery import shared_task
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import override

from panel.enums import JobState
from panel.jobs.kinds import work_of
from panel.jobs.progress import Progress, TurnEnded
from panel.models import Job

# A worker tells every few seconds that it lives: who has been silent for so long was killed.
ABANDONED_AFTER = timedelta(minutes=2)
MOST_ATTEMPTS = 5

log = structlog.get_logger(__name__)


@shared_task(name="panel.run_job")
def run_job(job_id: int) -> None:
    """Do one job, or the next part of it; safe to call any number of times."""
    job = claim_job(job_id)
    if job is None:
        return
    progress = Progress(job)
    try:
        with override(job.language):
            summary = work_of(job.kind)(job, progress)
    except TurnEnded:
        mine(job).update(state=JobState.QUEUED, done=progress.done, attempts=F("attempts") - 1)
        run_job.delay(job.pk)
    except Exception as error:
        log.exception("job failed", job=str(job.uid), kind=job.kind)
        end_job(job, JobState.FAILED, error=f"{type(error).__name__}: {error}"[:2000])
    else:
        end_job(job, JobState.DONE, done=F("total"), summary=summary)


def claim_job(job_id: int) -> Job | None:
    """Take the job for this worker; None when another has it, it is done, or it was killed too often."""
    now = timezone.now()
    dead = Q(state=JobState.RUNNING, beat_at__lt=now - ABANDONED_AFTER)
    free = Job.objects.filter(Q(state=JobState.QUEUED) | dead, pk=job_id)
    with transaction.atomic():
        job = free.select_for_update(of=("self",)).select_related("conference__association", "author").first()
        if job is None:
            return None
        if job.attempts >= MOST_ATTEMPTS:
            log.error("job given up", job=str(job.uid), kind=job.kind, attempts=job.attempts)
            end_job(job, JobState.FAILED, error="given up: its worker was killed each time")
            return None
        job.state, job.beat_at, job.attempts = JobState.RUNNING, now, job.attempts + 1
        job.save(update_fields=["state", "beat_at", "attempts"])
    return job


def mine(job: Job) -> QuerySet[Job, Job]:
    """The job while it is this worker's: one that was silent too long has lost it to another."""
    return Job.objects.filter(pk=job.pk, attempts=job.attempts)


def end_job(job: Job, state: JobState, **values: object) -> None:
    mine(job).update(state=state, finished_at=timezone.now(), **values)
