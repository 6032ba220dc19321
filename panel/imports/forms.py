from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from panel.imports.reading import read_table

NAME_LENGTH = 80


class ImportForm(forms.Form):
    file = forms.FileField(
        label=_("File"),
        max_length=255,
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.ods,.csv"}),
        help_text=_("XLSX, ODS or CSV, at most 20 000 rows and 10 MB. Only the first sheet is read."),
    )

    def clean_file(self) -> "UploadedFile[bytes]":
        """Read whole already here, so that what is wrong with it is told beside the field."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        read_table(file, file.name or "")
        file.seek(0)
        return file
