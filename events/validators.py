"""Polish identifiers, checked by their check digits. Values are stored without spaces or hyphens."""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _
from stdnum import iban
from stdnum.exceptions import ValidationError as NumberError
from stdnum.pl import nip

validate_postal_code = RegexValidator(r"^[0-9]{2}-[0-9]{3}\Z", _("Write the postal code as 00-000."))


def compact(value: str) -> str:
    """The digits of an identifier as people paste it: `PL 526-587-76-35` is `5265877635`."""
    return re.sub(r"^PL|[\s\-\u00a0]", "", value.strip().upper())


def validate_nip(value: str) -> None:
    """Ten digits, weights 6 5 7 2 3 4 5 6 7 modulo 11; the KSeF schema also refuses a leading zero."""
    try:
        nip.validate(value)
    except NumberError:
        raise ValidationError(_("This NIP is not right: check its ten digits."), code="nip") from None
    if not re.fullmatch(r"[1-9]([0-9][1-9]|[1-9][0-9])[0-9]{7}", value):
        raise ValidationError(_("This NIP is not right: check its ten digits."), code="nip")


def validate_account(value: str) -> None:
    """A Polish account (NRB): 26 digits whose check digits hold as IBAN `PL…`, modulo 97."""
    if not re.fullmatch(r"[0-9]{26}", value) or not iban.is_valid(f"PL{value}", check_country=False):
        raise ValidationError(_("This account number is not right: check its 26 digits."), code="account")


def validate_one_line(value: str) -> None:
    """One line without control characters: a line break in a name would end up in a letter's headers."""
    if any(unicodedata.category(letter) in {"Cc", "Cs", "Zl", "Zp"} for letter in value):
        raise ValidationError(_("Write this in one line."), code="one_line")


def validate_name(value: str) -> None:
    """A name of a person or an institution: one line, no angle brackets, no addresses of pages."""
    validate_one_line(value)
    if "<" in value or ">" in value or "://" in value or "www." in value.lower():
        raise ValidationError(_("Write the name only, without addresses of pages and the signs < and >."), code="name")


# First parts of the addresses that the system itself uses.
RESERVED_SLUGS = frozenset(
    {"account", "accessibility", "admin", "api", "cards", "drafts", "en", "health", "media", "panel", "participants"}
    | {"pl", "scan", "static", "styleguide", "verify"}
)


def validate_not_reserved(value: str) -> None:
    if value in RESERVED_SLUGS:
        raise ValidationError(_("This address is taken by the system itself. Choose another."), code="reserved")
