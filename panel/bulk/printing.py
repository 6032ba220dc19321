"""The jobs of printing what was chosen: one file, made anew whenever the job is begun anew."""

import tempfile
from io import BytesIO
from pathlib import Path

import pikepdf
from django.utils.translation import gettext as _

from panel.enums import ListName
from panel.jobs.progress import Progress
from panel.models import Job
from panel.prints.badges import print_badges
from registrations.models import ParticipationCard
from registrations.services import link_for_card
from registrations.sheets import card_pdf_of

A4_POINTS = (595, 842)


def print_chosen(job: Job, progress: Progress) -> str:
    """Badges of people, or the papers of cards."""
    job.rows.all().delete()
    if job.params["list"] == ListName.PARTICIPANTS:
        return print_badges(job, progress)
    return print_cards(job, progress, job.params["codes"])


def print_cards(job: Job, progress: Progress, codes: list[str]) -> str:
    """Each card begins on a new sheet of paper, printed on both sides or on one."""
    progress.begin(len(codes))
    related = ("institution", "conference__association", "conference__venue")
    cards = ParticipationCard.objects.filter(conference=job.conference, code__in=codes).select_related(*related)
    with tempfile.TemporaryDirectory() as folder, pikepdf.new() as printed:
        for count, card in enumerate(cards.order_by("institution__sort_key", "pk"), start=1):
            with pikepdf.open(BytesIO(card_pdf_of(card, link_for_card(card=card)))) as paper:
                printed.pages.extend(paper.pages)
                if len(paper.pages) % 2:
                    printed.add_blank_page(page_size=A4_POINTS)
            progress.reach(count)
        path = Path(folder) / "cards.pdf"
        printed.save(path)
        progress.keep_file(path, f"{job.conference.slug}-{_('cards')}.pdf")
    return _("Cards: %(count)s.") % {"count": len(cards)}
