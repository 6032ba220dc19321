"""The two jobs of an import: to tell what a file would do, and to do it when it is still the same."""

from collections.abc import Iterable

import structlog
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.services import NoPlaces
from panel.enums import JobState, Outcome
from panel.imports.people import plan_of
from panel.imports.plan import Finding, Plan
from panel.imports.reading import Table, read_table
from panel.jobs.progress import Progress, row_of
from panel.models import Job, JobRow
from registrations.models import ParticipationCard
from registrations.services.importing import write_import

BATCH = 1000
log = structlog.get_logger(__name__)


class Outdated(Exception):
    """Since the file was checked something was changed, and the import would do something else."""

    def __init__(self, plan: Plan) -> None:
        super().__init__("the plan differs from the one that was confirmed")
        self.plan = plan


def check_file(job: Job, progress: Progress) -> str:
    """Tells every row that is new, changes something or is wrong. Writes nothing but the report."""
    job.rows.all().delete()
    try:
        table = table_of(job)
        progress.begin(len(table))
        plan = plan_of(job.conference, table)
    except ValidationError as error:
        return " ".join(error.messages)
    keep_report(job, plan.findings)
    progress.done = len(table)
    params = {**job.params, "fingerprint": plan.fingerprint, "counts": dict(plan.counts)}
    params["may_write"] = bool(plan.is_right and (plan.counts["new"] or plan.counts["changed"]))
    params["unknown"] = [*plan.headings.unknown][:50]
    Job.objects.filter(pk=job.pk).update(params=params)
    return summary_of(plan)


def write_file(job: Job, progress: Progress) -> str:
    """All or nothing: the plan is made again under lock, and only the one that was confirmed is carried out."""
    check = Job.objects.get(pk=job.params["check"])
    table = table_of(check)
    progress.begin(len(table))
    try:
        plan = write_table(job, check, table)
    except Outdated as error:
        return tell_difference(job, check, error.plan)
    except NoPlaces as error:
        return _("Nothing was written: no places are left in %(pool)s.") % {"pool": error.pool.name}
    except ValidationError as error:
        return _("Nothing was written: %(reason)s") % {"reason": " ".join(error.messages)}
    keep_report(job, plan.findings)
    counts = {name: plan.counts[name] for name in ("new", "new_cards", "changed")}
    log.info("list imported", by=job.author_id, conference=job.conference_id, **counts)
    return _("Written. %(summary)s") % {"summary": summary_of(plan)}


@transaction.atomic
def write_table(job: Job, check: Job, table: Table) -> Plan:
    """A worker that lost the job to another finds it locked, then changed, and writes nothing."""
    mine = Job.objects.select_for_update().filter(pk=job.pk, attempts=job.attempts, state=JobState.RUNNING)
    if not mine.exists():
        raise RuntimeError("another worker has the job")
    cards = ParticipationCard.objects.select_for_update().filter(conference=job.conference).order_by("pk")
    list(cards.values_list("pk", flat=True))
    plan = plan_of(job.conference, table)
    if not plan.is_right or plan.fingerprint != check.params["fingerprint"]:
        raise Outdated(plan)
    write_import(
        conference=job.conference,
        work=plan.work,
        by=job.author,
        reason=_("Import: %(file)s") % {"file": check.params["name"]},
        sends_letters=job.params["sends_letters"],
    )
    return plan


def table_of(job: Job) -> Table:
    if not job.upload:
        raise ValidationError(_("The file was deleted: files are kept for a week."))
    with job.upload.open("rb") as kept:
        return read_table(kept, job.params["name"])


def keep_report(job: Job, findings: Iterable[Finding]) -> None:
    rows = (
        row_of(job, one.number, one.subject, one.outcome, one.message, column=one.column, value=one.value)
        for one in findings
    )
    JobRow.objects.bulk_create(rows, batch_size=BATCH)


def tell_difference(job: Job, check: Job, plan: Plan) -> str:
    """Rows about which the check said something else."""
    said = {(row.number, row.column, row.message) for row in check.rows.all()}
    new = [one for one in plan.findings if (one.number, one.column[:80], one.message[:300]) not in said]
    keep_report(job, [Finding(one.number, one.subject, Outcome.REFUSED, one.message, one.column) for one in new])
    return _("Nothing was written: since the file was checked, something has been changed. Check the file again.")


def summary_of(plan: Plan) -> str:
    counts = plan.counts
    told = [
        ngettext("%(n)s row", "%(n)s rows", counts["rows"]) % {"n": counts["rows"]},
        _("new people: %(n)s (on new cards: %(cards)s)") % {"n": counts["new"], "cards": counts["new_cards"]},
        _("changed: %(n)s") % {"n": counts["changed"]},
        _("the same: %(n)s") % {"n": counts["same"]},
        _("wrong: %(n)s") % {"n": counts["wrong"]},
    ]
    return "; ".join(told) + "."
