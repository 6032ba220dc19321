"""The form of a scan point: who comes in there, when and how often, in plain words."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from checkin.enums import ScanPointKind
from checkin.models import ScanPoint
from checkin.services import keep_rules
from panel.setup.forms.base import SettingForm, own_choices

RULES = frozenset({"times", "tracks_leaving"})


class PointForm(SettingForm[ScanPoint]):
    alone_in = "name"

    class Meta(SettingForm.Meta):
        model = ScanPoint
        fields = (
            *("name", "kind", "session", "variants", "extras", "payment", "times", "tracks_leaving"),
            *("opens_at", "closes_at", "hands_out"),
        )
        labels = {"name": _("What it is called")}
        help_texts = {
            "name": _("As those at the door will look for it, for example: Lunch, first day."),
            "kind": _(
                "Whoever comes in at an entrance has come to the conference. At meals those who serve are shown diets."
            ),
            "session": _("Only for the door of a session: whoever comes in has attended it."),
            "variants": _("Tick none to let everyone in. With extras ticked too, one of either is enough."),
            "extras": _("For example the gala dinner, for those who chose it."),
            "tracks_leaving": _("Choose it where you need to know who is inside, or how long people stayed."),
            "opens_at": _("Empty: from the beginning. Earlier the scanner refuses."),
            "closes_at": _("Empty: to the end. Later the scanner refuses."),
            "hands_out": _("Shown on the scanner with each person let in, for example: bag and lanyard."),
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        own_choices(self, "session", self.conference.sessions.in_order())
        own_choices(self, "variants", self.conference.variants.all())
        own_choices(self, "extras", self.conference.extras.all())
        if not self.conference.extras.exists():
            del self.fields["extras"]

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        is_door = given.get("kind") == ScanPointKind.SESSION
        if given.get("session") and not is_door:
            self.add_error("session", _("Only the door of a session belongs to one: choose the kind “session”."))
        if is_door and not given.get("session") and "session" not in self.errors:
            self.add_error("session", _("Choose the session whose door it is."))
        opens, closes = given.get("opens_at"), given.get("closes_at")
        if opens and closes and closes <= opens:
            self.add_error("closes_at", _("It cannot close before it opens."))
        return given

    def clean_session(self) -> Any:
        session = self.cleaned_data["session"]
        if session and self.others().filter(session=session).exists():
            raise forms.ValidationError(_("This session has a scan point already."))
        return session

    def save_related(self) -> None:
        super().save_related()
        if RULES & set(self.changed_data) and self.instance.pk:
            keep_rules(point=self.instance)
