from django import template

from events import formats

register = template.Library()

register.filter("money", formats.money)
register.filter("day", formats.day)
register.filter("long_day", formats.long_day)
register.filter("weekday_and_day", formats.weekday_and_day)
register.filter("clock", formats.clock)
register.filter("moment", formats.moment)
register.filter("account_number", formats.account_number)
register.filter("roman", formats.roman)
register.simple_tag(formats.day_range)


@register.filter
def absolute(amount: int) -> int:
    """What is overpaid is told as an amount, not as a minus."""
    return abs(amount)
