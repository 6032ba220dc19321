"""Badges printed in the background, and written down as printed once the file is there."""

import tempfile
from collections.abc import Sequence
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from badges.enums import Scope
from badges.faces import badges_filename, badges_pdf
from badges.selectors import chosen_people
from badges.services import record_printing
from events.roles import Permission
from panel.desk import Desk
from panel.enums import ListName
from panel.jobs.progress import Progress
from panel.models import Job
from panel.services.jobs import start_job


def start_printing(desk: Desk, codes: Sequence[str], scope: Scope, token: str) -> Job:
    """Badges of those with these codes, in this order: what was asked for is what is printed."""
    return start_job(
        conference=desk.conference,
        kind="print",
        title=_("Print badges"),
        params={
            "list": ListName.PARTICIPANTS.value,
            "codes": list(codes),
            "scope": scope.value,
            "rights": [Permission.VIEW_CARDS.value],
        },
        by=desk.user,
        token=token,
    )


def print_badges(job: Job, progress: Progress) -> str:
    """Begun anew, it draws them again; they are written down once."""
    people = chosen_people(job.conference, job.params["codes"])
    progress.begin(len(people))
    if not people:
        return _("Nobody of those chosen takes part: there is nothing to print.")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "badges.pdf"
        path.write_bytes(badges_pdf(job.conference, people, progress.reach))
        progress.keep_file(path, badges_filename(job.conference))
    scope = Scope(job.params.get("scope", Scope.CHOSEN))
    record_printing(conference=job.conference, people=people, scope=scope, by=job.author, job=job.uid)
    return ngettext("%(count)s badge.", "%(count)s badges.", len(people)) % {"count": len(people)}
