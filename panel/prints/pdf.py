"""Lists for print: a frozen paper in, the bytes of a PDF out."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override
from reportlab.platypus import Flowable, Table, TableStyle

from events.paper import flow
from events.paper.canvas import HAIRLINE, tint
from events.paper.fonts import register_fonts
from panel.prints.papers import (
    AttendancePaper,
    BadgesPaper,
    CountRow,
    DietsPaper,
    Head,
    InstitutionsPaper,
    Listed,
    ListedGroup,
)

# Room for a hand to sign in.
SIGN_MM = 8.5
MOST_ROWS = 300
NAME_SHARE = 70.0
DAYS_SHARE = 92.0


@contextmanager
def drawing(head: Head) -> Iterator[None]:
    """Words in the reader's language, and the typefaces at hand."""
    register_fonts()
    with override(head.language):
        yield


def _opening(head: Head) -> Iterator[Flowable]:
    yield flow.paragraph(head.title, flow.TITLE)
    yield flow.gap(1.5)
    yield flow.paragraph(head.scope, flow.BODY)
    yield flow.gap(3)


def _build(head: Head, story: Sequence[Flowable]) -> bytes:
    note = f"{head.letterhead.conference_line} · {head.printed}"
    return flow.build_paper(
        [*_opening(head), *story], letterhead=head.letterhead, title=head.title, foot_note=note, language=head.language
    )


def _who(person: Listed, *notes: str) -> list[Flowable]:
    cell: list[Flowable] = [flow.paragraph(person.name, flow.STRONG)]
    return [*cell, *(flow.paragraph(note, flow.NOTE) for note in notes if note)]


def _portions(groups: Sequence[ListedGroup]) -> Iterator[list[ListedGroup]]:
    """Groups in portions of so many people: one table of thousands would be cut again and again for each page."""
    portion: list[ListedGroup] = []
    for group in groups:
        for start in range(0, len(group.people), MOST_ROWS):
            part = ListedGroup(group.title, group.people[start : start + MOST_ROWS])
            if portion and sum(len(one.people) for one in portion) + len(part.people) > MOST_ROWS:
                yield portion
                portion = []
            portion.append(part)
    yield portion


def _tables(
    columns: Sequence[flow.Column],
    groups: Sequence[ListedGroup],
    row_of: Any,
    head: Head,
    *more: tuple[Any, ...],
) -> list[Flowable]:
    return [_grouped(columns, portion, row_of, head, *more) for portion in _portions(groups)]


def _grouped(
    columns: Sequence[flow.Column],
    groups: Sequence[ListedGroup],
    row_of: Any,
    head: Head,
    *more: tuple[Any, ...],
) -> Table:
    """One table whose head is repeated on each page; a group's title is not left alone at the foot of one."""
    rows: list[list[Any]] = []
    style: list[tuple[Any, ...]] = [("VALIGN", (0, 1), (-1, -1), "MIDDLE"), *more]
    ground = tint(flow.accent_of(head.letterhead), 0.08)
    for group in groups:
        if group.title:
            at = len(rows) + 1
            style += [
                ("SPAN", (0, at), (-1, at)),
                ("BACKGROUND", (0, at), (-1, at), ground),
                ("NOSPLIT", (0, at), (-1, at + 1)),
            ]
            title = [flow.paragraph(group.title, flow.STRONG)]
            rows.append([title, *[""] * (len(columns) - 1)])
        rows += [row_of(person) for person in group.people]
    table = flow.rows_table(columns, rows)
    table.setStyle(TableStyle(style))
    # A row is signed: it may not be torn between two pages.
    vars(table)["_splitInRow"] = vars(table)["splitInRow"] = 0
    return table


def draw_attendance(paper: AttendancePaper) -> bytes:
    """A line for each person, a column to sign in for each day."""
    with drawing(paper.head):
        each = DAYS_SHARE / max(len(paper.days), 1)
        columns = [
            flow.Column(_("No."), 8, numeric=True),
            flow.Column(_("Name and surname, institution"), NAME_SHARE),
            *(flow.Column(day, each) for day in paper.days),
        ]

        def row_of(person: Listed) -> list[Any]:
            room = [flow.gap(SIGN_MM)]
            return [f"{person.number}.", _who(person, person.institution), *[room] * len(paper.days)]

        lines = ("LINEBEFORE", (2, 0), (-1, -1), 0.4, HAIRLINE)
        return _build(paper.head, [*_tables(columns, paper.groups, row_of, paper.head, lines), *_end(paper.groups)])


