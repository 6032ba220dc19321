"""What the designer's page would send, and faces to lay out."""

from typing import Any

from badges.design import BadgeFace, Design, Event
from badges.designs import Settings
from badges.forms import DesignForm
from events.models import Conference

EVENT = Event(
    "Jubileuszowa X Konferencja",
    "Oczekiwania na NOWE w pomocy społecznej",
    "Zakopane, 13–15 czerwca 2024",
    "#7a1f3d",
)
DESIGN = Design(EVENT)
ANNA = BadgeFace(
    academic_title="dr",
    first_name="Anna",
    last_name="Żółć-Kowalska",
    institution="Gminny Ośrodek Pomocy Społecznej w Łęcznej",
    position="kierownik",
    town="Łęczna",
    role="Pełny udział, pokój 2-osobowy",
    token="Z1" + "ABCDEFGHIJKLMNOPQRSTUVWXYZ2345" * 4,
)


def form_body(conference: Conference, **changes: Any) -> dict[str, Any]:
    """The form as it is when opened, with changes; `__` stands for `-`, and False unticks."""
    form = DesignForm(None, None, conference=conference, saved=Settings.of(conference))
    body = {name: form[name].value() for name in form.fields}
    body |= {name.replace("__", "-"): value for name, value in changes.items()}
    return {name: value for name, value in body.items() if value not in (None, False)}
