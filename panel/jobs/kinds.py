"""What does each kind of job. Named by path and imported when the first one runs: tasks lie below what they start."""

from collections.abc import Callable

from django.utils.module_loading import import_string

from panel.jobs.progress import Progress
from panel.models import Job

Work = Callable[[Job, Progress], str]
"""Does the job, or raises progress.TurnEnded to go on later; returns what was done, as a sentence."""

KINDS = {
    "bulk": "panel.bulk.work.act_on_each",
    "print": "panel.bulk.printing.print_chosen",
    "ledger": "panel.exports.ledger.write_ledger",
    "documents": "panel.exports.register.write_month",
    "export": "panel.exports.work.write_list",
    "import-check": "panel.imports.work.check_file",
    "import": "panel.imports.work.write_file",
    "statement": "panel.statements.work.import_statement",
}


def work_of(kind: str) -> Work:
    work: Work = import_string(KINDS[kind])
    return work
