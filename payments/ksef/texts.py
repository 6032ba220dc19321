"""Texts, sums and dates as the schema FA(3) and the rules beyond it take them."""

import re
import unicodedata
from datetime import UTC, date, datetime
from decimal import Decimal

# XML allows fewer characters than Unicode, and KSeF fewer than XML: those that the XML standard (2.2) discourages
# are refused too. Formatting marks and private-use signs would only hide what a name says.
REFUSED_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})


class MissingData(ValueError):
    """A text that an invoice must have is empty; `field` is its name in the schema."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


def clean(text: str, limit: int) -> str:
    """One line of at most `limit` characters without those that KSeF refuses."""
    one_line = re.sub(r"\s+", " ", text)
    kept = "".join(letter for letter in one_line if unicodedata.category(letter) not in REFUSED_CATEGORIES)
    return re.sub(r" +", " ", kept).strip()[:limit].rstrip()


def amount(grosze: int) -> str:
    """`120000` is `1200.00`."""
    sign = "-" if grosze < 0 else ""
    whole, rest = divmod(abs(grosze), 100)
    return f"{sign}{whole}.{rest:02d}"


def quantity(value: Decimal) -> str:
    """Without an exponent and without zeros at the end, at most six decimals."""
    text = f"{value:.6f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def day(value: date) -> str:
    return value.isoformat()


def moment(value: datetime) -> str:
    """In UTC to the second; a naive moment has no place in an invoice."""
    if value.tzinfo is None:
        raise ValueError("The moment of making must carry its time zone.")
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
