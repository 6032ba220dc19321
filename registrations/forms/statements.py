from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from registrations.enums import REQUIRED_STATEMENTS, LegalKind, PublicFunding
from registrations.models import LegalText

OPTIONAL_CONSENTS = (LegalKind.NEWSLETTER, LegalKind.VISIBLE_LIST)
AGREE = {
    LegalKind.TERMS: _("We accept the conditions of participation."),
    LegalKind.PRIVACY: _("We have read the information on personal data and will pass it on to the participants."),
    LegalKind.NEWSLETTER: _("We want to receive news of the association at the contact person's e-mail."),
    LegalKind.VISIBLE_LIST: _("The people on this card agree to be seen on the list of participants."),
}
REQUIRED = {
    LegalKind.TERMS: _("The card can be sent once the conditions are accepted."),
    LegalKind.PRIVACY: _("The card can be sent once the information has been read."),
}


def versions(texts: Sequence[LegalText]) -> str:
    """Which texts were shown: `terms:2 privacy:1`. A newer version must be read anew."""
    return " ".join(f"{text.kind}:{text.version}" for text in texts)


class StatementsForm(forms.Form):
    public_funding = forms.ChoiceField(
        label=_("Will the participation be paid from public funds?"),
        help_text=_("The exemption from VAT depends on this statement. The head signs it on the printed card."),
        choices=PublicFunding.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the answers.")},
    )
    terms = forms.BooleanField(label=AGREE[LegalKind.TERMS], error_messages={"required": REQUIRED[LegalKind.TERMS]})
    privacy = forms.BooleanField(
        label=AGREE[LegalKind.PRIVACY], error_messages={"required": REQUIRED[LegalKind.PRIVACY]}
    )
    newsletter = forms.BooleanField(label=AGREE[LegalKind.NEWSLETTER], required=False)
    visible_list = forms.BooleanField(label=AGREE[LegalKind.VISIBLE_LIST], required=False)
    remarks = forms.CharField(
        label=_("Remarks"),
        help_text=_("Whatever else we should know."),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    texts_shown = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)

    def __init__(self, *args: Any, texts: Sequence[LegalText], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.texts = {LegalKind(text.kind): text for text in texts}
        self.shown = versions(texts)
        for kind in OPTIONAL_CONSENTS:
            if kind not in self.texts:
                del self.fields[kind]

    @property
    def consents(self) -> list[tuple[LegalText, forms.BoundField]]:
        return [(self.texts[kind], self[kind]) for kind in OPTIONAL_CONSENTS if kind in self.texts]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("texts_shown") != self.shown:
            for kind in (*REQUIRED_STATEMENTS, *OPTIONAL_CONSENTS):
                if kind in self.texts and given.get(kind):
                    self.add_error(kind, _("The text has changed since it was shown. Read it and confirm again."))
        return given

    def agreed(self) -> list[LegalText]:
        """The texts that the card stands by: those accepted, and the statement of public funding when made."""
        agreed = {kind for kind in (*REQUIRED_STATEMENTS, *OPTIONAL_CONSENTS) if self.cleaned_data.get(kind)}
        if self.cleaned_data["public_funding"] != PublicFunding.NONE:
            agreed.add(LegalKind.PUBLIC_FUNDING)
        return [text for kind, text in self.texts.items() if kind in agreed]
