"""How money, dates and account numbers are written, on pages, in letters and on paper."""

from datetime import date, datetime, time
from decimal import Decimal

from babel.dates import format_date
from babel.numbers import format_decimal
from django.utils import timezone
from django.utils.translation import get_language

NBSP = "\u00a0"
MINUS = "\u2212"
CURRENCY_SIGNS = {"PLN": "zł", "EUR": "€"}


def money(amount: int, currency: str = "PLN") -> str:
    """An integer number of grosze as `1 200,00 zł` or `− 1 200,00 zł`, with spaces that do not break."""
    number = format_decimal(Decimal(abs(amount)).scaleb(-2), format="#,##0.00", locale="pl")
    sign = f"{MINUS}{NBSP}" if amount < 0 else ""
    return f"{sign}{number}{NBSP}{CURRENCY_SIGNS.get(currency, currency)}"


def local_date(value: date | datetime) -> date:
    """The calendar day in Poland of a moment; a day stays as it is."""
    return timezone.localtime(value).date() if isinstance(value, datetime) else value


def day(value: date | datetime) -> str:
    """`13.06.2024`"""
    return local_date(value).strftime("%d.%m.%Y")


def long_day(value: date | datetime) -> str:
    """`czwartek, 13 czerwca 2024`, in the language of the page."""
    return format_date(local_date(value), format="EEEE, d MMMM y", locale=get_language() or "pl")


def weekday_and_day(value: date | datetime) -> str:
    """`czw., 13.06`: where people plan by the weekday."""
    on = local_date(value)
    return f"{format_date(on, format='EEE', locale=get_language() or 'pl')} {on:%d.%m}"


def day_range(first: date, last: date) -> str:
    """`13–15 czerwca 2024`, shortened where month or year repeat."""
    locale = get_language() or "pl"
    end = format_date(last, format="d MMMM y", locale=locale)
    if first == last:
        return end
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{end}"
    pattern = "d MMMM" if first.year == last.year else "d MMMM y"
    return f"{format_date(first, format=pattern, locale=locale)} – {end}"


def clock(value: datetime | time) -> str:
    """`9.00`, as Polish programmes write hours; `9:00` in English."""
    moment = timezone.localtime(value).time() if isinstance(value, datetime) else value
    return f"{moment.hour}{'.' if get_language() == 'pl' else ':'}{moment.minute:02d}"


def moment(value: datetime) -> str:
    """`13.06.2024 9:05`"""
    local = timezone.localtime(value)
    return f"{local:%d.%m.%Y} {local.hour}:{local.minute:02d}"


def account_number(nrb: str) -> str:
    """An account of 26 digits in the groups people copy by: `61 1090 1014 0000 0712 1981 2874`."""
    digits = nrb.replace(" ", "")
    return NBSP.join([digits[:2], *(digits[start : start + 4] for start in range(2, len(digits), 4))])


def roman(number: int) -> str:
    """The number of an edition as conferences write it: 10 is `X`."""
    letters = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
    ]
    letters += [(10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")]
    written = ""
    for value, letter in letters:
        count, number = divmod(number, value)
        written += letter * count
    return written
