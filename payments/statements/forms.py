from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from events.formats import money
from events.models import Association
from payments.forms import MoneyField
from payments.models import CsvFormat
from payments.statements.csv_files import DAY_FORMATS
from payments.statements.layouts import READY, layout_by_key
from payments.statements.matching import Share
from payments.statements.parsed import Unreadable
from payments.statements.reading import MOST_BYTES, read_statements
from payments.statements.values import account_of
from registrations.models import ParticipationCard

DELIMITERS = ((";", _("semicolon")), (",", _("comma")), ("\t", _("tabulator")), ("|", "|"))
ENCODINGS = (
    ("", _("recognised by itself")),
    ("utf-8", "UTF-8"),
    ("cp1250", "Windows-1250"),
    ("iso-8859-2", "ISO-8859-2"),
    ("cp852", "CP852"),
)
DECIMALS = ((",", _("comma")), (".", _("full stop")))
DAYS = {
    "%Y-%m-%d": "2026-11-02",
    "%d.%m.%Y": "02.11.2026",
    "%d-%m-%Y": "02-11-2026",
    "%d/%m/%Y": "02/11/2026",
    "%Y.%m.%d": "2026.11.02",
    "%Y%m%d": "20261102",
}


class StatementForm(forms.Form):
    """A file of the bank. What it is not is told here; the lines of it are told by the job."""

    file = forms.FileField(
        label=_("File from the bank"),
        max_length=255,
        help_text=_("MT940, camt.053 or CSV, at most 10 MB. Of a file imported before only what is new is added."),
    )
    layout = forms.ChoiceField(label=_("If it is CSV: of which bank"), required=False)
    account = forms.CharField(
        label=_("Account, if it is another than the association's in the settings"),
        required=False,
        max_length=40,
        help_text=_("26 digits. Statements of accounts that are neither here nor in the settings are refused."),
    )

    def __init__(self, association: Association, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.formats = list(CsvFormat.objects.filter(association=association))
        choices = [("", _("it is not CSV")), *((key, name) for key, (name, _layout) in READY.items())]
        self.fields["layout"].choices = [*choices, *((str(one.uid), one.name) for one in self.formats)]  # type: ignore[attr-defined]  # a choice field

    def clean_account(self) -> str:
        written: str = self.cleaned_data["account"]
        number = account_of(written)
        if written.strip() and not number:
            raise ValidationError(_("An account has 26 digits."))
        return number

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        file: UploadedFile[bytes] | None = cleaned.get("file")
        if file is None or "layout" not in cleaned:
            return cleaned
        if (file.size or 0) > MOST_BYTES:
            self.add_error("file", _("The file is larger than 10 MB. Export a shorter time."))
            return cleaned
        try:
            read_statements(file.read(), layout_by_key(self.formats, cleaned["layout"]))
        except Unreadable as error:
            self.add_error("file", str(error))
        file.seek(0)
        return cleaned


class CsvFormatForm(forms.ModelForm[CsvFormat]):
    """How a bank writes CSV. `sample` is read with it at once, and not kept."""

    delimiter = forms.ChoiceField(label=_("What parts the columns"), choices=DELIMITERS)
    day_format = forms.ChoiceField(
        label=_("How days are written"), choices=[(pattern, DAYS[pattern]) for pattern in DAY_FORMATS]
    )
    decimal = forms.ChoiceField(label=_("What parts the grosze"), choices=DECIMALS)
    encoding = forms.ChoiceField(label=_("Encoding"), choices=ENCODINGS, required=False)
    header_lines = forms.IntegerField(
        label=_("Line with the headings"),
        min_value=0,
        max_value=500,
        help_text=_("0: found by the headings themselves."),
    )
    sample = forms.FileField(
        label=_("A file of this bank, to try it"), required=False, help_text=_("It is read and shown, and not kept.")
    )

    class Meta:
        model = CsvFormat
        fields = (
            "name",
            "booked",
            "amount",
            "credit",
            "debit",
            "value",
            "currency",
            "payer",
            "account",
            "title",
            "reference",
            "balance",
            "delimiter",
            "day_format",
            "decimal",
            "encoding",
            "header_lines",
        )
        help_texts = {"booked": _("The heading as in the file, or the number of the column from 1.")}

    def clean_sample(self) -> bytes | None:
        file: UploadedFile[bytes] | None = self.cleaned_data.get("sample")
        if file is None:
            return None
        if (file.size or 0) > MOST_BYTES:
            raise ValidationError(_("The file is larger than 10 MB. Export a shorter time."))
        content: bytes = file.read()
        return content

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not cleaned.get("amount") and not (cleaned.get("credit") and cleaned.get("debit")):
            self.add_error("amount", _("Name the column with the sum, or the two with what came and what went out."))
        return cleaned


class SplitForm(forms.Form):
    """How much of a transfer goes to each of the cards chosen by hand; a card without a sum gets nothing."""

    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, cards: Sequence[ParticipationCard], rest: int, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cards, self.rest = cards, rest
        left = rest
        for card in cards:
            part = min(left, max(card.balance, 0)) if len(cards) > 1 else left
            left -= part
            initial = f"{part // 100},{part % 100:02d}" if part else ""
            label = _("%(code)s, owes %(sum)s") % {"code": card.code, "sum": money(card.balance, card.currency)}
            self.fields[f"sum_{card.code}"] = MoneyField(label=label, required=False, max_length=20, initial=initial)

    @property
    def shares(self) -> tuple[Share, ...]:
        found = ((card.code, self.cleaned_data.get(f"sum_{card.code}")) for card in self.cards)
        return tuple(Share(code, amount) for code, amount in found if amount)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        total = sum(share.amount for share in self.shares)
        if not self.errors and not total:
            raise ValidationError(_("Give a sum above zero for each card."))
        if total > self.rest:
            raise ValidationError(
                _("The sums make %(total)s, but only %(rest)s is left of the transfer.")
                % {"total": money(total), "rest": money(self.rest)}
            )
        return cleaned


class SetAsideForm(forms.Form):
    note = forms.CharField(label=_("Note"), required=False, max_length=200)
