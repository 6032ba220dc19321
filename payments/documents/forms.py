import uuid

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from events.validators import validate_one_line
from payments.enums import DocumentKind


class IssueForm(forms.Form):
    """`form_id` makes a second click the first one's document."""

    kind = forms.ChoiceField(label=_("Document"))
    form_id = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, data: QueryDict | None = None, *, kinds: list[DocumentKind]) -> None:
        super().__init__(data, initial={"form_id": uuid.uuid4()})
        field = self.fields["kind"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(kind.value, kind.label) for kind in kinds]


class CorrectionForm(forms.Form):
    reason = forms.CharField(
        label=_("Why it is corrected"),
        max_length=256,
        validators=[validate_one_line],
        help_text=_("It stands on the correction, and the buyer reads it."),
    )
    form_id = forms.UUIDField(widget=forms.HiddenInput)

    @classmethod
    def empty(cls) -> "CorrectionForm":
        return cls(initial={"form_id": uuid.uuid4()})
