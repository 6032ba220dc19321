from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from checkin.models import Device
from events.models import Conference
from registrations.search import fold


class PairForm(forms.Form):
    """Which conference a phone is to scan for, and what it is called. Conferences are named by their addresses."""

    conference = forms.ChoiceField(label=_("Conference"))
    name = forms.CharField(
        label=_("Name of this phone"),
        max_length=Device._meta.get_field("name").max_length,
        help_text=_("So that you know it among the others, for example: telefon Ani."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: object, conferences: Sequence[Conference], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed on as they came
        self.by_address = {f"{found.association.slug}/{found.slug}": found for found in conferences}
        choice = self.fields["conference"]
        assert isinstance(choice, forms.ChoiceField)
        choice.choices = [(address, _label(found)) for address, found in self.by_address.items()]

    @property
    def address(self) -> str:
        """The chosen conference, as `association/conference`."""
        return str(self.cleaned_data["conference"])

    def chosen(self) -> Conference:
        return self.by_address[self.address]


def _label(conference: Conference) -> str:
    title = conference.title
    if fold(conference.association.short_name) not in fold(title):
        title = f"{conference.association.short_name}: {title}"
    return f"{title}, {conference.city}"
