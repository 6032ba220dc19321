"""What is on the back: the same as in front, the programme of a day, or the organiser's own text."""

from functools import lru_cache

from badges.boxes import Box, Ground, Panel
from badges.design import BadgeFace, Design, Line
from badges.enums import Back
from badges.fitting import LEAST_SIZE, STEP, Piece, Stack, fit_stack, height_of, set_stack
from badges.layout import INK, MUTED, Plan, Same, front, plan_of
from events.paper.fonts import Face
from events.paper.text import fit_whole

HOUR_SHARE = 0.17


def back(design: Design, face: BadgeFace) -> Panel:
    if design.back == Back.NAME:
        return front(design, face)
    plan = plan_of(design)
    return Panel(plan.width, plan.height, shared_back(Same(design)))


@lru_cache(maxsize=32)
def shared_back(key: Same) -> tuple[Box, ...]:
    """The same for everybody, in the conference's own colour."""
    design = key.design
    plan = plan_of(design)
    high = plan.height * 0.14
    colour = design.event.accent
    boxes: list[Box] = [Ground(0, plan.height - high, plan.width, high, colour)]
    title = Piece("back", design.back_title, Face.SERIF_BOLD, 15 * max(plan.unit, 0.6), design.text_over(colour))
    stack = fit_stack([title], plan.width - 2 * plan.margin, high * 0.8)
    boxes += set_stack(stack, plan.margin, plan.height - (high - height_of(stack)) / 2)
    top, bottom = plan.height - high - plan.margin * 0.6, plan.margin * 0.6
    return (*boxes, *(rows(design.back_lines, plan, top, bottom)))


def rows(lines: tuple[Line, ...], plan: Plan, top: float, bottom: float) -> list[Box]:
    """Hours beside what happens then, as large as all of them fit; what never fits is left out at the end."""
    size = 12 * max(plan.unit, 0.6)
    while True:
        fitted = [set_row(line, plan, size) for line in lines]
        if sum(height for _, _, height in fitted) <= top - bottom or size <= LEAST_SIZE:
            break
        size = max(size * STEP, LEAST_SIZE)
    boxes: list[Box] = []
    for hour, words, height in fitted:
        if top - height < bottom - 0.01:
            break
        boxes += set_stack(hour, plan.margin, top)
        boxes += set_stack(words, plan.margin + (hour_width(plan) if hour else 0), top)
        top -= height
    return boxes


def hour_width(plan: Plan) -> float:
    return (plan.width - 2 * plan.margin) * HOUR_SHARE


def set_row(line: Line, plan: Plan, size: float) -> tuple[Stack, Stack, float]:
    width = plan.width - 2 * plan.margin
    hours: Stack = []
    if line.hour:
        hour = Piece("back", line.hour, Face.SANS_BOLD, size, MUTED)
        hours = [(hour, fit_whole(line.hour, hour.face, width=hour_width(plan) * 0.92, size=size, least=3.5))]
        width -= hour_width(plan)
    piece = Piece("back", line.words, Face.SANS, size, INK)
    # Text in a row keeps its size and takes the lines it needs.
    words = [(piece, fit_whole(line.words or " ", piece.face, width=width, size=size, least=size, lines=1))]
    return hours, words, words[0][1].height + size * 0.35