def draw_institutions(paper: InstitutionsPaper) -> bytes:
    with drawing(paper.head):
        columns = [
            flow.Column(_("No."), 8, numeric=True),
            flow.Column(_("Name and surname"), 60),
            flow.Column(_("Position"), 50),
            flow.Column(_("Variant"), 50),
        ]

        def row_of(person: Listed) -> list[Any]:
            return [f"{person.number}.", _who(person), person.position, person.variant]

        return _build(paper.head, [*_tables(columns, paper.groups, row_of, paper.head), *_end(paper.groups)])


def draw_badge_list(paper: BadgesPaper) -> bytes:
    """Who gets which badge, with a box to tick when it was picked up."""
    with drawing(paper.head):
        columns = [
            flow.Column(_("No."), 9, numeric=True),
            flow.Column(_("Name and surname, institution"), 96),
            flow.Column(_("Variant"), 48),
            flow.Column(_("Picked up"), 15),
        ]

        def row_of(person: Listed) -> list[Any]:
            written = _("On the badge: %(text)s") % {"text": person.badge_text} if person.badge_text else ""
            box = [flow.CheckBox(person.ticked)]
            return [f"{person.number}.", _who(person, person.institution, written), person.variant, box]

        return _build(paper.head, [*_tables(columns, paper.groups, row_of, paper.head), *_end(paper.groups)])


def _end(groups: Sequence[ListedGroup]) -> Iterator[Flowable]:
    people = sum(len(group.people) for group in groups)
    yield flow.gap(3)
    yield flow.paragraph(
        ngettext("%(count)s person on the list.", "%(count)s people on the list.", people) % {"count": people},
        flow.STRONG,
    )


def draw_diets(paper: DietsPaper) -> bytes:
    with drawing(paper.head):
        return _build(paper.head, [*_meals(paper), *_extras(paper), *_needs(paper)])


def _meals(paper: DietsPaper) -> Iterator[Flowable]:
    accent = flow.accent_of(paper.head.letterhead)
    yield flow.paragraph(paper.explained, flow.NOTE)
    for day in paper.days:
        yield from flow.section(day.day, accent)
        yield _counts(_("Diet"), day.meals, day.rows)


def _extras(paper: DietsPaper) -> Iterator[Flowable]:
    if paper.extras:
        yield from flow.section(_("Extras by diet"), flow.accent_of(paper.head.letterhead))
        yield _counts(_("Extra"), paper.diets, paper.extras, total=False)


def _counts(first: str, heads: Sequence[str], rows: Sequence[CountRow], *, total: bool = True) -> Table:
    """Numbers in columns; in the last line they are added up."""
    columns = [flow.Column(first, 60), *(flow.Column(name, 108 / max(len(heads), 1), numeric=True) for name in heads)]
    body: list[list[Any]] = [[row.name, *(str(count) for count in row.counts)] for row in rows]
    if total:
        sums = [sum(counts) for counts in zip(*(row.counts for row in rows), strict=True)] or [0] * len(heads)
        body.append([[flow.paragraph(_("Together"), flow.STRONG)], *(_sum(number) for number in sums)])
    return flow.rows_table(columns, body)


def _sum(number: int) -> list[Flowable]:
    return [flow.paragraph(str(number), flow.TOTAL)]


def _needs(paper: DietsPaper) -> Iterator[Flowable]:
    if not paper.needs:
        return
    columns = [
        flow.Column(_("Name and surname, institution"), 62),
        flow.Column(_("Variant"), 32),
        flow.Column(_("Diet"), 28),
        flow.Column(_("What the kitchen and the hall should know"), 46),
    ]
    yield from flow.section(_("Who needs what"), flow.accent_of(paper.head.letterhead))
    yield flow.paragraph(
        _("For the kitchen and those who prepare the hall only: it tells of people’s health."), flow.NOTE
    )
    yield flow.gap(1)
    yield flow.rows_table(
        columns,
        [
            [
                [flow.paragraph(one.name, flow.STRONG), flow.paragraph(one.institution, flow.NOTE)],
                one.variant,
                one.diet,
                one.note,
            ]
            for one in paper.needs
        ],
    )
