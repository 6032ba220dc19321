"""A conference with extras to take and questions to answer, beside what tests.registrations.changes has."""

from typing import Any

from events.models import Extra, PlacePool
from registrations.forms.stay import nights_offered
from registrations.inputs import StayInput
from registrations.models import Participant
from tests.factories.events import ExtraFactory, PlacePoolFactory
from tests.registrations.changes import Event


class Stay(Event):
    """A gala of few places for 180 zł, a room alone for 100 zł a night, two workshops of one hour."""

    def __init__(self, beds: int = 10, seats: int = 2, **conference: Any) -> None:
        super().__init__(beds, **conference)
        self.seats: PlacePool = PlacePoolFactory.create(conference=self.conference, name="Gala", size=seats)
        self.gala = self.extra("gala", price=18000, pool=self.seats)
        self.alone = self.extra("alone", kind="single_room", price=10000, is_per_night=True)
        self.first = self.extra("first", group="Warsztat")
        self.second = self.extra("second", group="Warsztat", price=5000)

    def extra(self, slug: str, **values: Any) -> Extra:
        made: Extra = ExtraFactory.create(
            **{"price": 0} | {"conference": self.conference, "slug": slug, "name": slug} | values
        )
        return made

    def nights(self, *numbers: int) -> list[str]:
        every = nights_offered(self.conference, self.full)
        return [every[number].isoformat() for number in numbers]

    def typed(self, **changes: Any) -> dict[str, Any]:
        """The form of the stay as it is filled in for somebody with the usual nights and nothing beside."""
        return {"nights": self.nights(0, 1), "room_wish": "any", "arrives_on": "", "arrives_at": ""} | changes

    def seats_taken(self) -> int:
        return PlacePool.objects.get(pk=self.seats.pk).taken


def stay_with(person: Participant, *extras: Extra, **changes: Any) -> StayInput:
    return StayInput(**{"extras": extras} | changes)
