"""The job of an import: read the file, keep what is new, settle what is certain."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from panel.enums import Outcome
from panel.jobs.progress import Progress, TurnEnded, row_of
from panel.models import Job, JobRow
from payments.models import CsvFormat
from payments.statements.csv_files import CsvLayout
from payments.statements.deciding import settle_certain
from payments.statements.importing import import_file
from payments.statements.layouts import layout_by_key
from payments.statements.parsed import ParsedFile, Problem, Unreadable
from payments.statements.reading import read_statements
from payments.statements.refunds import mark_refunds


def import_statement(job: Job, progress: Progress) -> str:
    """Tells every line that cannot be read, and then keeps nothing. Done again, it does nothing twice."""
    job.rows.all().delete()
    association = job.conference.association
    if not job.upload:
        return _("The file was deleted: files are kept for a week.")
    try:
        with job.upload.open("rb") as kept:
            content = kept.read()
        parsed = read_statements(content, layout_of(job))
        tell(job, parsed)
        if parsed.problems:
            return told_problems(parsed.problems)
        imported = import_file(
            association=association,
            parsed=parsed,
            content=content,
            name=job.params["name"],
            by=job.author,
            account=job.params.get("account", ""),
        )
    except Unreadable as error:
        return _("Nothing was imported: %(reason)s") % {"reason": error}

    # A job that had several turns tells of what all of them did.
    counts = job.params.get("counts") or {"found": imported.found, "added": imported.added, "settled": 0}

    def say(done: int, total: int, settled: int) -> None:
        if done == 1:
            progress.begin(total)
        progress.reach(done)
        if progress.turn_is_over and done < total:
            counts["settled"] += settled
            Job.objects.filter(pk=job.pk).update(params={**job.params, "counts": counts})
            raise TurnEnded

    mark_refunds(association)
    counts["settled"] += settle_certain(association=association, by=job.author, tell=say)
    return summary(counts)


def layout_of(job: Job) -> CsvLayout | None:
    key = job.params.get("layout", "")
    return layout_by_key(CsvFormat.objects.filter(association=job.conference.association), key) if key else None


def tell(job: Job, parsed: ParsedFile) -> None:
    rows = [row_of(job, one.line, one.text, Outcome.REFUSED, one.why) for one in parsed.problems]
    rows += [row_of(job, one.line, one.text, Outcome.SKIPPED, one.why) for one in parsed.warnings]
    JobRow.objects.bulk_create(rows, batch_size=1000)


def told_problems(problems: tuple[Problem, ...]) -> str:
    lines = len(problems)
    return ngettext(
        "Nothing was imported: %(n)s line cannot be read.", "Nothing was imported: %(n)s lines cannot be read.", lines
    ) % {"n": lines}


def summary(counts: dict[str, int]) -> str:
    parts = [
        _("transactions in the file: %(n)s") % {"n": counts["found"]},
        _("new: %(n)s") % {"n": counts["added"]},
        _("known before: %(n)s") % {"n": counts["found"] - counts["added"]},
        _("settled by themselves: %(n)s") % {"n": counts["settled"]},
    ]
    return "; ".join(parts) + "."
