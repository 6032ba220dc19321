from django import forms
from django.utils.translation import gettext_lazy as _

from badges.enums import Order, Scope

SCOPES = ((Scope.NEW, _("only new and changed")), (Scope.ALL, _("all, also those printed before")))


class PrintForm(forms.Form):
    scope = forms.ChoiceField(
        label=_("Whose badges"),
        choices=SCOPES,
        widget=forms.RadioSelect,
        help_text=_("New: never printed, exchanged for another person, or with words changed since the print."),
    )
    order = forms.ChoiceField(label=_("Order"), choices=Order.choices)
    unpaid = forms.BooleanField(
        label=_("also of those whose cards are not paid yet"),
        required=False,
        help_text=_("Public bodies often pay after the conference. The scanner still says who has not paid."),
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # whatever a form takes
        self.label_suffix = ""
