from django import forms
from django.utils.translation import gettext_lazy as _

from events.enums import Role, Stage
from events.validators import validate_name, validate_one_line


class CancelForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=100,
        validators=[validate_one_line],
        help_text=_("It stays in the card’s history. The institution does not see it."),
    )


class MemberForm(forms.Form):
    email = forms.EmailField(label=_("E-mail"), max_length=254)
    name = forms.CharField(label=_("Name and surname"), max_length=150, validators=[validate_name])
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices, initial=Role.ORGANISER)


class RoleForm(forms.Form):
    """A change for one member, known by their e-mail."""

    email = forms.EmailField(widget=forms.HiddenInput)
    role = forms.ChoiceField(choices=Role.choices)


class StageForm(forms.Form):
    to = forms.ChoiceField(choices=[(stage.value, stage.label) for stage in Stage])


class ViewForm(forms.Form):
    """The name of a saved view; `query` is the address of the list that it keeps."""

    name = forms.CharField(label=_("Name of the view"), max_length=60, validators=[validate_one_line])
    query = forms.CharField(
        required=False,
        max_length=1000,
        widget=forms.HiddenInput,
        error_messages={"max_length": _("So many filters cannot be kept in one view. Remove some of them.")},
    )
