"""Files that people send, made harmless before anything keeps them.

A file is what its content says, never what its name or its browser says. A picture is drawn anew: what was hidden
in it (where it was taken, a script after its end) is left behind. A PDF loses what acts by itself, unless it is
signed: then its bytes must stay, and one that acts by itself is refused.
"""

import io
import re
import unicodedata
from dataclasses import dataclass
from pathlib import PurePosixPath

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from registrations.upload_pdf import clean_pdf

MEGABYTE = 1024 * 1024
MOST_BYTES = 10 * MEGABYTE
# A progressive JPEG of so many pixels is decoded in 150 MB; phones make 12 million.
MOST_PIXELS = 25_000_000
# The longer side of an A4 page at 200 dots per inch: small print and a stamp are read with ease.
LONGER_SIDE = 2400
JPEG_QUALITY = 82
LONGEST_NAME = 120
ACCEPTED = "application/pdf,image/jpeg,image/png"
PDF, JPEG = "application/pdf", "image/jpeg"


@dataclass(frozen=True, slots=True)
class CleanFile:
    """`name` is safe to show, to keep and to put into a header; its ending agrees with `content_type`."""

    name: str
    content: bytes
    content_type: str


def read_upload(file: "UploadedFile[bytes]") -> CleanFile:
    """Raises ValidationError that tells the person what to do."""
    size = file.size or 0
    if size > MOST_BYTES:
        raise ValidationError(
            _("The file is too large: it has %(size)d MB, and up to %(most)d MB may be sent.")
            % {"size": -(-size // MEGABYTE), "most": MOST_BYTES // MEGABYTE},
            code="too_large",
        )
    file.seek(0)
    content = file.read(MOST_BYTES + 1)
    if not content:
        raise ValidationError(_("The file is empty."), code="empty")
    given = str(file.name or "")
    if content.startswith(b"%PDF-"):
        return CleanFile(safe_name(given, ".pdf"), clean_pdf(content), PDF)
    if content.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")):
        return CleanFile(safe_name(given, ".jpg"), draw_anew(content), JPEG)
    raise refused(content)


def read_picture(file: "UploadedFile[bytes]", *, longer_side: int) -> bytes:
    """A JPEG or PNG drawn anew as a JPEG of at most so many points. Raises ValidationError."""
    if (file.size or 0) > MOST_BYTES:
        raise ValidationError(
            _("The picture is too large: up to %(most)d MB may be sent.") % {"most": MOST_BYTES // MEGABYTE},
            code="too_large",
        )
    file.seek(0)
    content = file.read(MOST_BYTES + 1)
    if not content.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")):
        raise ValidationError(_("Send a picture as JPEG or PNG."), code="kind")
    return draw_anew(content, longer_side)


def refused(content: bytes) -> ValidationError:
    if re.match(rb"....ftyp(hei|hev|mif1|msf1|avif)", content[:16], re.DOTALL):
        return ValidationError(
            _(
                "This photo is in the HEIC format, which not everybody can open. Send it as JPEG"
                " (on an iPhone: Settings, Camera, Formats, Most Compatible), or send a PDF."
            ),
            code="heic",
        )
    return ValidationError(_("Send a PDF, or a photo or scan as JPEG or PNG."), code="kind")


def draw_anew(content: bytes, longer_side: int = LONGER_SIDE) -> bytes:
    """The picture as an upright JPEG, and nothing else that the file held. Its size is looked at before decoding."""
    try:
        with Image.open(io.BytesIO(content), formats=["JPEG", "PNG"]) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise Image.DecompressionBombError
            # JPEG is decoded at a half or a quarter where that is enough.
            picture.thumbnail((longer_side, longer_side), reducing_gap=1.1)
            upright = ImageOps.exif_transpose(picture)
            flat = on_white(upright)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise ValidationError(
            _("The picture has too many pixels: send one of at most %(most)d million.")
            % {"most": MOST_PIXELS // 1_000_000},
            code="too_many_pixels",
        ) from None
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError, IndexError, MemoryError):
        # What Pillow's readers raise at files that are broken, or broken on purpose.
        raise ValidationError(_("The picture cannot be opened: the file is damaged."), code="damaged") from None
    drawn = io.BytesIO()
    flat.save(drawn, "JPEG", quality=JPEG_QUALITY, optimize=True)
    return drawn.getvalue()


def on_white(picture: Image.Image) -> Image.Image:
    """What is transparent is paper. Only the points are kept: no profile, no notes."""
    if picture.mode in {"L", "RGB"} and "transparency" not in picture.info:
        flat = picture.copy()
    else:
        clear = picture.convert("RGBA")
        flat = Image.new("RGB", clear.size, "white")
        flat.paste(clear, mask=clear.getchannel("A"))
    flat.info = {}
    return flat


def safe_name(given: str, ending: str) -> str:
    """The name without a path, line breaks, quotes and signs that reverse writing, and with the ending of its kind."""
    last = re.split(r"[/\\]", given)[-1]
    plain = "".join(letter for letter in unicodedata.normalize("NFC", last) if is_plain(letter))
    stem = re.sub(r"\s+", " ", PurePosixPath(plain).stem if "." in plain else plain).strip(" .")
    return f"{stem[: LONGEST_NAME - len(ending)].strip() or 'plik'}{ending}"


def is_plain(letter: str) -> bool:
    return unicodedata.category(letter)[0] != "C" and letter not in "\"'<>:;|?*%`$\u2028\u2029"
