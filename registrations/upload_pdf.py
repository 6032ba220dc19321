"""A PDF that somebody sent: checked to open, and rid of what acts by itself."""

import io
from collections.abc import Iterator

import pikepdf
import pikepdf.settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from pikepdf import Array, Dictionary, Name, Object, Pdf

MOST_OBJECTS = 50_000
# A stream that says it unpacks to more is not unpacked: a bomb of 1 MB would fill the memory.
MOST_UNPACKED = 32 * 1024 * 1024
# Keys under which a PDF keeps programs, files and what is done at opening (ISO 32000-1, 7.11.4, 12.6 and 12.7.8).
ACTING = frozenset({"/AA", "/JS", "/JavaScript", "/EmbeddedFiles", "/EF", "/RichMediaContent", "/XFA", "/Launch"})
ACTIONS = frozenset(
    {"/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToE", "/GoToR", "/Rendition", "/Movie"}
)

pikepdf.settings.set_qpdf_limits(
    flate_max_memory=MOST_UNPACKED,
    run_length_max_memory=MOST_UNPACKED,
    png_max_memory=MOST_UNPACKED,
    tiff_max_memory=MOST_UNPACKED,
    parser_max_nesting=100,
    doc_max_warnings=100,
)


def clean_pdf(content: bytes) -> bytes:
    """The bytes to keep. Raises ValidationError for what does not open, or is signed and acts by itself."""
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            if not 1 <= len(pdf.pages) <= len(pdf.objects) <= MOST_OBJECTS:
                raise damaged()
            return without_acting(pdf, content)
    except pikepdf.PasswordError:
        raise ValidationError(
            _("The PDF is locked with a password: send one that opens without it."), code="locked"
        ) from None
    except (pikepdf.PdfError, ValueError, TypeError, RuntimeError, OSError, MemoryError):
        raise damaged() from None


def damaged() -> ValidationError:
    return ValidationError(_("The PDF cannot be opened: the file is damaged."), code="damaged")


def without_acting(pdf: Pdf, content: bytes) -> bytes:
    holders = [holder for holder in dictionaries(pdf) if acting_keys(holder)]
    signed = is_signed(pdf)
    if signed and holders:
        raise ValidationError(
            _("The signed PDF has programs or files inside. Sign one without them, or send a scan."), code="acting"
        )
    if signed or not (holders or pdf.is_encrypted):
        return content
    for holder in holders:
        for key in acting_keys(holder):
            del holder[key]
    kept = io.BytesIO()
    pdf.save(kept, encryption=False)
    return kept.getvalue()


def dictionaries(pdf: Pdf) -> Iterator[Object]:
    """Every dictionary of the file, also those that lie inside others."""
    for top in [pdf.trailer, *pdf.objects]:
        waiting: list[Object] = [top]
        while waiting:
            one = waiting.pop()
            if isinstance(one, Dictionary | pikepdf.Stream):
                yield one
                waiting.extend(inner for _key, inner in one.items() if is_inside(inner))
            elif isinstance(one, Array):
                waiting.extend(inner for inner in one if is_inside(inner))


def is_inside(value: object) -> bool:
    """A container written within its holder: what is referred to comes up by itself."""
    return isinstance(value, Dictionary | Array | pikepdf.Stream) and not value.is_indirect


def keys_of(holder: Object) -> set[str]:
    return set(holder.keys())


def acting_keys(holder: Object) -> list[str]:
    found = [key for key in keys_of(holder) if key in ACTING]
    if str(holder.get(Name.S, "")) in ACTIONS:
        found.append("/S")
    opening = holder.get(Name.OpenAction)
    # A page to begin with is harmless, and word processors write one.
    if isinstance(opening, Dictionary) and str(opening.get(Name.S, "")) != "/GoTo":
        found.append("/OpenAction")
    return found


def is_signed(pdf: Pdf) -> bool:
    return any({"/ByteRange", "/Contents"} <= keys_of(one) for one in dictionaries(pdf))
