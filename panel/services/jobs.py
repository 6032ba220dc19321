import hashlib
from functools import partial
from typing import Any

from django.core.files import File
from django.db import transaction
from django.utils.translation import get_language

from accounts.models import User
from events.models import Conference
from panel.models import Job
from panel.tasks import run_job


@transaction.atomic
def start_job(
    *,
    conference: Conference,
    kind: str,
    title: str,
    params: dict[str, Any],
    by: User,
    token: str,
    upload: File[bytes] | None = None,
) -> Job:
    """Put long work in the queue. `token` comes with the form: sent twice, it gives the job started first."""
    job, is_new = Job.objects.get_or_create(
        token=hashlib.sha256(f"{by.pk}:{token}".encode()).hexdigest()[:40],
        defaults={
            "conference": conference,
            "kind": kind,
            "title": title[:200],
            "params": params,
            "author": by,
            "language": get_language() or "pl",
        },
    )
    if is_new and upload is not None:
        job.upload.save(str(job.uid), upload)
    if is_new:
        transaction.on_commit(partial(run_job.delay, job.pk))
    return job
