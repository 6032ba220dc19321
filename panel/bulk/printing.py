"""The jobs of printing what was chosen: one file, made anew whenever the job is begun anew."""

import tempfile
from io import BytesIO
from pathlib import Path

import pikepdf
from django.utils.translation import gettext as _

from badges.faces import badges_filename, badges_pdf
from panel.enums import ListName
from panel.jobs.progress import Progress
from panel.models import Job
from registrations.models import Participant, ParticipationCard
from registrations.services import link_for_card
from registrations.sheets import card_pdf_of

A4_POINTS = (595, 842)


def print_chosen(job: Job, progress: Progress) -> str:
    """Badges of people, or the papers of cards."""
    codes = job.params["codes"]
    job.rows.all().delete()
    progress.begin(len(codes))
    if job.params["list"] == ListName.CARDS:
        return print_cards(job, progress, codes)
    people = Participant.objects.active().of(job.conference).filter(badge_code__in=codes)
    found = list(people.select_related("card__institution", "variant").order_by("sort_key", "pk"))
    if not found:
        return _("Nobody of those chosen takes part: there is nothing to print.")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "badges.pdf"
        path.write_bytes(badges_pdf(job.conference, found))
        progress.keep_file(path, badges_filename(job.conference))
    return _("Badges: %(count)s.") % {"count": len(found)}


def print_cards(job: Job, progress: Progress, codes: list[str]) -> str:
    """Each card begins on a new sheet of paper, printed on both sides or on one."""
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
