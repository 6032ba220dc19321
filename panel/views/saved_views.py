from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from events.roles import Permission
from panel.desk import Desk, StaffRequest, desk_for
from panel.enums import ListName
from panel.forms import ViewForm
from panel.lists import asked_for
from panel.models import SavedView
from panel.selectors.saved_views import saved_views, view_called
from panel.services.saved_views import ViewNameTaken, delete_view, rename_view, save_view


@login_required
@require_GET
def list_views(request: StaffRequest, association: str, conference: str) -> HttpResponse:
    desk = desk_for(request, association, conference, Permission.VIEW_CARDS)
    return show_views(request, desk)


@login_required
@require_POST
def save(request: StaffRequest, association: str, conference: str, name: str) -> HttpResponse:
    """Keeps what the list was showing; only what the person may ask for becomes part of the view."""
    desk = desk_for(request, association, conference, Permission.VIEW_CARDS)
    form = ViewForm(request.POST)
    if form.is_valid():
        data, list_name = form.cleaned_data, ListName(name)
        query = asked_for(list_name, desk.conference, QueryDict(data["query"]), desk.granted).query
        try:
            save_view(conference=desk.conference, list_name=list_name, name=data["name"], query=query, by=desk.user)
        except ViewNameTaken:
            form.add_error("name", _("There is a view of this name. Give this one another."))
        else:
            messages.success(request, _("The view “%(name)s” is saved for the whole team.") % {"name": data["name"]})
            return redirect(f"{reverse(f'panel:list-{name}', args=desk.path)}?{query}")
    return render(request, "panel/save_view.html", desk.context(name, form=form, list=ListName(name)))


@login_required
@require_POST
def change(request: StaffRequest, association: str, conference: str, name: str) -> HttpResponse:
    """A new name, or the end of a view: for its author, and for those who may change the cards."""
    desk = desk_for(request, association, conference, Permission.VIEW_CARDS)
    view = view_called(desk.conference, name, request.POST.get("view", "").replace("\0", ""))
    if not may_change(desk, view):
        raise PermissionDenied
    if request.POST.get("do") == "delete":
        delete_view(view=view)
        messages.success(request, _("The view “%(name)s” is deleted.") % {"name": view.name})
        return redirect("panel:list-views", *desk.path)
    form, old = ViewForm(request.POST), view.name
    if form.is_valid():
        try:
            rename_view(view=view, name=form.cleaned_data["name"])
        except ViewNameTaken:
            form.add_error("name", _("There is a view of this name. Give this one another."))
        else:
            messages.success(request, _("The view is called “%(name)s” now.") % {"name": view.name})
            return redirect("panel:list-views", *desk.path)
    return show_views(request, desk, refused=(name, old), form=form)


def may_change(desk: Desk, view: SavedView) -> bool:
    return view.author_id == desk.user.pk or desk.may(Permission.CHANGE_CARDS)


def show_views(
    request: StaffRequest, desk: Desk, refused: tuple[str, str] | None = None, form: ViewForm | None = None
) -> HttpResponse:
    """With `form` beside the view, by list and name, whose new name was refused."""
    rows = [
        {"view": view, "may": may_change(desk, view), "form": form if (view.list, view.name) == refused else None}
        for view in saved_views(desk.conference)
    ]
    return render(request, "panel/views.html", desk.context("participants", rows=rows))
