"""Texts that are agreed to: every version is kept, and a change is the next one."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from panel.desk import Desk, StaffRequest
from panel.services.settings import keep_version, newest_version
from panel.setup.forms.cards import TEXT_KINDS, TextForm
from panel.setup.frame import context, desk_of
from registrations.enums import REQUIRED_STATEMENTS, LegalKind
from registrations.models import LegalText


@login_required
@require_GET
def list_texts(request: StaffRequest, association: str, conference: str) -> HttpResponse:
    desk = desk_of(request, association, conference)
    versions: dict[tuple[str, str], list[LegalText]] = {}
    for text in LegalText.objects.filter(association=desk.conference.association_id).order_by("-version"):
        versions.setdefault((text.kind, text.language), []).append(text)
    languages = dict(settings.LANGUAGES)
    texts = [text_row(kind, language, languages[language], versions) for kind, language in TEXT_KINDS]
    return render(request, "panel/setup/texts.html", context(desk, "texts", texts=texts))


def text_row(
    kind: LegalKind, language: str, spoken: object, versions: dict[tuple[str, str], list[LegalText]]
) -> dict[str, Any]:
    known = versions.get((kind.value, language), [])
    needed = kind in REQUIRED_STATEMENTS and language == settings.LANGUAGE_CODE
    row: dict[str, Any] = {"kind": kind, "language": language, "spoken": spoken, "versions": known}
    return row | {"newest": known[0] if known else None, "needed": needed and not known}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def change_text(request: StaffRequest, association: str, conference: str, kind: str, language: str) -> HttpResponse:
    desk = desk_of(request, association, conference)
    if (kind, language) not in TEXT_KINDS:
        raise Http404
    own = desk.conference.association
    text = LegalText(association=own, kind=kind, language=language)
    newest = newest_version(text)
    initial = {"title": newest.title, "body": newest.body} if newest else {"title": LegalKind(kind).label.capitalize()}
    form = TextForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        text.title, text.body = form.cleaned_data["title"], form.cleaned_data["body"]
        keep_text_of(request, desk, text, newest)
        return redirect("panel:list-texts", *desk.path)
    facts = {"form": form, "newest": newest, "text": text, "spoken": dict(settings.LANGUAGES)[language]}
    return render(request, "panel/setup/text.html", context(desk, "texts", **facts))


def keep_text_of(request: StaffRequest, desk: Desk, text: LegalText, newest: LegalText | None) -> None:
    kept = keep_version(text=text, conference=desk.conference, by=request.user)
    if newest is not None and kept.version == newest.version:
        messages.info(request, _("Nothing was changed."))
    else:
        messages.success(request, _("Version %(version)s is in force from now on.") % {"version": kept.version})
