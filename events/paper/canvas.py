"""The canvas every paper is drawn on, and the colours of the house."""

from collections.abc import Callable
from io import BytesIO

from reportlab.lib.colors import Color, HexColor
from reportlab.pdfgen.canvas import Canvas

from events.paper.fonts import Face, clean_text, register_fonts

INK = HexColor("#16202e")
MUTED = HexColor("#55606e")
HAIRLINE = HexColor("#c9ccd1")
WHITE = HexColor("#ffffff")
FALLBACK_ACCENT = "#1f4e79"
PRODUCER = "Zjazd"


def accent_colour(code: str) -> Color:
    """`#rrggbb` as a colour; anything else is the house's blue rather than a failed print run."""
    try:
        return HexColor(code)
    except ValueError:
        return HexColor(FALLBACK_ACCENT)


def tint(colour: Color, share: float) -> Color:
    """`share` of the colour on white paper: no transparency, which old printers draw as grey boxes."""
    return Color(*(1 - (1 - part) * share for part in (colour.red, colour.green, colour.blue)))


def new_canvas(
    buffer: BytesIO,
    page_size: tuple[float, float],
    *,
    title: str,
    author: str,
    language: str,
    make: Callable[..., Canvas] = Canvas,
) -> Canvas:
    """A canvas without dates and random ids in it, so that the same input gives the same bytes."""
    register_fonts()
    canvas = make(
        buffer,
        pagesize=page_size,
        pageCompression=1,
        invariant=1,
        initialFontName=Face.SANS,
        initialFontSize=9,
        lang="pl-PL" if language == "pl" else "en-GB",
    )
    describe(canvas, title=title, author=author)
    return canvas


def describe(canvas: Canvas, *, title: str, author: str) -> None:
    """What the reader's window and a screen reader announce the file as."""
    canvas.setTitle(clean_text(title))
    canvas.setAuthor(clean_text(author))
    canvas.setSubject(clean_text(title))
    canvas.setCreator(PRODUCER)
    canvas.setProducer(PRODUCER)
    canvas.setViewerPreference("DisplayDocTitle", "true")
