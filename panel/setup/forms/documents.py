from typing import Any

from django.utils.translation import gettext_lazy as _

from panel.setup.forms.base import SettingForm
from payments.enums import DocumentKind
from payments.models import DocumentSettings

PATTERNS = tuple(f"{kind.value}_pattern" for kind in DocumentKind)
DOCUMENT_GROUPS = (
    (_("What is issued, and when"), ("mode", "issue_time", "earliest_days", "sends_proforma")),
    (_("What stands on it"), ("default_basis", "issuer_name", "foot_note")),
    (_("Numbers"), PATTERNS),
)


class DocumentsForm(SettingForm[DocumentSettings]):
    class Meta(SettingForm.Meta):
        model = DocumentSettings
        fields = (
            *("mode", "issue_time", "earliest_days", "sends_proforma", "default_basis", "issuer_name", "foot_note"),
            *PATTERNS,
        )
        help_texts = {
            "proforma_pattern": _("{number} counts through the year, {month} and {year} are those of the day of issue.")
        }

    def clean(self) -> dict[str, Any]:
        """No two kinds may give the same number."""
        given = super().clean()
        seen: dict[str, str] = {}
        for name in PATTERNS:
            pattern = given.get(name)
            if pattern and pattern in seen:
                self.add_error(name, _("Another kind of document has this pattern already."))
            elif pattern:
                seen[pattern] = name
        return given
