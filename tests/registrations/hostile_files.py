"""Files as people send them by mistake or on purpose, really made."""

import io
import struct
import zlib

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

GPS = 0x8825
ORIENTATION = 0x0112


def photo(width: int = 900, height: int = 600, *, kind: str = "JPEG", mode: str = "RGB") -> bytes:
    """Left half dark and right half light, so that turning it shows; with the place where it was taken."""
    picture = Image.new("RGB", (width, height), "#204060")
    picture.paste("#f0e0d0", (width // 2, 0, width, height))
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    exif.get_ifd(GPS).update({1: "N", 2: (51.0, 4.0, 12.0), 29: "2024:06:13"})
    out = io.BytesIO()
    picture.convert(mode).save(out, kind, exif=exif)
    return out.getvalue()


def pixel_bomb(side: int = 13_000) -> bytes:
    """A PNG of some 20 KB that unpacks to hundreds of megabytes."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    row = b"\x00" + b"\x00" * (side // 8 + 1)
    packed = zlib.compressobj(9)
    rows = b"".join(packed.compress(row) for _ in range(side)) + packed.flush()
    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def paper(text: str = "Karta uczestnictwa", pages: int = 1) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, invariant=True)
    for _ in range(pages):
        canvas.drawString(72, 700, text)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def acting_paper(*, signed: bool = False) -> bytes:
    """Runs a script at opening and on a click, starts a program, and carries a file."""
    with Pdf.open(io.BytesIO(paper())) as pdf:
        script = Dictionary(S=Name.JavaScript, JS="app.alert(1)")
        pdf.Root.OpenAction = script
        pdf.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array(["a", pdf.make_indirect(script)])))
        actions = (script, Dictionary(S=Name.Launch, F="cmd.exe"))
        links = [Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), A=one) for one in actions]
        pdf.pages[0].obj.Annots = Array(links)
        pdf.attachments["wirus.exe"] = b"MZ"
        if signed:
            sign(pdf)
        return saved(pdf)


def signed_paper() -> bytes:
    """With a signature as a qualified one is kept; a word processor's first page to open at is no harm."""
    with Pdf.open(io.BytesIO(paper())) as pdf:
        pdf.Root.OpenAction = Array([pdf.pages[0].obj, Name.Fit])
        sign(pdf)
        return saved(pdf)


def sign(pdf: Pdf) -> None:
    value = Dictionary(Type=Name.Sig, Filter=Name("/Adobe.PPKLite"), ByteRange=Array([0, 1, 2, 3]), Contents=b"0" * 64)
    field = Dictionary(FT=Name.Sig, T="podpis", V=pdf.make_indirect(value))
    pdf.Root.AcroForm = Dictionary(Fields=Array([pdf.make_indirect(field)]), SigFlags=3)


def locked_paper(password: str) -> bytes:
    with Pdf.open(io.BytesIO(paper())) as pdf:
        return saved(pdf, encryption=pikepdf.Encryption(owner="wlasciciel", user=password))


def paper_bomb(megabytes: int = 400) -> bytes:
    """Says that its catalogue lies in a stream that unpacks to hundreds of megabytes."""
    packing = zlib.compressobj(9)
    blank = b" " * 1_000_000
    packed = packing.compress(b"1 0 ") + b"".join(packing.compress(blank) for _ in range(megabytes)) + packing.flush()
    out = io.BytesIO(b"%PDF-1.5\n")
    out.seek(0, io.SEEK_END)
    places = [out.tell()]
    head = b"2 0 obj\n<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>stream\n" % len(packed)
    out.write(head + packed + b"\nendstream\nendobj\n")
    places.append(out.tell())
    entries = [(0, 0, 0), (2, 2, 0), (1, places[0], 0), (1, places[1], 0)]
    rows = b"".join(struct.pack(">BIH", *entry) for entry in entries)
    out.write(b"3 0 obj\n<</Type/XRef/Size 4/W[1 4 2]/Root 1 0 R/Length %d>>stream\n" % len(rows))
    out.write(rows + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF" % places[1])
    return out.getvalue()


def saved(pdf: Pdf, encryption: pikepdf.Encryption | bool = False) -> bytes:
    out = io.BytesIO()
    pdf.save(out, static_id=not encryption, encryption=encryption)
    return out.getvalue()


HEIC = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + b"\x00" * 200
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><script>alert(1)</script>"
EXE = b"MZ\x90\x00" + b"\x00" * 200
GIF = b"GIF89a\x01\x00\x01\x00\x00\x00\x00;"
ZIP = b"PK\x03\x04" + b"\x00" * 60
