"""A conference's own engraving: interlaced hairlines whose course its edition, days and place decide."""

from functools import lru_cache
from math import cos, pi, sin
from typing import cast
from zlib import crc32

from reportlab.lib.colors import Color
from reportlab.pdfgen.canvas import Canvas

from events.paper.canvas import tint
from events.paper.qr import RawCanvas

STRANDS = 9
STEPS = 150
HAIRLINE_WIDTH = 0.35


@lru_cache(maxsize=256)
def _strands(edition: int, days: int, place: str, width: float, height: float) -> str:
    """Page operators of all strands, in a band of the given size (points) from 0, 0 up."""
    seed = crc32(place.encode("utf-8", "replace"))
    waves = 2 + edition % 5
    swing = 3 + max(days, 1) % 4 + seed % 3
    lean = (seed >> 8) % 7 / 7
    lines = []
    for strand in range(STRANDS):
        phase = 2 * pi * strand / STRANDS
        points = []
        for step in range(STEPS + 1):
            along = step / STEPS
            turn = 2 * pi * along
            breath = 0.62 + 0.38 * cos(waves * turn + lean * pi)
            across = breath * sin(swing * turn + phase) * cos(turn / 2 + phase * (1 + seed % 2))
            points.append(f"{width / 2 * (1 + 0.94 * across):.1f} {height * along:.1f}")
        lines.append(f"{points[0]} m " + " l ".join(points[1:]) + " l S")
    return "\n".join(lines)


def draw_pattern(
    canvas: Canvas, colour: Color, box: tuple[float, float, float, float], *, edition: int, days: int, place: str
) -> None:
    """Fill `box` (x, y, width, height in points) with the engraving on a pale ground of the same colour."""
    x, y, width, height = box
    canvas.saveState()
    canvas.setFillColor(tint(colour, 0.08))
    canvas.rect(x, y, width, height, stroke=0, fill=1)
    canvas.translate(x, y)
    canvas.setStrokeColor(tint(colour, 0.7))
    canvas.setLineWidth(HAIRLINE_WIDTH)
    cast(RawCanvas, canvas)._code.append(_strands(edition, days, place, width, height))
    canvas.restoreState()
