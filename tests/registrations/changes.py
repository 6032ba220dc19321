"""Cards to be changed, for tests of everything that happens after they were sent."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from events.models import Conference, PlacePool, Variant
from registrations.inputs import ParticipantInput
from registrations.models import Participant, ParticipationCard
from registrations.search import fold
from registrations.services import submit_card
from tests.factories.events import ConferenceFactory, PlacePoolFactory, VariantFactory
from tests.factories.registrations import card_input, participant_input


class Event:
    """A conference with a hotel of few beds behind a dear variant, and a cheap one without limit."""

    def __init__(self, beds: int = 2, **conference: Any) -> None:
        self.conference: Conference = ConferenceFactory.create(**conference)
        self.hotel: PlacePool = PlacePoolFactory.create(conference=self.conference, name="Hotel", size=beds)
        self.full: Variant = VariantFactory.create(
            conference=self.conference, slug="full", name="Pełny", price=120001, nights=2
        )
        self.full.pools.add(self.hotel)
        self.day: Variant = VariantFactory.create(
            conference=self.conference, slug="day", name="Bez noclegu", price=80000, nights=0
        )

    def card(self, *names: str, variant: Variant | None = None, waits: bool = False, **card: Any) -> ParticipationCard:
        people = [self.person(name, variant=variant, waits=waits) for name in names]
        return submit_card(conference=self.conference, data=card_input(self.conference, *people, **card), texts=[])

    def person(self, name: str, *, variant: Variant | None = None, **more: Any) -> ParticipantInput:
        email = f"{fold(name)}@example.org"
        return participant_input(variant or self.full, last_name=name, email=email, **more)

    def beds_taken(self) -> int:
        return PlacePool.objects.get(pk=self.hotel.pk).taken

    def move_clock(self, **shift: float) -> None:
        """The conference's own clock goes on by so much."""
        now = Conference.objects.get(pk=self.conference.pk).clock_shift + timedelta(**shift)
        Conference.objects.filter(pk=self.conference.pk).update(clock_shift=now)
        self.conference.refresh_from_db()

    def move_to_start(self, days: int = 0) -> None:
        """So many days before the first day, at noon."""
        noon = timezone.localtime().replace(hour=12, minute=0)
        ahead = (self.conference.starts_on - timezone.localdate()).days - days
        shift = timedelta(days=ahead) + (noon - timezone.localtime())
        Conference.objects.filter(pk=self.conference.pk).update(clock_shift=shift)
        self.conference.refresh_from_db()


def person_of(card: ParticipationCard, name: str) -> Participant:
    return card.participants.get(last_name=name)
