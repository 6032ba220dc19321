import re
import secrets
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from events.models import PlacePool, Variant
from registrations.enums import Diet
from registrations.forms.fields import LineField, NameField, PhoneField, Typed
from registrations.inputs import ParticipantInput
from registrations.places import VariantPlaces, places_missing

MOST_PEOPLE = 30
# Behind a variant's slug, which can hold no such sign: not a place but a turn on its waiting list.
WAITING = "+waiting"
KEY = re.compile(r"[0-9a-f]{8}")
PriceOf = Callable[[Variant, int], int]


def new_key() -> str:
    """What ties a person's answers on other steps to them, however the people are ordered."""
    return secrets.token_hex(4)


@dataclass(frozen=True)
class VariantChoice:
    """One radio button of a person: a variant, or the waiting list of one."""

    place: VariantPlaces
    value: str
    price: int
    is_chosen: bool
    waits: bool = False

    @property
    def is_closed(self) -> bool:
        return self.place.is_full and not self.waits and not self.is_chosen


# One browser types for several people: it must not offer the clerk's own name and address for each.
NOT_OURS = {"autocomplete": "off"}


class ParticipantForm(forms.Form):
    key = forms.CharField(required=False, max_length=8, widget=forms.HiddenInput)
    academic_title = NameField(label=_("Title"), max_length=30, required=False, widget=forms.TextInput(NOT_OURS))
    first_name = NameField(label=_("First name"), max_length=60, widget=forms.TextInput(NOT_OURS))
    last_name = NameField(label=_("Surname"), max_length=80, widget=forms.TextInput(NOT_OURS))
    position = NameField(label=_("Position"), max_length=120, required=False)
    email = forms.EmailField(
        label=_("E-mail"),
        help_text=_("The badge and the certificate will come here."),
        max_length=254,
        widget=forms.EmailInput(NOT_OURS),
    )
    phone = PhoneField(
        label=_("Phone"), max_length=30, required=False, widget=forms.TextInput({"type": "tel", **NOT_OURS})
    )
    badge_text = NameField(
        label=_("Text on the badge"),
        help_text=_("Under the name; empty: the name of the institution."),
        max_length=80,
        required=False,
        widget=forms.TextInput(NOT_OURS),
    )
    variant = forms.ChoiceField(
        label=_("Variant"),
        error_messages={
            "required": _("Choose a variant."),
            "invalid_choice": _("Choose one of the variants of this conference."),
        },
    )
    diet = forms.ChoiceField(label=_("Diet"), choices=Diet.choices, initial=Diet.STANDARD)
    diet_note = LineField(
        label=_("What the kitchen should know"),
        help_text=_("For example an allergy to nuts."),
        max_length=200,
        required=False,
        widget=forms.TextInput(NOT_OURS),
    )
    accessibility = LineField(
        label=_("Accessibility needs"),
        help_text=_("For example a wheelchair, a sign-language interpreter, a hearing loop."),
        max_length=300,
        required=False,
        widget=forms.TextInput(NOT_OURS),
    )

    def __init__(
        self, *args: Any, variants: Sequence[VariantPlaces], takes_waiting: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.variants = variants
        values = [one.variant.slug for one in variants]
        if takes_waiting:
            values += [f"{slug}{WAITING}" for slug in values]
        choice = self.fields["variant"]
        assert isinstance(choice, forms.ChoiceField)
        choice.choices = [(value, value) for value in values]
        self.values = values

    @property
    def typed_variant(self) -> str:
        """The value as it was typed when it is one of this conference's, else nothing."""
        typed = str(self["variant"].value() or "")
        return typed if typed in self.values else ""

    @property
    def chosen(self) -> str:
        """The slug of the variant as it was typed."""
        return self.typed_variant.removesuffix(WAITING)

    @property
    def waits(self) -> bool:
        return self.typed_variant.endswith(WAITING)

    @property
    def picked(self) -> Variant | None:
        return next((one.variant for one in self.variants if one.variant.slug == self.chosen), None)

    @property
    def has_more(self) -> bool:
        """Whether something was typed, or is wrong, among what most people leave empty."""
        return any(self[name].value() or self[name].errors for name in self.seldom)

    seldom = ("academic_title", "badge_text", "diet_note", "accessibility")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("diet") == Diet.OTHER and not given.get("diet_note") and "diet_note" not in self.errors:
            self.add_error("diet_note", _("Describe the diet, please."))
        return given

    def person(self, **more: Any) -> ParticipantInput:
        """The person once valid; `more` is what other steps say of them."""
        given = self.cleaned_data
        variant = self.picked
        assert variant is not None
        names = ("first_name", "last_name", "email", "academic_title", "position", "phone", "badge_text")
        return ParticipantInput(
            **{name: given[name] for name in (*names, "diet_note", "accessibility")},
            variant=variant,
            diet=Diet(given["diet"]),
            waits=self.waits,
            **more,
        )


class People:
    """Everybody on the card: a form each, and what must hold for all of them together."""

    def __init__(
        self,
        typed: Sequence[Typed],
        variants: Sequence[VariantPlaces],
        *,
        checked: bool,
        refused: PlacePool | None = None,
        takes_waiting: bool = False,
        counts_places: bool = True,
    ) -> None:
        self.variants = variants
        self.refused = refused
        self.takes_waiting = takes_waiting
        self.counts_places = counts_places
        self.forms = [self._form(number, one, checked) for number, one in enumerate(typed or [{"key": new_key()}])]

    def _form(self, number: int, typed: Typed, checked: bool) -> ParticipantForm:
        prefix = prefix_of(number)
        if not checked:
            return ParticipantForm(
                initial=typed, prefix=prefix, variants=self.variants, takes_waiting=self.takes_waiting
            )
        data = {f"{prefix}-{name}": value for name, value in typed.items()}
        return ParticipantForm(data, prefix=prefix, variants=self.variants, takes_waiting=self.takes_waiting)

    @cached_property
    def chosen(self) -> Counter[str]:
        """How many chose a place in each variant, by its slug; whatever else was typed is not counted."""
        return Counter(form.chosen for form in self.forms if form.chosen and not form.waits)

    @cached_property
    def waiting(self) -> Counter[str]:
        """How many chose the waiting list of each variant, by its slug."""
        return Counter(form.chosen for form in self.forms if form.waits)

    @cached_property
    def problems(self) -> list[str]:
        """What is wrong with all of them together."""
        problems = places_missing(self.variants, self.chosen, self.refused, may_wait=self.takes_waiting)
        problems += self.waits_in_vain() if self.counts_places and not problems else []
        if all(form.is_bound and form.is_valid() for form in self.forms):
            seen = Counter(self._who(form) for form in self.forms)
            problems += [
                str(_("%(name)s is on the card twice: remove one of them.") % {"name": f"{who[0]} {who[1]}"})
                for who, times in seen.items()
                if times > 1
            ]
        return problems

    def waits_in_vain(self) -> list[str]:
        """The list is for whom there is no place: those who could have one are told so."""
        return [
            str(_("There are places in the variant „%(name)s”: nobody need wait for one.") % {"name": one.variant.name})
            for one in self.variants
            if self.waiting[one.variant.slug] and self.has_room(one)
        ]

    def has_room(self, one: VariantPlaces) -> bool:
        """Whether all of the card who want the variant, waiting or not, have a place in each of its pools."""
        return all(self.wanted_of(pool) + self.waiting[one.variant.slug] <= pool.left for pool in one.pools)

    def wanted_of(self, pool: PlacePool) -> int:
        drawing = [one.variant.slug for one in self.variants if pool.pk in {other.pk for other in one.pools}]
        return sum(self.chosen[slug] for slug in drawing)

    def lacks_places(self, one: VariantPlaces) -> bool:
        return any(self.wanted_of(pool) > pool.left for pool in one.pools)

    def variant_choices(self, form: ParticipantForm, price_of: PriceOf) -> list[VariantChoice]:
        """The radio buttons of one person; the waiting list is among them where places are missing."""
        shown = []
        for one in self.variants:
            slug, waits = one.variant.slug, f"{one.variant.slug}{WAITING}"
            price = price_of(one.variant, self.forms.index(form))
            may_wait = self.takes_waiting and (one.is_full or self.lacks_places(one) or self.waiting[slug] > 0)
            if not (one.is_full and may_wait) or form.typed_variant == slug:
                shown.append(VariantChoice(one, slug, price, form.typed_variant == slug))
            if may_wait:
                shown.append(VariantChoice(one, waits, price, form.typed_variant == waits, waits=True))
        return shown

    def _who(self, form: ParticipantForm) -> tuple[str, str, str]:
        given = form.cleaned_data
        return given["first_name"], given["last_name"], given["email"].casefold()

    def is_valid(self) -> bool:
        return all(form.is_valid() for form in self.forms) and not self.problems

    @property
    def may_add(self) -> bool:
        return len(self.forms) < MOST_PEOPLE

    @property
    def may_remove(self) -> bool:
        return len(self.forms) > 1

    @property
    def may_keep_together(self) -> bool:
        return sum(self.waiting.values()) > 1


def prefix_of(number: int) -> str:
    return f"p{number}"
