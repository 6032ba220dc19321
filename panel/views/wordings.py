"""Letters in the organiser's own words."""

import structlog
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from events.roles import Permission
from mailings.models import Wording
from mailings.services import drop_wording, keep_wording
from mailings.wordings import known_kinds, placeholders_of
from panel.desk import Desk, StaffRequest, desk_for
from panel.selectors.wordings import last_letter, preview_of, words_of
from panel.wording_forms import WordingForm

LANGUAGES = {"pl", "en"}
log = structlog.get_logger(__name__)


@login_required
@require_GET
def list_wordings(request: StaffRequest, association: str, conference: str) -> HttpResponse:
    desk = desk_for(request, association, conference, Permission.CHANGE_CONFERENCE)
    return render(request, "panel/wordings.html", desk.context("wordings", words=words_of(desk.conference)))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def change_wording(
    request: StaffRequest, association: str, conference: str, letter: str, language: str
) -> HttpResponse:
    desk = desk_for(request, association, conference, Permission.CHANGE_CONFERENCE)
    kind = next((one for one in known_kinds() if one.slug == letter), None)
    if kind is None or language not in LANGUAGES:
        raise Http404
    if request.POST.get("do") == "reset":
        drop_wording(conference=desk.conference, kind=letter, language=language)
        return done(request, desk, letter, language, _("From now on the letter is in our words again."))
    own = Wording.objects.filter(conference=desk.conference, kind=letter, language=language).first()
    initial = {"subject": own.subject, "body": own.body} if own else None
    form = WordingForm(letter, request.POST or None, initial=initial)
    context = desk.context("wordings", kind=kind, letter_language=language, own=own, form=form)
    context |= {"placeholders": placeholders_of(letter).values()}
    context |= {"last": last_letter(desk.conference, letter, language), "preview": None}
    if form.is_valid():
        words = form.cleaned_data
        if request.POST.get("do") == "save":
            keep_wording(conference=desk.conference, kind=letter, language=language, **words)
            return done(request, desk, letter, language, _("From now on the letter is in your words."))
        context["preview"] = preview_of(desk.conference, letter, language, words["subject"], words["body"])
    return render(request, "panel/wording.html", context)


def done(request: StaffRequest, desk: Desk, letter: str, language: str, told: str) -> HttpResponse:
    log.info("wording changed", by=request.user.pk, conference=desk.conference.pk, letter=letter, language=language)
    messages.success(request, told)
    return redirect("panel:list-wordings", *desk.path)
