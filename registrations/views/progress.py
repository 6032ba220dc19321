"""Where one is in the form, and the page for when there is no form to fill."""

import logging
from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise

from events.models import Conference
from registrations.forms import STEPS
from registrations.models import CardDraft
from registrations.selectors import missing_statements

ORDER = list(STEPS)
Steps = Mapping[str, Promise]
log = logging.getLogger(__name__)


def step_after(step: str, steps: Steps) -> str:
    """The next of the card's own steps; `step` itself may be one that the card does not have."""
    later = ORDER[ORDER.index(step) + 1 :]
    return next((one for one in later if one in steps), ORDER[-1])


def step_before(step: str, steps: Steps) -> str:
    earlier = ORDER[: ORDER.index(step)]
    return next((one for one in reversed(earlier) if one in steps), ORDER[0])


def steps_of(draft: CardDraft, current: str, steps: Steps) -> list[dict[str, Any]]:
    """The steps in order; those once visited, and the one after them, can be gone to."""
    visited = [step for step in steps if step in draft.typed]
    reachable = {*visited, ORDER[0], current, *(step_after(step, steps) for step in visited)}
    return [
        {"slug": step, "label": label, "current": step == current, "reachable": step in reachable}
        for step, label in steps.items()
    ]


def takes_no_cards(conference: Conference) -> bool:
    """Closed, or with nothing to accept: people must not send a card under conditions that nobody has written."""
    return not conference.takes_cards or bool(missing_statements(conference))


def closed_page(request: HttpRequest, conference: Conference) -> HttpResponse:
    """Cards are not taken now. A card that was being sent is refused with 409, so that no client thinks it went."""
    missing = missing_statements(conference) if conference.takes_cards else []
    if missing:
        kinds = ", ".join(missing)
        address = f"{conference.association.slug}/{conference.slug}"
        log.error("%s is open but takes no cards: its association has no current legal text of %s", address, kinds)
    context = {"conference": conference, "association": conference.association, "stage": conference.stage}
    context["is_unprepared"] = bool(missing)
    status = 409 if request.method == "POST" else 200
    return render(request, "registrations/registration_closed.html", context, status=status)
