"""Amounts, days and account numbers as banks write them. Each raises ValueError for what it does not know."""

import re
from datetime import date, datetime, timedelta

MOST_GROSZE = 10**12
AMOUNT = re.compile(r"([+\-\u2212]?)(\d{1,13})(?:[.,](\d{0,2})0*)?([+\-\u2212]?)")
CURRENCY = re.compile(r"([A-Za-z]{3}|zł)$")
GROUPING = re.compile(r"[\s\u00a0\u202f']")
ACCOUNT = re.compile(r"[A-Z]{2}\d{2}[A-Z0-9]{8,30}")
NEAR = timedelta(days=183)


def grosze(written: str, decimal: str = ",") -> int:
    """`1 230,00`, `-87,45 PLN`, `1.230,00` where the comma parts the grosze, `100,` of MT940."""
    compact = CURRENCY.sub("", GROUPING.sub("", written))
    other = "." if decimal == "," else ","
    if decimal in compact or re.fullmatch(rf"[+\-\u2212]?\d{{1,3}}(\{other}\d{{3}})+", compact):
        compact = compact.replace(other, "")
    match = AMOUNT.fullmatch(compact)
    if match is None or (match[1] and match[4]):
        raise ValueError(written)
    value = int(match[2]) * 100 + int((match[3] or "").ljust(2, "0"))
    if value > MOST_GROSZE:
        raise ValueError(written)
    return -value if (match[1] or match[4]) in {"-", "\u2212"} else value


def currency_in(written: str) -> str:
    """The currency written after an amount; empty when there is none."""
    found = CURRENCY.search(written.strip())
    if found is None:
        return ""
    return "PLN" if found[1] == "zł" else found[1].upper()


def short_day(digits: str) -> date:
    """`261102` as MT940 writes the 2nd of November 2026."""
    if re.fullmatch(r"[0-9]{6}", digits) is None:
        raise ValueError(digits)
    return date(2000 + int(digits[:2]), int(digits[2:4]), int(digits[4:]))


def day_near(digits: str, other: date) -> date:
    """`1231` as the day of that name nearest to another: years end between booking and value."""
    month, number = int(digits[:2]), int(digits[2:4])
    for year in (other.year, other.year - 1, other.year + 1):
        try:
            found = date(year, month, number)
        except ValueError:
            continue
        if abs(found - other) <= NEAR:
            return found
    raise ValueError(digits)


def day_as(written: str, pattern: str) -> date:
    found = datetime.strptime(written.strip(), pattern).date()  # noqa: DTZ007 - a day has no zone
    if not 2000 <= found.year <= 2099:
        raise ValueError(written)
    return found


def account_of(written: str) -> str:
    """An account as an IBAN without spaces; what looks like none is empty. Polish numbers come with and without PL."""
    compact = re.sub(r"[^A-Z0-9]", "", written.upper())
    digits = compact.removeprefix("PL").lstrip("/")
    if len(digits) == 26 and digits.isascii() and digits.isdigit():
        return f"PL{digits}"
    return compact if ACCOUNT.fullmatch(compact) else ""
