from datetime import timedelta

from celery import shared_task
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from panel.enums import JobState
from panel.models import Job, JobRow
from panel.tasks import ABANDONED_AFTER, run_job

# What a job read or made holds people's data: it is fetched within the week or made anew.
FILES_KEPT = timedelta(days=7)
TAKEN_WITHIN = timedelta(seconds=30)


@shared_task(name="panel.resume_jobs")
def resume_jobs() -> int:
    """Start what nobody took, or what a killed worker left; how many there were."""
    now = timezone.now()
    untaken = Q(state=JobState.QUEUED, created_at__lt=now - TAKEN_WITHIN)
    dead = Q(state=JobState.RUNNING, beat_at__lt=now - ABANDONED_AFTER)
    keys = list(Job.objects.filter(untaken | dead).values_list("pk", flat=True)[:100])
    for key in keys:
        run_job.delay(key)
    return len(keys)


@shared_task(name="panel.delete_job_files")
def delete_job_files() -> int:
    """Delete the files and reports of jobs that ended a week ago; the jobs themselves stay as a record."""
    ended = Job.objects.filter(finished_at__lt=timezone.now() - FILES_KEPT)
    holding = Q(file__gt="") | Q(upload__gt="") | Exists(JobRow.objects.filter(job=OuterRef("pk")))
    old = list(ended.filter(holding)[:100])
    for job in old:
        job.file.delete(save=False)
        job.upload.delete(save=False)
        job.rows.all().delete()
        job.save(update_fields=["file", "upload"])
    return len(old)
