"""Lays a badge out: whose it is and what it looks like in, boxes out. Everything that draws a badge draws these."""

from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from math import sqrt

from PIL import Image
from reportlab.lib.units import mm

from badges.boxes import Box, Code, Ground, Panel, Picture, Words
from badges.design import BadgeFace, Design
from badges.enums import FieldKind, Format, Orientation, Size
from badges.fitting import Piece, fit_stack, height_of, set_stack
from events.paper.fonts import Face

K = FieldKind
INK, MUTED, WHITE = "#16202e", "#55606e", "#ffffff"
SCALES = {Size.SMALL: 0.8, Size.NORMAL: 1.0, Size.LARGE: 1.25, Size.HUGE: 1.55}
HEADER = (K.LOGO, K.CONFERENCE, K.MOTTO, K.DATES)
A6_AREA = 105 * mm * 148 * mm
# The slot of a lanyard clip is punched above this line.
CLIP = 9 * mm
LEAST_CODE, MOST_CODE = 22 * mm, 50 * mm
# How each text is set on A6: face, size, colour, when it is left out, in how many lines, with how much room below.
STYLES: dict[FieldKind, tuple[Face, float, str, int, int, float]] = {
    K.CONFERENCE: (Face.SERIF_BOLD, 17, "", 1, 2, 0.1),
    K.MOTTO: (Face.SERIF_ITALIC, 12, "", 3, 2, 0.15),
    K.DATES: (Face.SANS, 9, "", 2, 1, 0.0),
    K.TITLE: (Face.SANS, 14, INK, 0, 2, 0.0),
    K.NAME: (Face.SANS_BOLD, 34, INK, 0, 2, 0.0),
    K.SURNAME: (Face.SANS_BOLD, 34, INK, 0, 2, 0.25),
    K.POSITION: (Face.SANS, 12, MUTED, 4, 2, 0.25),
    K.INSTITUTION: (Face.SANS, 13, INK, 1, 3, 0.25),
    K.TOWN: (Face.SANS, 11, MUTED, 3, 2, 0.25),
    K.TEXT: (Face.SANS_BOLD, 13, INK, 2, 2, 0.25),
}


@dataclass(frozen=True, slots=True)
class Plan:
    """Where things lie on a side, in points."""

    width: float
    height: float
    margin: float
    unit: float
    band: float
    clip: float
    foot: float
    code: float
    is_tall: bool

    @property
    def code_left(self) -> float:
        return self.margin * 0.7 if self.is_tall else self.width - self.code - self.margin * 0.7

    @property
    def code_bottom(self) -> float:
        if self.is_tall:
            return self.foot + self.margin * 0.45
        return max((self.height - self.band - self.code) / 2, 0)

    @property
    def text_width(self) -> float:
        """Of the column that tells whose badge it is."""
        beside = 0.0 if self.is_tall or not self.code else self.code + self.margin * 0.7
        return self.width - 2 * self.margin - beside


def plan_of(design: Design) -> Plan:
    width, height = design.size
    is_tall = height >= width
    margin = min(max(min(width, height) * 0.075, 2.2 * mm), 9 * mm)
    has_band = any(design.shows(kind) for kind in HEADER)
    hangs = design.format == Format.A6 and design.orientation == Orientation.PORTRAIT
    return Plan(
        width=width,
        height=height,
        margin=margin,
        unit=sqrt(width * height / A6_AREA),
        band=(height * (0.243 if is_tall else 0.215)) if has_band else 0.0,
        clip=CLIP if hangs else margin * 0.6,
        foot=height * 0.027 if is_tall else 0.0,
        code=code_side(design, width, height, is_tall=is_tall, has_band=has_band),
        is_tall=is_tall,
    )


def code_side(design: Design, width: float, height: float, *, is_tall: bool, has_band: bool) -> float:
    size = dict(design.fields).get(K.QR)
    if size is None:
        return 0.0
    wanted = width * 0.44 if is_tall else height * 0.56
    side = min(max(wanted, LEAST_CODE), MOST_CODE) * SCALES[size]
    most = min(width * 0.7, height * 0.45) if is_tall else min(width * 0.5, height * (0.785 if has_band else 1))
    return max(min(side, most), min(20 * mm, most))


def front(design: Design, face: BadgeFace) -> Panel:
    plan = plan_of(design)
    colour = design.colour_of(face)
    shared, chip_top = frame(Same(design), colour, face.role)
    own: list[Box] = list(person(design, plan, face, chip_top))
    if plan.code:
        own.append(Code(plan.code_left, plan.code_bottom, plan.code, face.token))
    return Panel(plan.width, plan.height, shared, tuple(own))


class Same:
    """A design by its identity: the cache below must not compare a thousand times what is one object."""

    def __init__(self, design: Design) -> None:
        self.design = design

    def __hash__(self) -> int:
        return id(self.design)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and other.design is self.design


