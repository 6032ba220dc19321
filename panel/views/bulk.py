from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from events.roles import Permission
from panel.bulk.actions import Action, actions_for
from panel.bulk.forms import ActionForm
from panel.bulk.work import subject_of
from panel.chosen import Chosen, read_chosen
from panel.desk import Desk, StaffRequest, desk_for
from panel.enums import ListName
from panel.models import Job
from panel.services.jobs import start_job

MOST_CARDS_PRINTED = 300
NAMED = 5


@login_required
@require_POST
def start_bulk(request: StaffRequest, association: str, conference: str, name: str) -> HttpResponse:
    """First what to do with the rows chosen, then what will happen to how many, then the job."""
    desk = desk_for(request, association, conference, Permission.VIEW_CARDS)
    posted, list_name = request.POST, ListName(name)
    chosen = read_chosen(list_name, posted).within(desk.conference, desk.granted)
    found = chosen.rows(desk.conference)
    count = found.count()
    if not count:
        messages.warning(request, _("No row was chosen. Tick some, or all that were found."))
        return redirect(f"panel:list-{name}", *desk.path)
    actions = actions_for(list_name, desk.may)
    action = next((one for one in actions if one.name == posted.get("action")), None)
    context: dict[str, Any] = {"chosen": chosen, "count": count, "actions": actions, "action": action}
    context |= {"named": [subject_of(row) for row in found[:NAMED]], "more": max(0, count - NAMED)}
    if action is None:
        return render(request, "panel/start_bulk.html", desk.context(name, **context))
    step = posted.get("step", "")
    form = action.form(posted if step else None, conference=desk.conference)
    is_told = bool((step in {"look", "do"} and form.is_valid()) or not form.fields)
    if is_told and step == "do":
        if posted.get("count") == str(count):
            return redirect(
                "panel:show-job", *desk.path, begin_job(desk, chosen, action, form, posted.get("token", "")).uid
            )
        messages.warning(request, _("The list has changed in the meantime. Look at the number again."))
    values = getattr(form, "cleaned_data", {})
    touched = found.filter(action.touches(list_name, values)).count() if is_told else 0
    context |= {"form": form, "is_told": is_told, "touched": touched, "untouched": count - touched}
    context |= {"token": uuid4().hex, "too_many": action.name == "print-cards" and count > MOST_CARDS_PRINTED}
    return render(request, "panel/bulk_action.html", desk.context(name, **context))


def begin_job(desk: Desk, chosen: Chosen, action: Action, form: ActionForm, token: str) -> Job:
    """The rows are written down as they are now: what was told is what is done."""
    code = "code" if chosen.list == ListName.CARDS else "badge_code"
    codes = list(chosen.rows(desk.conference).values_list(code, flat=True))
    if action.name == "print-cards":
        codes = codes[:MOST_CARDS_PRINTED]
    return start_job(
        conference=desk.conference,
        kind="bulk" if action.act else "print",
        title=str(action.label),
        params={
            "action": action.name,
            "list": chosen.list.value,
            "codes": codes,
            "values": getattr(form, "cleaned_data", {}),
            "rights": [Permission.VIEW_CARDS.value, action.needs.value],
        },
        by=desk.user,
        token=token or uuid4().hex,
    )
