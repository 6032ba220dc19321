from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

KINDS = [
    ("xlsx", _("Excel (XLSX)")),
    ("ods", _("LibreOffice (ODS)")),
    ("csv", _("text with semicolons (CSV)")),
]


class ExportForm(forms.Form):
    kind = forms.ChoiceField(label=_("Format"), choices=KINDS, initial="xlsx", widget=forms.RadioSelect)
    columns = forms.MultipleChoiceField(
        label=_("Columns"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one column.")},
    )

    def __init__(self, *args: Any, columns: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["columns"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = columns
        field.initial = [name for name, _label in columns]
