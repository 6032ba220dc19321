"""The confirmation of participation for settling a business trip: a page for each person."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import override
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, PageBreak

from events.formats import day, day_range, long_day
from events.models import Conference
from events.paper import flow
from events.paper.fonts import register_fonts
from events.paper.letterhead import CONTENT_WIDTH, Letterhead
from payments.documents.stays import Day, Stay
from registrations.sheets import letterhead_of

LABEL_MM = 38.0


@dataclass(frozen=True, slots=True)
class StayPage:
    """`rows` are days: their name, breakfast, dinner, supper and night as words; `sums` the row under them."""

    name: str
    facts: tuple[tuple[str, str], ...]
    rows: tuple[tuple[str, ...], ...]
    sums: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StayPaper:
    language: str
    letterhead: Letterhead
    place_and_day: str
    signatory: str
    pages: tuple[StayPage, ...]


def stay_paper(conference: Conference, stays: Sequence[Stay], language: str) -> StayPaper:
    house = conference.association
    with override(language):
        return StayPaper(
            language=language,
            letterhead=letterhead_of(conference),
            place_and_day=", ".join(part for part in (house.city, day(conference.ends_on)) if part),
            signatory=", ".join(part for part in (house.signatory_name, house.signatory_role) if part),
            pages=tuple(page_of(conference, stay) for stay in stays),
        )


def page_of(conference: Conference, stay: Stay) -> StayPage:
    person = stay.participant
    place = f"{conference.venue.name}, {conference.city}" if conference.venue else conference.city
    facts = (
        (_("Name and surname"), person.titled_name),
        (_("Position"), person.position),
        (_("Institution"), person.card.institution.name),
        (_("Conference"), conference.title),
        (_("When"), day_range(conference.starts_on, conference.ends_on)),
        (_("Where"), place),
    )
    rows = tuple((long_day(one.on), *words_of(one)) for one in stay.days)
    sums = (_("Together"), *(str(count) for count in (stay.breakfasts, stay.dinners, stay.suppers, stay.nights)))
    return StayPage(person.titled_name, facts, rows, sums)


def words_of(one: Day) -> tuple[str, ...]:
    return tuple(_("yes") if given else "–" for given in (one.breakfast, one.dinner, one.supper, one.night))


def _page(page: StayPage, paper: StayPaper) -> Iterator[Flowable]:
    yield flow.paragraph(_("Confirmation of participation"), flow.TITLE)
    yield flow.gap(2)
    yield flow.paragraph(_("For settling a business trip."), flow.BODY)
    yield flow.gap(4)
    yield flow.facts(page.facts, CONTENT_WIDTH, LABEL_MM * mm)
    yield from flow.section(_("Nights and meals supplied"), flow.accent_of(paper.letterhead))
    heads = (_("Breakfast"), _("Lunch"), _("Supper"), _("Night from this day"))
    columns = [flow.Column(_("Day"), 50), *(flow.Column(head, 24, numeric=True) for head in heads)]
    yield flow.rows_table(columns, [list(row) for row in (*page.rows, page.sums)])
    yield flow.gap(3)
    yield flow.paragraph(
        _(
            "They were in the price that the institution paid. The daily allowance of a business trip in Poland is cut "
            "by 25% for a breakfast, 50% for a lunch and 25% for a supper supplied (§ 7 of the regulation on business "
            "trips, Journal of Laws 2023 item 2190)."
        ),
        flow.NOTE,
    )
    yield flow.gap(8)
    yield flow.paragraph(paper.place_and_day, flow.BODY)
    if paper.signatory:
        yield flow.gap(10)
        yield flow.paragraph(paper.signatory, flow.STRONG)


def draw_stays(paper: StayPaper) -> bytes:
    register_fonts()
    with override(paper.language):
        story: list[Flowable] = []
        for number, page in enumerate(paper.pages):
            story += [PageBreak()] if number else []
            story += _page(page, paper)
        title = _("Confirmation of participation")
        return flow.build_paper(
            story, letterhead=paper.letterhead, title=title, foot_note=title, language=paper.language
        )
