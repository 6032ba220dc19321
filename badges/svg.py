"""Draws pages of badges for the screen from the very boxes that are printed. Text and codes drawn twice are one."""

from base64 import b64encode
from collections.abc import Iterable

from django.utils.html import escape
from django.utils.safestring import SafeString

from badges.boxes import Box, Code, Ground, Page, Picture, Placed, Stroke, Words
from badges.codes import code_of
from events.paper.fonts import Face
from events.paper.qr import QUIET_MODULES, qr_path

# What the style sheet calls the faces of the papers.
SERIF = "font-family=\"'Source Serif 4'\""
FAMILIES: dict[Face, str] = {
    Face.SANS: 'font-family="Lato" font-weight="400"',
    Face.SANS_BOLD: 'font-family="Lato" font-weight="700"',
    Face.SANS_ITALIC: 'font-family="Lato" font-weight="400" font-style="italic"',
    Face.SERIF: f'{SERIF} font-weight="400"',
    Face.SERIF_BOLD: f'{SERIF} font-weight="600"',
    Face.SERIF_ITALIC: f'{SERIF} font-weight="400" font-style="italic"',
}
STROKE = '<path d="M{x1:.2f} {y1:.2f}L{x2:.2f} {y2:.2f}" stroke="{colour}" stroke-width="0.4"{dashes}/>'


def page_svg(page: Page, label: str) -> SafeString:
    """One page as a picture that tells `label` to those who do not see it; y grows downwards here."""
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="badge-sheet" role="img" aria-label="{escape(label)}" '
        f'viewBox="0 0 {page.width:.2f} {page.height:.2f}">'
        f'<rect width="{page.width:.2f}" height="{page.height:.2f}" fill="#fff"/>'
    ]
    parts += [side_svg(placed, page.height) for placed in page.placed]
    parts += [stroke_svg(stroke, page.height) for stroke in page.strokes]
    return SafeString("".join([*parts, "</svg>"]))


def side_svg(placed: Placed, page_height: float) -> str:
    panel = placed.panel
    top = page_height - placed.y - panel.height
    move = f"translate({placed.x:.2f} {top:.2f})"
    if placed.upside_down:
        move = f"translate({placed.x + panel.width:.2f} {top + panel.height:.2f}) rotate(180)"
    return f'<g transform="{move}">{boxes_svg(panel.boxes, panel.height)}</g>'


def boxes_svg(boxes: Iterable[Box], height: float) -> str:
    return "".join(box_svg(box, height) for box in boxes)


def box_svg(box: Box, height: float) -> str:
    if isinstance(box, Words):
        return (
            f'<text x="{box.x:.2f}" y="{height - box.y:.2f}" {FAMILIES[box.face]} font-size="{box.size:.2f}" '
            f'fill="{box.colour}" textLength="{box.width:.2f}" lengthAdjust="spacingAndGlyphs">'
            f"{escape(box.text)}</text>"
        )
    if isinstance(box, Ground):
        return rectangle(box.x, height - box.y - box.height, box.width, box.height, box.colour)
    if isinstance(box, Code):
        return code_svg(box, height)
    if isinstance(box, Picture):
        data = b64encode(box.content).decode()
        return (
            f'<image x="{box.x:.2f}" y="{height - box.y - box.height:.2f}" width="{box.width:.2f}" '
            f'height="{box.height:.2f}" href="data:image/jpeg;base64,{data}"/>'
        )
    return stroke_svg(box, height)


def rectangle(x: float, y: float, width: float, height: float, colour: str) -> str:
    return f'<rect x="{x:.2f}" y="{y:.2f}" width="{width:.2f}" height="{height:.2f}" fill="{colour}"/>'


def code_svg(code: Code, height: float) -> str:
    matrix = code_of(code.token)
    unit = code.side / (matrix.size + 2 * QUIET_MODULES)
    top = height - code.y - code.side
    return (
        f"{rectangle(code.x, top, code.side, code.side, '#ffffff')}"
        f'<path transform="translate({code.x:.2f} {top:.2f}) scale({unit:.4f})" shape-rendering="crispEdges" '
        f'fill="#000" d="{qr_path(matrix)}"/>'
    )


def stroke_svg(stroke: Stroke, height: float) -> str:
    return STROKE.format(
        x1=stroke.x1,
        y1=height - stroke.y1,
        x2=stroke.x2,
        y2=height - stroke.y2,
        colour="#55606e" if stroke.dashed else "#000",
        dashes=' stroke-dasharray="2 2"' if stroke.dashed else "",
    )
