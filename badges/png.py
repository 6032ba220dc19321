"""Draws one side of a badge as a picture for a telephone, from the very boxes that are printed."""

from functools import lru_cache
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from badges.boxes import Box, Code, Ground, Panel, Picture, Words
from badges.codes import code_of
from events.paper.fonts import FOLDER, Face
from events.paper.qr import QUIET_MODULES

DOTS_PER_INCH = 400
SCALE = DOTS_PER_INCH / 72


@lru_cache(maxsize=64)
def font_of(face: Face, size: float) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(FOLDER / f"{face.value}.ttf"), size)


def draw_png(panel: Panel) -> bytes:
    picture = Image.new("RGB", (round(panel.width * SCALE), round(panel.height * SCALE)), "white")
    pen = ImageDraw.Draw(picture)
    for box in panel.boxes:
        draw_box(picture, pen, box, panel.height)
    drawn = BytesIO()
    picture.save(drawn, "PNG", optimize=True, dpi=(DOTS_PER_INCH, DOTS_PER_INCH))
    return drawn.getvalue()


def draw_box(picture: Image.Image, pen: ImageDraw.ImageDraw, box: Box, height: float) -> None:
    if isinstance(box, Words):
        at = (box.x * SCALE, (height - box.y) * SCALE)
        pen.text(at, box.text, fill=box.colour, font=font_of(box.face, box.size * SCALE), anchor="ls")
    elif isinstance(box, Ground):
        top = (height - box.y - box.height) * SCALE
        pen.rectangle((box.x * SCALE, top, (box.x + box.width) * SCALE, top + box.height * SCALE), fill=box.colour)
    elif isinstance(box, Code):
        draw_code(pen, box, height)
    elif isinstance(box, Picture):
        with Image.open(BytesIO(box.content)) as content:
            size = (max(round(box.width * SCALE), 1), max(round(box.height * SCALE), 1))
            shown = content.convert("RGB").resize(size, Image.Resampling.LANCZOS)
        picture.paste(shown, (round(box.x * SCALE), round((height - box.y - box.height) * SCALE)))


def draw_code(pen: ImageDraw.ImageDraw, code: Code, height: float) -> None:
    """Each module of whole dots: a scaled code would have grey edges."""
    matrix = code_of(code.token)
    modules = matrix.size + 2 * QUIET_MODULES
    dots = int(code.side * SCALE / modules)
    spare = (code.side * SCALE - dots * modules) / 2
    left, top = round(code.x * SCALE + spare), round((height - code.y - code.side) * SCALE + spare)
    pen.rectangle((left, top, left + dots * modules - 1, top + dots * modules - 1), fill="white")
    for row, line in enumerate(matrix.rows, QUIET_MODULES):
        for column, module in enumerate(line, QUIET_MODULES):
            if module == "1":
                x, y = left + column * dots, top + row * dots
                pen.rectangle((x, y, x + dots - 1, y + dots - 1), fill="black")
