import io
import subprocess
import sys

import pikepdf
import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.http import content_disposition_header
from PIL import Image

from registrations.uploads import LONGER_SIDE, LONGEST_NAME, MOST_BYTES, CleanFile, read_upload, safe_name
from tests.registrations import hostile_files as files


def read(content: bytes, name: str = "skan.pdf", content_type: str = "application/pdf") -> CleanFile:
    return read_upload(SimpleUploadedFile(name, content, content_type))


def opened(made: CleanFile) -> Image.Image:
    return Image.open(io.BytesIO(made.content))


@pytest.mark.parametrize(("kind", "mode"), [("JPEG", "RGB"), ("JPEG", "L"), ("PNG", "RGB"), ("PNG", "P"), ("PNG", "1")])
def test_photo_is_drawn_anew_upright_and_without_its_place(kind: str, mode: str) -> None:
    sent = files.photo(kind=kind, mode=mode)
    assert b"2024:06:13" in sent or b"Exif" in sent or b"eXIf" in sent

    made = read(sent, "IMG_2041.HEIC.jpeg", "image/heic")

    assert (made.name, made.content_type) == ("IMG_2041.HEIC.jpg", "image/jpeg")
    picture = opened(made)
    assert picture.format == "JPEG"
    assert picture.size == (600, 900)
    assert dict(picture.getexif()) == {}
    assert b"2024:06:13" not in made.content
    top, bottom = (picture.convert("L").crop((299, y, 300, y + 1)).tobytes()[0] for y in (100, 800))
    assert top < 128 < bottom


def test_transparent_picture_lies_on_white() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (40, 40), (0, 0, 0, 0)).save(out, "PNG")

    assert opened(read(out.getvalue())).getpixel((5, 5)) == (255, 255, 255)


def test_large_photo_is_scaled_down_to_what_a_reader_needs() -> None:
    made = read(files.photo(4000, 3000))

    assert max(opened(made).size) == LONGER_SIDE


def test_what_follows_a_picture_is_left_behind() -> None:
    script = b"<script>alert(document.cookie)</script>"
    comment = Image.new("RGB", (9, 9))
    out = io.BytesIO()
    comment.save(out, "JPEG", comment=script)

    for polyglot in (
        files.photo() + script,
        files.photo(kind="PNG") + script,
        out.getvalue(),
        files.photo() + files.ZIP,
    ):
        made = read(polyglot, "obraz.php")
        assert b"script" not in made.content
        assert b"PK\x03\x04" not in made.content
        assert made.name == "obraz.jpg"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (files.SVG, "kind"),
        (files.HTML, "kind"),
        (files.EXE, "kind"),
        (files.GIF, "kind"),
        (files.ZIP, "kind"),
        (b" \n%PDF-1.4", "kind"),
        (b"\xef\xbb\xbf" + files.SVG, "kind"),
        (files.HEIC, "heic"),
        (b"\xff\xd8\xff" + files.HTML, "damaged"),
        (b"\x89PNG\r\n\x1a\n" + files.SVG, "damaged"),
        (files.photo()[:700], "damaged"),
        (b"%PDF-1.4\n" + files.HTML, "damaged"),
        (files.paper()[:300], "damaged"),
        (files.locked_paper("tajne"), "locked"),
        (files.acting_paper(signed=True), "acting"),
        (b"%PDF-1.4" + b"0" * MOST_BYTES, "too_large"),
    ],
)
def test_other_files_are_refused_with_a_sentence(content: bytes, code: str) -> None:
    with pytest.raises(ValidationError) as refused:
        read(content, "karta.pdf")

    assert refused.value.code == code
    assert refused.value.messages[0].endswith(".")


def test_paper_is_kept_as_it_came() -> None:
    made = read(files.paper(pages=2), "karta.PDF")

    assert made == CleanFile("karta.pdf", files.paper(pages=2), "application/pdf")


def test_signed_paper_keeps_every_byte_of_its_signature() -> None:
    assert read(files.signed_paper()).content == files.signed_paper()


def test_paper_loses_what_acts_by_itself() -> None:
    assert b"app.alert" in files.acting_paper()

    made = read(files.acting_paper())

    with pikepdf.open(io.BytesIO(made.content)) as pdf:
        assert len(pdf.pages) == 1
        assert dict(pdf.attachments) == {}
        whole = b"".join(one.unparse(resolved=True) for one in pdf.objects)
    for acting in (b"app.alert", b"/JavaScript", b"/Launch", b"/OpenAction"):
        assert (acting, acting in whole) == (acting, False)


def test_paper_locked_against_changes_alone_is_unlocked() -> None:
    with pikepdf.open(io.BytesIO(read(files.locked_paper("")).content)) as pdf:
        assert not pdf.is_encrypted


@pytest.mark.parametrize(
    ("bomb", "expected"),
    [
        (files.pixel_bomb(), "too_many_pixels"),
        (files.paper_bomb(), "damaged"),
        (files.photo(4900, 5000), "image/jpeg"),
    ],
    ids=["pixels", "paper", "photo"],
)
def test_bomb_takes_less_than_200_megabytes(bomb: bytes, expected: str) -> None:
    """In a process of its own, whose most is known."""
    script = (
        "import django, resource, sys; django.setup()\n"
        "from django.core.exceptions import ValidationError\n"
        "from django.core.files.uploadedfile import SimpleUploadedFile\n"
        "from registrations.uploads import read_upload\n"
        "sent = sys.stdin.buffer.read()\n"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "try: print(read_upload(SimpleUploadedFile('x', sent)).content_type, end=' ')\n"
        "except ValidationError as refused: print(refused.code, end=' ')\n"
        "print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)\n"
    )
    assert len(bomb) < 1_000_000

    told = subprocess.run([sys.executable, "-c", script], input=bomb, capture_output=True, check=True).stdout.split()

    assert told[0].decode() == expected
    assert int(told[1]) < 200


@pytest.mark.parametrize(
    ("given", "safe"),
    [
        ("Karta uczestnictwa MOPS Łódź.pdf", "Karta uczestnictwa MOPS Łódź.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\skany\\karta.pdf", "karta.pdf"),
        ('a"; filename="b.exe', "a filename=b.pdf"),
        ("karta\r\nSet-Cookie: a=b.pdf", "kartaSet-Cookie a=b.pdf"),
        ("karta\x00.php.jpg", "karta.php.pdf"),
        ("\u202efdp.exe", "fdp.pdf"),
        ("....", "plik.pdf"),
        ("", "plik.pdf"),
        (".htaccess", "htaccess.pdf"),
        ("Ł" * 400 + ".pdf", "Ł" * (LONGEST_NAME - 4) + ".pdf"),
    ],
)
def test_name_of_a_file_is_safe(given: str, safe: str) -> None:
    made = safe_name(given, ".pdf")

    assert made == safe
    header = content_disposition_header(True, made) or ""
    assert header.startswith("attachment; filename")
    assert header.isascii()
    assert not {"\r", "\n", "\x00"} & set(header)
