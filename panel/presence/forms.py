from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from checkin.enums import Verdict
from checkin.models import AttendanceMark
from checkin.services.marking import Target
from events.formats import clock, long_day, weekday_and_day
from events.models import Conference
from events.selectors import days_of
from events.validators import validate_one_line
from panel.setup.keys import key_of
from program.models import Session


class CorrectionForm(forms.Form):
    """What is written of one session, or of a whole day, of one participant."""

    target = forms.ChoiceField(label=_("Session or day"))
    verdict = forms.ChoiceField(label=_("The person"), choices=Verdict, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Reason"),
        max_length=AttendanceMark._meta.get_field("reason").max_length,
        validators=[validate_one_line],
        help_text=_("For example: the phone at the door was flat, she sat in the first row."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, conference: Conference, **options: Any) -> None:
        super().__init__(*args, **options)
        sessions = [one for one in conference.sessions.in_order() if one.starts_at and one.ends_at]
        self.targets: dict[str, Target] = {day.isoformat(): day for day in days_of(conference)}
        days = [(named, long_day(day)) for named, day in self.targets.items() if not isinstance(day, Session)]
        self.targets |= {key_of(session): session for session in sessions}
        field = self.fields["target"]
        assert isinstance(field, forms.ChoiceField)
        named = [(key_of(session), told(session)) for session in sessions]
        field.choices = [("", "—"), (_("Sessions"), named), (_("Whole days"), days)]

    @property
    def chosen(self) -> Target:
        """Of a valid form."""
        return self.targets[self.cleaned_data["target"]]


class RevokeForm(forms.Form):
    reason = forms.CharField(
        label=_("Why the certificate is revoked"),
        max_length=200,
        validators=[validate_one_line],
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


def told(session: Session) -> str:
    when = f"{weekday_and_day(session.starts_at)}, {clock(session.starts_at)}" if session.starts_at else ""
    return f"{when}: {session.title}"