@lru_cache(maxsize=256)
def frame(key: Same, colour: str, role: str) -> tuple[tuple[Box, ...], float]:
    """What badges of one colour and role share, and how high the role's field reaches."""
    design = key.design
    plan = plan_of(design)
    boxes: list[Box] = []
    if plan.band:
        boxes.append(Ground(0, plan.height - plan.band, plan.width, plan.band, colour))
        boxes += band(design, plan, design.text_over(colour))
    if plan.foot:
        boxes.append(Ground(0, 0, plan.width, plan.foot, colour))
    chip_boxes, top = chip(design, plan, colour, role)
    return (*boxes, *chip_boxes), top


def band(design: Design, plan: Plan, colour: str) -> list[Box]:
    """The conference on its band, and the logo on white at its right."""
    bottom, side = plan.height - plan.band, plan.margin * 0.5
    width = plan.width - 2 * plan.margin
    boxes: list[Box] = []
    if design.logo and design.shows(K.LOGO):
        high = plan.band - plan.clip * 0.6 - side
        across, upright = picture_size(design.logo)
        scale = min((high - side) / upright, plan.width * 0.32 / across) * min(SCALES[dict(design.fields)[K.LOGO]], 1)
        shown, tall = across * scale, upright * scale
        left, low = plan.width - side * 1.5 - shown, bottom + (plan.band - tall) / 2
        boxes += [
            Ground(left - side / 2, low - side / 2, shown + side, tall + side, WHITE),
            Picture(left, low, shown, tall, design.logo),
        ]
        width = left - side - plan.margin
    words = {K.CONFERENCE: design.event.title, K.MOTTO: design.event.motto, K.DATES: design.event.dates}
    pieces = [piece_of(kind, size, words[kind], plan, colour) for kind, size in design.fields if kind in words]
    room = plan.band - plan.clip - side
    stack = fit_stack(pieces, width, room)
    return [*boxes, *set_stack(stack, plan.margin, plan.height - plan.clip - (room - height_of(stack)) * 0.4)]


def picture_size(content: bytes) -> tuple[int, int]:
    with Image.open(BytesIO(content)) as picture:
        return picture.size


def piece_of(kind: FieldKind, size: Size, text: str, plan: Plan, colour: str = "") -> Piece:
    face, points, own_colour, rank, lines, gap = STYLES[kind]
    points *= plan.unit * SCALES[size]
    return Piece(kind.value, text, face, points, colour or own_colour, rank, lines, gap)


def chip(design: Design, plan: Plan, colour: str, role: str) -> tuple[list[Box], float]:
    """The form of taking part on its colour: staff at the door read it from a step away. Returns its top too."""
    size = dict(design.fields).get(K.VARIANT)
    if size is None or not role.strip():
        return [], 0.0
    beside = plan.is_tall and plan.code
    left = plan.code_left + plan.code + plan.margin * 0.4 if beside else plan.margin
    width = plan.width - left - plan.margin if plan.is_tall else plan.text_width
    pad = plan.margin * 0.4
    bottom = plan.foot + plan.margin * (0.45 if beside else 0.6) + (plan.margin * 0.35 if beside else 0)
    most = plan.code * 0.85 if beside else plan.height * 0.24
    points = 14 * max(plan.unit, 0.5) * SCALES[size]
    text = Piece(K.VARIANT.value, role, Face.SANS_BOLD, points, design.text_over(colour), lines=4 if beside else 2)
    stack = fit_stack([text], width - 2 * pad, most - 2 * pad)
    height = height_of(stack) + 1.6 * pad
    boxes: list[Box] = [Ground(left, bottom, width, height, colour)]
    return [*boxes, *set_stack(stack, left + pad, bottom + height - 0.7 * pad)], bottom + height


def person(design: Design, plan: Plan, face: BadgeFace, chip_top: float) -> tuple[Words, ...]:
    words = words_of(design, face)
    pieces = [piece_of(kind, size, words[kind], plan) for kind, size in design.fields if kind in words]
    top = plan.height - (plan.band + plan.margin * 0.7 if plan.band else plan.clip)
    if plan.is_tall and plan.code:
        bottom = max(plan.code_bottom + plan.code, chip_top)
    else:
        bottom = max(chip_top + plan.margin * 0.3, plan.foot + plan.margin * 0.6)
    stack = fit_stack(pieces, plan.text_width, top - bottom)
    return set_stack(stack, plan.margin, top - (top - bottom - height_of(stack)) * 0.3)


def words_of(design: Design, face: BadgeFace) -> dict[FieldKind, str]:
    """A text of the badge's own stands in the place of the institution, unless it has a field of its own."""
    text = face.badge_text.strip()
    replaced = text and not design.shows(K.TEXT)
    return {
        K.TITLE: face.academic_title,
        K.NAME: face.first_name,
        K.SURNAME: face.last_name,
        K.POSITION: face.position,
        K.INSTITUTION: text if replaced else face.institution,
        K.TOWN: "" if replaced else face.town,
        K.TEXT: text,
    }


def left_out(design: Design, face: BadgeFace) -> list[FieldKind]:
    """The fields wanted on the badge for which it has no room."""
    placed = {box.field for box in front(design, face).boxes if isinstance(box, Words)}
    event = design.event
    words = {K.CONFERENCE: event.title, K.MOTTO: event.motto, K.DATES: event.dates, **words_of(design, face)}
    return [kind for kind, _ in design.fields if words.get(kind, "").strip() and kind.value not in placed]
