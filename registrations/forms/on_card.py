"""Stay and extras of a person who is on a sent card already: the form of the card, with what they have."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS
from django.http import QueryDict
from django.utils.translation import gettext as _

from events.formats import clock, day, weekday_and_day
from events.models import PlacePool
from registrations.enums import RoomWish
from registrations.extras import Offered, group_name, no_places, offered_extras
from registrations.forms.fields import Typed
from registrations.forms.reading import typed_fields
from registrations.forms.stay import StayForm
from registrations.inputs import StayInput
from registrations.models import Participant


def offered_to(person: Participant) -> list[Offered]:
    """The extras of the conference; a place that the person holds in a pool is theirs to keep, so it is free."""
    held = set(person.holds.values_list("pool_id", flat=True))
    offered = offered_extras(person.conference)
    for one in offered:
        if one.extra.pool is not None and one.extra.pool_id in held:
            one.extra.pool.taken -= 1
    return offered


def has_of(person: Participant) -> StayInput:
    """The stay as it is; `nights` None is every night of the variant."""
    return StayInput(
        nights=tuple(night.on for night in person.nights.all()),
        extras=tuple(taken.extra for taken in person.extras.select_related("extra")),
        room_wish=RoomWish(person.room_wish),
        roommate=person.roommate,
        arrives_on=person.arrives_on,
        arrives_at=person.arrives_at,
    )


@dataclass(frozen=True)
class StayLine:
    """One thing that would be another."""

    label: str
    before: str
    after: str


@dataclass
class StayChange:
    """The form of one person's stay, what they have, and what would change."""

    person: Participant
    has: StayInput
    form: StayForm

    @classmethod
    def of(cls, person: Participant, post: QueryDict | None = None, *, checked: bool = True) -> "StayChange":
        has, offered = has_of(person), offered_to(person)

        def make(*args: Any, **kwargs: Any) -> StayForm:
            return StayForm(*args, conference=person.conference, variant=person.variant, offered=offered, **kwargs)

        typed = typed_fields(make().fields, post) if post is not None else typed_stay(person, has, make())
        return cls(person, has, make(typed) if post is not None and checked else make(initial=typed))

    def stay(self) -> StayInput:
        """What is wished for, once the form is right; what the form does not ask stays as it is."""
        offered = {one.extra.pk for one in self.form.offered}
        kept = tuple(extra for extra in self.has.extras if extra.pk not in offered)
        found = self.form.stay()
        found.pop("answers")
        values = {name: getattr(self.has, name) for name in StayInput.__dataclass_fields__} | found
        return StayInput(**values | {"extras": (*found["extras"], *kept)})

    @property
    def lines(self) -> list[StayLine]:
        """In the words of the page."""
        return list(self._lines())

    def _lines(self) -> Iterator[StayLine]:
        has, stay = self.has, self.stay()
        pairs = [
            (_("Nights"), nights_told(has.nights or ()), nights_told(self.form.cleaned_data.get("nights", ())))
            if "nights" in self.form.fields
            else ("", "", ""),
            (_("Extras"), extras_told(has), extras_told(stay)),
            (_("Room"), room_told(has), room_told(stay)),
            (_("Arrival"), arrival_told(has), arrival_told(stay)),
        ]
        for label, before, after in pairs:
            if before != after:
                yield StayLine(label, before, after)

    def is_right(self) -> bool:
        """Also whether there are places for what the person does not have yet."""
        if not self.form.is_valid():
            return False
        had = {extra.pk for extra in self.has.extras}
        full = [one for one in self.form.chosen if one.is_full and one.extra.pk not in had]
        if full and self.person.is_active and full[0].extra.pool is not None:
            self.refuse(full[0].extra.pool)
        return not self.form.errors

    def refuse(self, pool: PlacePool) -> None:
        """Tell beside the extra that its places ran out a moment ago."""
        for one in self.form.chosen:
            if one.extra.pool_id == pool.pk:
                fields = (group_name(one.extra.group), "room_wish" if one.is_room_alone else "extras")
                name = next((field for field in fields if field in self.form.fields), None)
                self.form.add_error(name, no_places([one.extra], left=0, wanted=1))
        if not self.form.errors:
            self.form.add_error(NON_FIELD_ERRORS, _("No places are left: %(pool)s.") % {"pool": pool.name})


def typed_stay(person: Participant, has: StayInput, form: StayForm) -> Typed:
    """What the person has, as it would be typed."""
    slugs = {extra.slug for extra in has.extras}
    typed: Typed = {
        "nights": [night.isoformat() for night in has.nights or ()],
        "arrives_on": has.arrives_on.isoformat() if has.arrives_on else "",
        "arrives_at": has.arrives_at,
        "room_wish": has.room_wish,
        "roommate": has.roommate,
        "extras": [one.extra.slug for one in form.single if one.extra.slug in slugs],
    }
    for group, members in form.groups.items():
        typed[group_name(group)] = next((one.extra.slug for one in members if one.extra.slug in slugs), "")
    return {name: value for name, value in typed.items() if name in form.fields}


def nights_told(nights: tuple[date, ...]) -> str:
    return ", ".join(weekday_and_day(night) for night in sorted(nights))


def extras_told(stay: StayInput) -> str:
    return ", ".join(extra.name for extra in sorted(stay.extras, key=lambda extra: (extra.position, extra.pk)))


def room_told(stay: StayInput) -> str:
    return f"{RoomWish(stay.room_wish).label}: {stay.roommate}" if stay.roommate else str(stay.room_wish.label)


def arrival_told(stay: StayInput) -> str:
    parts = [day(stay.arrives_on) if stay.arrives_on else "", clock(stay.arrives_at) if stay.arrives_at else ""]
    return ", ".join(part for part in parts if part)
