"""What a side of a badge is made of once laid out: the same boxes are drawn as PDF, as SVG and as a picture.

Points; x, y is the lower left corner, y grows upwards.
"""

from dataclasses import dataclass

from events.paper.fonts import Face


@dataclass(frozen=True, slots=True)
class Words:
    """One line of text; y is its baseline and `width` what it takes. `field` says what it belongs to."""

    x: float
    y: float
    text: str
    face: Face
    size: float
    colour: str
    width: float
    field: str = ""


@dataclass(frozen=True, slots=True)
class Ground:
    """A filled rectangle."""

    x: float
    y: float
    width: float
    height: float
    colour: str


@dataclass(frozen=True, slots=True)
class Stroke:
    """A thin line: of cutting, of folding (dashed)."""

    x1: float
    y1: float
    x2: float
    y2: float
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    x: float
    y: float
    width: float
    height: float
    content: bytes


@dataclass(frozen=True, slots=True)
class Code:
    """A QR code in a square of `side`, its quiet zone included."""

    x: float
    y: float
    side: float
    token: str


Box = Words | Ground | Stroke | Picture | Code


@dataclass(frozen=True, slots=True)
class Panel:
    """One side of one badge. `shared` is the same object for all badges that look alike: it is drawn once."""

    width: float
    height: float
    shared: tuple[Box, ...]
    own: tuple[Box, ...] = ()

    @property
    def boxes(self) -> tuple[Box, ...]:
        return self.shared + self.own


@dataclass(frozen=True, slots=True)
class Placed:
    """A side put on a page, turned upside down where it is folded over."""

    panel: Panel
    x: float
    y: float
    upside_down: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    width: float
    height: float
    placed: tuple[Placed, ...]
    strokes: tuple[Stroke, ...] = ()
