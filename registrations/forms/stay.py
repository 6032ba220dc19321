"""Where each person sleeps and what they take beside the variant: only what their variant offers."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from events.formats import money, weekday_and_day
from events.models import Conference, Extra, Variant
from registrations.enums import QuestionTarget, RoomWish
from registrations.extras import Offered, group_name
from registrations.forms.fields import HourField, NameField, Typed
from registrations.forms.questions import AnswersForm

CHECKBOXES = forms.CheckboxSelectMultiple


def nights_offered(conference: Conference, variant: Variant) -> list[date]:
    """The nights between the first and the last day, and more before them where the variant has more."""
    between = (conference.ends_on - conference.starts_on).days
    before = max(0, variant.nights - between)
    return [conference.starts_on + timedelta(days=number) for number in range(-before, between)]


def night_label(on: date) -> str:
    return f"{weekday_and_day(on)} → {weekday_and_day(on + timedelta(days=1))}"


@dataclass(frozen=True)
class Choice:
    """An extra as a page shows it; it cannot be chosen when it is full, unless it was chosen before."""

    id: str
    name: str
    value: str
    type: str
    extra: Extra | None
    offered: Offered | None
    is_chosen: bool


class StayForm(AnswersForm):
    """The stay and the extras of one person; parts that their variant does not have are no fields of it."""

    target = QuestionTarget.PARTICIPANT

    nights = forms.MultipleChoiceField(label=_("Nights"), widget=CHECKBOXES)
    arrives_on = forms.ChoiceField(label=_("Day of arrival"), required=False)
    arrives_at = HourField(label=_("Hour of arrival"), required=False)
    room_wish = forms.ChoiceField(label=_("Room"), widget=forms.RadioSelect, initial=RoomWish.ANY)
    roommate = NameField(
        label=_("Name and surname of the person to share the room with"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    extras = forms.MultipleChoiceField(
        label=_("Extras"),
        required=False,
        widget=CHECKBOXES,
        error_messages={"invalid_choice": _("This is not offered in the variant of this person.")},
    )

    def __init__(
        self, *args: Any, conference: Conference, variant: Variant | None, offered: Sequence[Offered], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.conference, self.variant = conference, variant
        self.offered = [one for one in offered if variant is not None and one.is_offered_in(variant)]
        self.room_alone = next((one for one in self.offered if one.is_room_alone), None)
        self.single = [one for one in self.offered if not one.is_room_alone and not one.extra.group]
        self.groups: dict[str, list[Offered]] = {}
        for one in self.offered:
            if one.extra.group and not one.is_room_alone:
                self.groups.setdefault(one.extra.group, []).append(one)
        self._fit_lodging(variant)
        self._fit_extras()

    def _fit_lodging(self, variant: Variant | None) -> None:
        if variant is None or not variant.nights:
            for name in ("nights", "arrives_on", "arrives_at", "room_wish", "roommate"):
                del self.fields[name]
            return
        nights = nights_offered(self.conference, variant)
        self.all_nights = nights[: variant.nights]
        self.fields["nights"].initial = [night.isoformat() for night in self.all_nights]
        choose(self, "nights", [(night.isoformat(), night_label(night)) for night in nights])
        days = [*nights, self.conference.ends_on]
        choose(
            self, "arrives_on", [("", _("not known yet")), *((day.isoformat(), weekday_and_day(day)) for day in days)]
        )
        wishes: list[tuple[str, Any]] = [(value, label) for value, label in RoomWish.choices if value != RoomWish.ALONE]
        if self.room_alone is not None:
            wishes.append((RoomWish.ALONE, self.room_alone_label(self.room_alone.extra)))
        choose(self, "room_wish", wishes)

    def room_alone_label(self, extra: Extra) -> str:
        price = money(extra.price, self.conference.currency)
        told = gettext("alone, for %(price)s a night") if extra.is_per_night else gettext("alone, for %(price)s")
        return told % {"price": price} if extra.price else str(RoomWish.ALONE.label)

    @property
    def rooms_alone_left(self) -> int | None:
        """How many may still wish for a room alone; None where that is not limited, or not offered."""
        return self.room_alone.left if self.room_alone is not None else None

    def _fit_extras(self) -> None:
        if self.single:
            choose(self, "extras", [(one.extra.slug, one.extra.name) for one in self.single])
        else:
            del self.fields["extras"]
        for group, members in self.groups.items():
            self.fields[group_name(group)] = forms.ChoiceField(
                label=group,
                required=False,
                widget=forms.RadioSelect,
                choices=[("", _("none of these")), *((one.extra.slug, one.extra.name) for one in members)],
                error_messages={"invalid_choice": _("Choose one of these, and one only.")},
            )

    def fill(self, typed: Typed, *, is_checked: bool) -> None:
        """Once it is known which fields there are: where one was never seen, what is usual stands.

        So that a form is made once: most of what a card costs to check is the making of forms.
        """
        usual = {name: one.initial for name, one in self.fields.items() if one.initial is not None}
        if is_checked:
            self.is_bound = True
            self.data = {self.add_prefix(name): value for name, value in (usual | typed).items()}
        else:
            self.initial = usual | typed

    @property
    def has_anything(self) -> bool:
        return bool(self.fields)

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if given.get("room_wish") == RoomWish.NAMED and not given.get("roommate") and "roommate" not in self.errors:
            self.add_error("roommate", _("Write whom to share the room with, or choose another answer."))
        if given.get("room_wish") != RoomWish.NAMED:
            self.errors.pop("roommate", None)
        return given

    def clean_nights(self) -> tuple[date, ...]:
        nights = tuple(sorted(date.fromisoformat(night) for night in set(self.cleaned_data["nights"])))
        if self.variant is not None and len(nights) > self.variant.nights:
            raise ValidationError(
                _("The variant has fewer nights (%(most)s): take off some of them."),
                params={"most": self.variant.nights},
                code="too_many",
            )
        return nights

    @property
    def chosen(self) -> list[Offered]:
        """The extras as they were typed, right ones only; with the room alone when it is wished for."""
        typed = {str(one) for one in (self["extras"].value() or [])} if "extras" in self.fields else set()
        for group in self.groups:
            typed.add(str(self[group_name(group)].value() or ""))
        found = [one for one in self.offered if one.extra.slug in typed and not one.is_room_alone]
        if self.room_alone is not None and self.wishes_alone:
            found.append(self.room_alone)
        return found

    @property
    def wishes_alone(self) -> bool:
        return "room_wish" in self.fields and self["room_wish"].value() == RoomWish.ALONE

    @property
    def typed_nights(self) -> tuple[date, ...] | None:
        """The nights as they were typed, for the sum; None is every night of the variant."""
        if "nights" not in self.fields:
            return None
        known = {value for value, _label in self.fields["nights"].choices}  # type: ignore[attr-defined]
        nights = {str(night) for night in (self["nights"].value() or [])} & known
        return self.or_all(tuple(sorted(date.fromisoformat(night) for night in nights)))

    def or_all(self, nights: tuple[date, ...]) -> tuple[date, ...] | None:
        usual = [self.conference.starts_on + timedelta(days=number) for number in range(len(self.all_nights))]
        return None if list(nights) == usual else nights

    def stay(self) -> dict[str, Any]:
        """What of a ParticipantInput is filled in here. The form is right, or asks nothing and was not looked at."""
        assert self.is_valid()
        given = self.cleaned_data
        found: dict[str, Any] = {
            "extras": tuple(one.extra for one in self.chosen),
            "answers": self.answers(),
        }
        if "nights" not in self.fields:
            return found
        wish = RoomWish(given["room_wish"])
        return found | {
            "nights": self.or_all(given["nights"]),
            "arrives_on": date.fromisoformat(given["arrives_on"]) if given["arrives_on"] else None,
            "arrives_at": given["arrives_at"],
            "room_wish": wish,
            "roommate": given["roommate"] if wish == RoomWish.NAMED else "",
        }

    def choices_of_extras(self) -> list[Choice]:
        return list(self._choices(self["extras"], "checkbox", self.single))

    def choices_of_groups(self) -> Iterator[tuple[forms.BoundField, list[Choice]]]:
        for group, members in self.groups.items():
            bound = self[group_name(group)]
            shown = list(self._choices(bound, "radio", members))
            none = not any(one.is_chosen for one in shown)
            last = Choice(f"{bound.auto_id}_{len(shown)}", bound.html_name, "", "radio", None, None, none)
            yield bound, [*shown, last]

    def _choices(self, bound: forms.BoundField, kind: str, offered: Sequence[Offered]) -> Iterator[Choice]:
        chosen = {one.extra.pk for one in self.chosen}
        for number, one in enumerate(offered):
            identifier = f"{bound.auto_id}_{number}"
            is_chosen = one.extra.pk in chosen
            yield Choice(identifier, bound.html_name, one.extra.slug, kind, one.extra, one, is_chosen)


def choose(form: forms.Form, name: str, choices: Sequence[tuple[Any, Any]]) -> None:
    chosen = form.fields[name]
    assert isinstance(chosen, forms.ChoiceField)
    chosen.choices = choices


@dataclass
class Stays:
    """The stay of everybody on the card, in the order of the people; forms without fields ask nothing."""

    forms: Sequence[StayForm]
    problems_with_places: Sequence[tuple[Extra, str]] = field(default_factory=tuple)

    @cached_property
    def asks(self) -> bool:
        return any(form.has_anything for form in self.forms)

    @property
    def problems(self) -> list[str]:
        return [message for _extra, message in self.problems_with_places]

    def is_valid(self) -> bool:
        return all(form.is_valid() for form in self.forms) and not self.problems


def wanted_extras(stays: Sequence[StayForm], waiting: Sequence[bool]) -> Counter[int]:
    """How many want each extra, by its key; who waits for a variant takes no place yet."""
    return Counter(one.extra.pk for form, waits in zip(stays, waiting, strict=True) if not waits for one in form.chosen)
