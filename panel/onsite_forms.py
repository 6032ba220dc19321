from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from checkin.models import Device, ScanPoint
from events.models import Conference
from events.validators import validate_one_line
from panel.setup.fields import RowsField


class InviteForm(forms.Form):
    """A phone to be paired: what it is called, and where it is to scan."""

    name = forms.CharField(
        label=_("Name of the phone"),
        max_length=Device._meta.get_field("name").max_length,
        validators=[validate_one_line],
        help_text=_("So that you know it among the others, for example: telefon Ani."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    points = RowsField(
        label=_("Scans only at"),
        queryset=ScanPoint.objects.none(),
        required=False,
        help_text=_("Tick none for all of them. It is told only what these need: diets, for example, at meals alone."),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, conference: Conference, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["points"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        field.queryset = ScanPoint.objects.filter(conference=conference)
