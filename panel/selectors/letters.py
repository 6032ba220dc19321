from collections.abc import Sequence

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from events.models import Conference
from mailings.enums import LetterState
from mailings.models import Letter
from panel.listing import Asked, Choice, Filter, Order


def letter_filters() -> list[Filter]:
    return [
        Filter("state", _("State"), [Choice(value, str(label), Q(state=value)) for value, label in LetterState.choices])
    ]


def letter_orders() -> Sequence[Order]:
    return [
        Order("written", _("Written"), ("created_at",)),
        Order("to", _("To"), ("to_email",)),
    ]


def letters_asked(conference: Conference, asked: Asked) -> QuerySet[Letter, Letter]:
    """Letters without their bodies, which a list does not need."""
    found = Letter.objects.filter(asked.where, conference=conference)
    for word in asked.search.split():
        found = found.filter(
            Q(subject__icontains=word)
            | Q(to_email__icontains=word)
            | Q(to_name__icontains=word)
            | Q(reference__iexact=word)
        )
    return found.defer("text", "html").order_by(*asked.order_by)
