"""Files that answer the organiser's questions: read, made harmless and kept with the draft."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest

from registrations.enums import QuestionKind
from registrations.forms import CardForms
from registrations.forms.card import CARD_FILES
from registrations.forms.questions import AnswersForm, name_of
from registrations.models import CardDraft
from registrations.services import drop_file, keep_file
from registrations.uploads import read_upload

Refused = dict[str, dict[str, str]]


def forms_with_files(step: str, forms: CardForms) -> Mapping[str, AnswersForm]:
    """The forms of the step whose questions may be answered with files, by whose they are."""
    if step == "stay":
        return {str(form.prefix): form for form in forms.stays.forms}
    return {CARD_FILES: forms.questions} if step == "questions" else {}


def take_uploads(request: HttpRequest, draft: CardDraft, step: str, forms: CardForms) -> Refused:
    """Keep each file that was sent; gives why others were refused, by whose they are and the question's slug."""
    refused: Refused = {}
    for whose, form in forms_with_files(step, forms).items():
        for question in form.questions:
            posted = request.FILES.get(form.add_prefix(name_of(question)))
            if question.kind != QuestionKind.FILE or not isinstance(posted, UploadedFile):
                continue
            try:
                clean = read_upload(posted)
            except ValidationError as wrong:
                refused.setdefault(whose, {})[question.slug] = " ".join(wrong.messages)
            else:
                draft.typed = keep_file(draft=draft, whose=whose, slug=question.slug, file=clean).typed
    return refused


def drop_upload(draft: CardDraft, wish: str) -> None:
    """Carry out `drop-file:<whose>:<slug>`; anything that is not kept is passed over."""
    _verb, _, named = wish.partition(":")
    whose, _, slug = named.partition(":")
    draft.typed = drop_file(draft=draft, whose=whose, slug=slug).typed
