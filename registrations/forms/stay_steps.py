"""The steps of changing a stay: filled in, then shown with its difference, then made."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _

from accounts.models import User
from events.services import NoPlaces
from registrations.forms.on_card import StayChange
from registrations.models import Participant
from registrations.repricing import price_of_stay
from registrations.services import PriceChanged, change_stay


@dataclass
class StaySteps:
    """What to show: the form, or with `confirms` what it would change. `is_done` when nothing is left to show."""

    change: StayChange
    difference: int = 0
    confirms: bool = False
    is_done: bool = False
    problem: str = ""

    @property
    def hidden(self) -> list[tuple[str, str]]:
        """What was typed, to be posted once more."""
        found = []
        for name in self.change.form.fields:
            value = self.change.form[name].value()
            values = value if isinstance(value, list | tuple) else [value]
            found += [(name, str(one)) for one in values if one is not None]
        return found


def step_of_stay(request: HttpRequest, person: Participant, *, by: User | None) -> StaySteps:
    """Carry out what was posted. Raises CardClosed, TooLate."""
    if request.method != "POST":
        return StaySteps(StayChange.of(person))
    wish = request.POST.get("do", "show")
    steps = StaySteps(StayChange.of(person, request.POST, checked=wish != "edit"))
    if wish == "edit" or not steps.change.is_right():
        return steps
    steps.is_done = not steps.change.lines
    if steps.is_done:
        return steps
    steps.difference = price_of_stay(person.card, person, steps.change.stay())
    steps.confirms = True
    if wish == "confirm":
        confirm(request, steps, by=by)
    return steps


def confirm(request: HttpRequest, steps: StaySteps, *, by: User | None) -> None:
    if request.POST.get("difference") != str(steps.difference):
        steps.problem = _("The price has changed meanwhile. Please look at it again.")
        return
    change = steps.change
    try:
        change_stay(participant=change.person, stay=change.stay(), by=by, difference=steps.difference)
        steps.is_done = True
    except PriceChanged:
        steps.problem = _("The price has changed meanwhile. Please look at it again.")
    except NoPlaces as full:
        steps.confirms = False
        change.refuse(full.pool)
    except ValidationError as wrong:
        steps.confirms = False
        change.form.add_error(None, wrong.messages)
