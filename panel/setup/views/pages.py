"""Pages with one form about the conference itself or its association."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from events.readiness import Section
from panel.desk import Desk, StaffRequest
from panel.services.settings import keep_setting
from panel.setup.forms.base import SettingForm
from panel.setup.frame import context, desk_of, refuse_all_but_owner
from panel.setup.sections import PAGES, Page
from panel.setup.telling import changes_of


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def set_up(request: StaffRequest, association: str, conference: str, page: str) -> HttpResponse:
    desk = desk_of(request, association, conference)
    found = page_of(page)
    if found.of_association:
        refuse_all_but_owner(desk)
    form = found.form(
        request.POST if request.method == "POST" else None,
        instance=found.row(desk.conference),
        conference=desk.conference,
    )
    if form.is_valid():
        save_page(request, desk, found, form)
        # A draft may have been given another address.
        return redirect("panel:set-up", *desk.path, page)
    desk.conference.refresh_from_db()
    return render(
        request, "panel/setup/page.html", context(desk, page, page=found, form=form, groups=found.grouped(form))
    )


def page_of(name: str) -> Page:
    try:
        return PAGES[Section(name)]
    except (KeyError, ValueError):
        raise Http404 from None


def save_page(request: StaffRequest, desk: Desk, page: Page, form: SettingForm[Any]) -> None:
    told = changes_of(form)
    if not told and not form.instance._state.adding:
        messages.info(request, _("Nothing was changed."))
        return
    keep_setting(form=form, conference=desk.conference, by=request.user, note=f"{page.title}: {told}")
    messages.success(request, _("Saved."))
    days = {"starts_on", "ends_on"} & set(form.changed_data)
    if days and desk.conference.cards.exists():
        messages.warning(request, _("Cards have been sent for the old days: write to all, and look at their nights."))
