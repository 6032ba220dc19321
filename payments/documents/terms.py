"""Until when an invoice is to be issued to who asks for it: art. 106i ust. 6 of the VAT act, for exempt sellers."""

from calendar import monthrange
from datetime import date, timedelta

TERM_DAYS = 15
MONTHS_TO_ASK = 3


def months_after(day: date, months: int) -> tuple[int, int]:
    """The year and month so many months after that of the day."""
    index = day.year * 12 + day.month - 1 + months
    return index // 12, index % 12 + 1


def last_day_to_ask(sold_on: date) -> date:
    """Three months from the end of the month of the sale, or of its payment."""
    year, month = months_after(sold_on, MONTHS_TO_ASK)
    return date(year, month, monthrange(year, month)[1])


def issue_by(asked_on: date, sold_on: date) -> date:
    """Asked by the end of the month of the sale: the 15th of the next month; later: 15 days after it was asked."""
    if (asked_on.year, asked_on.month) <= (sold_on.year, sold_on.month):
        year, month = months_after(sold_on, 1)
        return date(year, month, TERM_DAYS)
    return asked_on + timedelta(days=TERM_DAYS)
