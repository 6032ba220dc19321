"""How the tests read a paper back: its text, its pixels, its fonts."""

from io import BytesIO

import pikepdf
import pypdfium2
import zxingcpp
from PIL import Image

HOSTILE = [
    "Rossi & <b Mario",
    "<img src=file:///etc/passwd>",
    "<font color=__import__('os')>{{7*7}} {0.__init__} %s",
    "&amp; &lt; ]]> </para>",
    "<link rel=attachment href=file:///etc/passwd>",
    "Ż" * 400,
]
UNPRINTABLE = ["שלום עולם", "😀👩‍👧 Anna", "\u202eanwoK\u202c", "\x00\x07\ud800 Jan", "日本語 名前"]
LONG_NAME = "Maksymiliana Brzęczyszczykiewicz-Grzegżółkowska-Konopnicka"


def text_of(pdf: bytes, page: int | None = None) -> str:
    """The text of one page, or of all, with every white space as one blank."""
    document = pypdfium2.PdfDocument(pdf)
    pages = range(len(document)) if page is None else [page]
    raw = " ".join(document[number].get_textpage().get_text_range() for number in pages)
    return " ".join(raw.replace("\ufffe", "-").replace("\x02", "-").split())


def letters_of(pdf: bytes) -> str:
    """The text without any white space: for what may have been parted into lines."""
    return "".join(text_of(pdf).split())


def pages_of(pdf: bytes) -> int:
    return len(pypdfium2.PdfDocument(pdf))


def picture_of(pdf: bytes, page: int = 0, dpi: int = 300) -> Image.Image:
    image = pypdfium2.PdfDocument(pdf)[page].render(scale=dpi / 72).to_pil()
    assert isinstance(image, Image.Image)
    return image


def codes_of(pdf: bytes, page: int = 0) -> list[str]:
    return [found.text for found in zxingcpp.read_barcodes(picture_of(pdf, page))]


def fonts_of(pdf: bytes) -> dict[str, bool]:
    """Each font named anywhere in the file, and whether its letters are inside."""
    with pikepdf.open(BytesIO(pdf)) as document:
        fonts = [
            item for item in document.objects if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/Font"
        ]
        return {str(font.BaseFont): "/FontFile2" in font.get("/FontDescriptor", {}) for font in fonts}


def metadata_of(pdf: bytes) -> dict[str, str]:
    with pikepdf.open(BytesIO(pdf)) as document:
        info = document.docinfo
        return {"title": str(info.Title), "author": str(info.Author), "language": str(document.Root.Lang)}
