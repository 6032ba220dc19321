import uuid

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from events.enums import Role
from events.roles import Permission
from panel.desk import Desk, StaffRequest, asks_for_part, desk_for
from panel.exports.writers import TYPES
from panel.jobs.reports import report_of
from panel.models import Job

JOBS_SHOWN = 50


def jobs_of(desk: Desk) -> QuerySet[Job, Job]:
    """What the person started; an owner sees everybody's. What a job made was made with its author's rights."""
    jobs = Job.objects.filter(conference=desk.conference)
    return jobs if desk.role == Role.OWNER else jobs.filter(author=desk.user)


def job_of(desk: Desk, uid: uuid.UUID) -> Job:
    return get_object_or_404(jobs_of(desk), uid=uid)


@login_required
@require_GET
def list_jobs(request: StaffRequest, association: str, conference: str) -> HttpResponse:
    desk = desk_for(request, association, conference, Permission.VIEW_CARDS)
    jobs = jobs_of(desk).select_related("author")[:JOBS_SHOWN]
    return render(request, "panel/jobs.html", desk.context("jobs", jobs=jobs))


@login_required
@require_GET
def show_job(request: StaffRequest, association: str, conference: str, job_uid: uuid.UUID) -> HttpResponse:
    """How far the job is; the page asks again by itself until it has ended."""
    desk = desk_for(request, association, conference, Permission.VIEW_CARDS)
    job = job_of(desk, job_uid)
    context = desk.context("jobs", job=job, has_ended=job.has_ended, report=report_of(job), gone=False)
    template = "panel/_job.html" if asks_for_part(request, "job") else "panel/job.html"
    return render(request, template, context)


@login_required
@require_GET
def download_file(request: StaffRequest, association: str, conference: str, job_uid: uuid.UUID) -> HttpResponse:
    """The file a job made, for who may still see all that is in it."""
    desk = desk_for(request, association, conference, Permission.VIEW_CARDS)
    job = job_of(desk, job_uid)
    if not all(desk.may(Permission(right)) for right in job.params.get("rights", [])):
        raise PermissionDenied
    if not job.file:
        raise Http404(_("The file was deleted: files are kept for a week."))
    with job.file.open("rb") as kept:
        content = kept.read()
    content_type = TYPES.get(job.file_name.rpartition(".")[2], "application/pdf")
    disposition = content_disposition_header(True, job.file_name)
    return HttpResponse(
        content, content_type=content_type, headers={"Content-Disposition": disposition or "attachment"}
    )
