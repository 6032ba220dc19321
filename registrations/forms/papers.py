from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registrations.signing import MOST_FILES
from registrations.uploads import ACCEPTED, CleanFile, read_upload


class SeveralFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class CleanFilesField(forms.FileField):
    """One file or several, each made harmless; an error names the file."""

    widget = SeveralFiles(attrs={"accept": ACCEPTED})

    def clean(self, data: Any, initial: Any = None) -> Any:
        sent: Sequence[UploadedFile[bytes]] = [one for one in data or [] if one]
        if not sent:
            raise ValidationError(_("Choose the file with the signed card first."), code="required")
        if len(sent) > MOST_FILES:
            raise ValidationError(_("Send at most %(most)d files at once.") % {"most": MOST_FILES}, code="too_many")
        clean: list[CleanFile] = []
        wrong: list[str] = []
        for one in sent:
            try:
                clean.append(read_upload(one))
            except ValidationError as refused:
                wrong.extend(f"{one.name}: {message}" for message in refused.messages)
        if wrong:
            raise ValidationError(wrong)
        return clean


class SignedCardForm(forms.Form):
    papers = CleanFilesField(
        label=gettext_lazy("Signed card"),
        help_text=gettext_lazy(
            "A PDF, also one signed electronically, or a scan or photo of every page (JPEG, PNG), up to 10 MB each."
            " You may choose several files."
        ),
    )
