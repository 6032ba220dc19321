"""Forms that begin an edition: a copy of last year's, or one from nothing."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from events.models import Conference
from events.validators import validate_one_line
from panel.setup.fields import day_input, field_for

ADDRESS_HELP = _("The second part of its address, of small letters, digits and hyphens.")


class CopyForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=160, validators=[validate_one_line])
    slug = forms.SlugField(label=_("Address on the web"), max_length=40, help_text=ADDRESS_HELP)
    starts_on = forms.DateField(
        label=_("First day"),
        widget=day_input(),
        help_text=_("All other days and deadlines move with it, and stay on their days of the week."),
    )
    with_programme = forms.BooleanField(label=_("Copy the programme too, as a first draft"), required=False)
    with_people = forms.BooleanField(label=_("With those who lead and speak"), required=False)

    def clean_slug(self) -> str:
        return str(self.cleaned_data["slug"]).lower()


class NewForm(forms.ModelForm[Conference]):
    class Meta:
        model = Conference
        formfield_callback = field_for
        fields = ("title", "edition", "slug", "starts_on", "ends_on", "city", "city_locative")
        help_texts = {"slug": ADDRESS_HELP, "edition": _("In digits: 11. Pages show it as XI.")}

    def clean_slug(self) -> str:
        return str(self.cleaned_data["slug"]).lower()

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        first, last = given.get("starts_on"), given.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("The last day cannot come before the first."))
        return given
