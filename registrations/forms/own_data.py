from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from registrations.enums import Diet, RoomWish
from registrations.forms.fields import LineField, NameField
from registrations.models import Participant
from registrations.own_page import OWN_FIELDS


class OwnDataForm(forms.Form):
    """What a participant says about themselves. A room alone costs more: the institution asks for it, on its card."""

    badge_text = NameField(
        label=_("Text on the badge"),
        max_length=80,
        required=False,
        help_text=_("Printed under the name in place of the institution. Empty: the institution."),
    )
    diet = forms.ChoiceField(label=_("Diet"), choices=Diet.choices, widget=forms.RadioSelect)
    diet_note = LineField(label=_("What the kitchen should know"), max_length=200, required=False)
    accessibility = LineField(
        label=_("What you need to take part with ease"),
        max_length=300,
        required=False,
        help_text=_("For example a place for a wheelchair, an induction loop, a sign-language interpreter."),
    )
    room_wish = forms.ChoiceField(label=_("Room"), widget=forms.RadioSelect)
    roommate = NameField(
        label=_("Person to share a room with"), max_length=120, required=False, help_text=_("Name and surname.")
    )

    def __init__(self, participant: Participant, typed: QueryDict | None = None) -> None:
        initial = {name: getattr(participant, name) for name in OWN_FIELDS}
        super().__init__(typed, initial=initial)
        sleeps = participant.variant.nights > 0
        if not sleeps or participant.room_wish == RoomWish.ALONE:
            del self.fields["room_wish"], self.fields["roommate"]
            return
        wishes = self.fields["room_wish"]
        assert isinstance(wishes, forms.ChoiceField)
        wishes.choices = [one for one in RoomWish.choices if one[0] != RoomWish.ALONE]

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if typed.get("room_wish") == RoomWish.NAMED and not typed.get("roommate"):
            self.add_error("roommate", _("Write with whom, or choose another answer above."))
        if typed.get("diet") == Diet.OTHER and not typed.get("diet_note"):
            self.add_error("diet_note", _("Describe the diet for the kitchen."))
        if "room_wish" in typed and typed["room_wish"] != RoomWish.NAMED:
            typed["roommate"] = ""
        return typed
