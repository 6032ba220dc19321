import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import structlog
from django.utils.translation import ngettext

from panel.chosen import Chosen
from panel.exports.sheets import file_name, sheet_of, title_of
from panel.exports.writers import WRITERS
from panel.jobs.progress import Progress
from panel.models import Job

log = structlog.get_logger(__name__)


def write_list(job: Job, progress: Progress) -> str:
    """The job of an export: every row that was asked for, in a file to download. Who took it is told to the log."""
    chosen = Chosen.of(job.params["chosen"])
    sheet = sheet_of(job.conference, chosen.list, job.params["columns"])
    found = chosen.rows(job.conference)
    progress.begin(found.count())
    kind = job.params["kind"]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"list.{kind}"
        rows = told(sheet.rows(found), progress)
        count = WRITERS[kind](path, title_of(chosen.list), sheet.headers, sheet.widths, rows)
        progress.keep_file(path, file_name(job.conference, chosen.list, kind))
    log.info(
        "list exported", list=chosen.list.value, by=job.author_id, conference=job.conference_id, rows=count, kind=kind
    )
    return ngettext("%(rows)s row has been written.", "%(rows)s rows have been written.", count) % {"rows": count}


def told(rows: Iterator[list[Any]], progress: Progress) -> Iterator[list[Any]]:
    for number, row in enumerate(rows, start=1):
        progress.reach(number)
        yield row
