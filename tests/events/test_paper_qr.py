from io import BytesIO
from typing import Literal
from xml.etree import ElementTree

import pytest
import qrcode
import zxingcpp
from PIL import Image
from qrcode.util import QRData

from events.paper.canvas import new_canvas
from events.paper.qr import ALPHANUMERIC, LEVELS, MASK, DataTooLongError, Level, QrMatrix, draw_qr, qr_matrix, qr_svg
from tests.events.paper_reading import codes_of

TEXTS = ["A", "HELLO 12:3", "https://zjazd.example/verify/ąćę", "KU2600017" * 12, "z" * 80]


def library_rows(data: str, version: int, level: Level) -> tuple[str, ...]:
    code = qrcode.QRCode(version=version, error_correction=LEVELS[level], mask_pattern=MASK)
    plain = all(letter in ALPHANUMERIC for letter in data)
    mode: Literal[2, 4] = 2 if plain else 4
    code.add_data(QRData(data.encode(), mode=mode))
    code.make(fit=False)
    return tuple("".join("1" if dark else "0" for dark in row) for row in code.modules)


def pixels(matrix: QrMatrix) -> Image.Image:
    side = matrix.size + 8
    image = Image.new("L", (side, side), 255)
    for y, row in enumerate(matrix.rows):
        for x, module in enumerate(row):
            if module == "1":
                image.putpixel((x + 4, y + 4), 0)
    return image.resize((side * 6, side * 6), Image.Resampling.NEAREST)


@pytest.mark.parametrize("version", [1, 2, 6, 7, 10, 14, 27, 40])
@pytest.mark.parametrize("level", ["L", "M", "Q", "H"])
def test_code_is_the_one_the_library_makes(version: int, level: Level) -> None:
    compared = 0
    for data in TEXTS:
        try:
            matrix = qr_matrix(data, version=version, level=level)
        except DataTooLongError:
            continue
        assert matrix.rows == library_rows(data, version, level)
        compared += 1
    assert compared


@pytest.mark.parametrize("data", TEXTS)
def test_code_decodes(data: str) -> None:
    assert [found.text for found in zxingcpp.read_barcodes(pixels(qr_matrix(data)))] == [data]


def test_smallest_version_that_holds_the_text_is_taken() -> None:
    assert [qr_matrix("A" * length, level="M").size for length in (20, 21, 154, 155)] == [21, 25, 41, 45]


def test_text_beyond_the_fixed_version_is_refused() -> None:
    assert qr_matrix("A" * 154, version=6, level="M").size == 41
    with pytest.raises(DataTooLongError, match="155 characters"):
        qr_matrix("A" * 155, version=6, level="M")
    with pytest.raises(DataTooLongError):
        qr_matrix("ż" * 4000)


def test_code_is_drawn_by_one_path_and_one_fill() -> None:
    buffer = BytesIO()
    canvas = new_canvas(buffer, (200, 200), title="", author="", language="pl")
    draw_qr(canvas, qr_matrix("KU2600017"), 20, 20, 40)
    operators = vars(canvas)["_code"][-1].split()
    assert (operators.count("f"), operators.count("re") > 50, operators.count("q"), operators.count("Q")) == (
        2,
        True,
        1,
        1,
    )
    canvas.save()
    assert codes_of(buffer.getvalue()) == ["KU2600017"]


def test_picture_for_pages_holds_the_code_and_no_style() -> None:
    picture = ElementTree.fromstring(qr_svg("https://zjazd.example/c/AB12"))
    matrix = qr_matrix("https://zjazd.example/c/AB12")
    side = str(matrix.size + 8)
    assert picture.attrib["viewBox"] == f"0 0 {side} {side}"
    paper, ink = list(picture)
    assert (paper.attrib["class"], paper.attrib["width"], ink.attrib["class"]) == ("qr__paper", side, "qr__ink")
    assert ink.attrib["d"].startswith("M4 4h7v1h-7z")
    assert not [part for part in picture.iter() if "style" in part.attrib]
