from django import forms
from django.utils.translation import gettext_lazy as _


class ReturnForm(forms.Form):
    reason = forms.CharField(
        label=_("What must be mended"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The institution reads this in a letter and on the page of its card."),
    )
