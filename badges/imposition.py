"""Puts sides of badges on pages: one on each, many on A4, or on a sheet of labels; folded, or on both sides.

The back of a sheet that is turned over its longer edge lies mirrored: what is left in front is right behind.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from reportlab.lib.units import mm

from badges.backs import back
from badges.boxes import Page, Panel, Placed, Stroke
from badges.design import BadgeFace, Design
from badges.enums import Paper, Sides
from badges.layout import front
from badges.measures import A4, grid_of

# Marks stand off what is cut, and need so much room around it.
MARK_OFF, MARK_LONG = 1.5 * mm, 4 * mm
MARK_ROOM = MARK_OFF + MARK_LONG + 1 * mm
FOLDED = (Sides.FOLD_TOP, Sides.FOLD_SIDE)
Side = Callable[[Design, BadgeFace], Panel]


@dataclass(frozen=True, slots=True)
class Sheet:
    """Where pieces of paper lie on a page, lower left corners in reading order; a piece is a badge unfolded."""

    width: float
    height: float
    piece: tuple[float, float]
    corners: tuple[tuple[float, float], ...]
    marked: bool


def piece_size(design: Design) -> tuple[float, float]:
    width, height = design.size
    if design.sides == Sides.FOLD_TOP:
        return width, height * 2
    if design.sides == Sides.FOLD_SIDE:
        return width * 2, height
    return width, height


def sheet_of(design: Design) -> Sheet:
    grid = grid_of(design.format, design.own)
    if grid:
        high = A4[1] * mm
        corners = tuple(
            (
                (grid.left + column * (grid.width + grid.gap_x)) * mm,
                high - (grid.top + row * (grid.height + grid.gap_y) + grid.height) * mm,
            )
            for row in range(grid.rows)
            for column in range(grid.columns)
        )
        return Sheet(A4[0] * mm, high, design.size, corners, marked=False)
    piece = piece_size(design)
    if design.paper == Paper.PAGE:
        room = MARK_ROOM if design.crop_marks else 0.0
        return Sheet(piece[0] + 2 * room, piece[1] + 2 * room, piece, ((room, room),), design.crop_marks)
    return many_up(piece, design.crop_marks)


def many_up(piece: tuple[float, float], marked: bool) -> Sheet:
    """A4 upright or lying, whichever holds more pieces, in the middle of the page."""
    narrow, long = A4[0] * mm, A4[1] * mm
    room = MARK_ROOM if marked else 0.0
    best = max(
        ((narrow, long), (long, narrow)),
        key=lambda page: fitting(page[0], piece[0], room) * fitting(page[1], piece[1], room),
    )
    columns, rows = max(fitting(best[0], piece[0], room), 1), max(fitting(best[1], piece[1], room), 1)
    left, low = (best[0] - columns * piece[0]) / 2, (best[1] - rows * piece[1]) / 2
    corners = tuple(
        (left + column * piece[0], low + row * piece[1]) for row in range(rows - 1, -1, -1) for column in range(columns)
    )
    return Sheet(*best, piece, corners, marked)


def fitting(page: float, piece: float, room: float) -> int:
    return int((page - 2 * room + 0.1) // piece)


def pages_of(design: Design, faces: Iterable[BadgeFace]) -> Iterator[Page]:
    """The pages to print, made one by one: thousands of badges need not lie in memory together."""
    sheet = sheet_of(design)
    marks = marks_of(design, sheet)
    rest = iter(faces)
    while several := list(islice(rest, len(sheet.corners))):
        yield page_of(design, sheet, several, front, marks)
        if design.sides == Sides.BOTH:
            yield page_of(design, turned(sheet), several, back, marks)


def turned(sheet: Sheet) -> Sheet:
    """The other side of the sheet: turned over its longer edge."""
    across, up = sheet.piece
    if sheet.height >= sheet.width:
        corners = tuple((sheet.width - left - across, low) for left, low in sheet.corners)
    else:
        corners = tuple((left, sheet.height - low - up) for left, low in sheet.corners)
    return Sheet(sheet.width, sheet.height, sheet.piece, corners, sheet.marked)


def page_of(design: Design, sheet: Sheet, faces: list[BadgeFace], side: Side, marks: tuple[Stroke, ...]) -> Page:
    flips = side is back and sheet.width > sheet.height and design.sides == Sides.BOTH
    placed: list[Placed] = []
    for face, (left, low) in zip(faces, sheet.corners, strict=False):
        placed += piece_at(design, face, side, left, low, flips=flips)
    return Page(sheet.width, sheet.height, tuple(placed), marks)


def piece_at(design: Design, face: BadgeFace, side: Side, left: float, low: float, *, flips: bool) -> Iterator[Placed]:
    """One side; with a back that is folded over also that, so that both stand upright once folded."""
    width, height = design.size
    if design.sides == Sides.FOLD_TOP:
        yield Placed(front(design, face), left, low)
        yield Placed(back(design, face), left, low + height, upside_down=True)
    elif design.sides == Sides.FOLD_SIDE:
        yield Placed(front(design, face), left + width, low)
        yield Placed(back(design, face), left, low)
    else:
        yield Placed(side(design, face), left, low, upside_down=flips)


def marks_of(design: Design, sheet: Sheet) -> tuple[Stroke, ...]:
    """Where to cut, outside of what is kept; where to fold, as dashes."""
    strokes: list[Stroke] = []
    if sheet.marked:
        columns = sorted({edge for left, _ in sheet.corners for edge in (left, left + sheet.piece[0])})
        rows = sorted({edge for _, low in sheet.corners for edge in (low, low + sheet.piece[1])})
        for x in columns:
            strokes += (
                Stroke(x, rows[0] - MARK_OFF, x, rows[0] - MARK_OFF - MARK_LONG),
                Stroke(x, rows[-1] + MARK_OFF, x, rows[-1] + MARK_OFF + MARK_LONG),
            )
        for y in rows:
            strokes += (
                Stroke(columns[0] - MARK_OFF, y, columns[0] - MARK_OFF - MARK_LONG, y),
                Stroke(columns[-1] + MARK_OFF, y, columns[-1] + MARK_OFF + MARK_LONG, y),
            )
    if design.sides in FOLDED:
        strokes += [fold for left, low in sheet.corners for fold in (fold_of(design, left, low),)]
    return tuple(strokes)


def fold_of(design: Design, left: float, low: float) -> Stroke:
    width, height = design.size
    if design.sides == Sides.FOLD_TOP:
        return Stroke(left, low + height, left + width, low + height, dashed=True)
    return Stroke(left + width, low, left + width, low + height, dashed=True)
