"""Lists of settings: pools, variants, prices and the like, each row with a page of its own."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import IntegrityError, transaction
from django.db.models import Model
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from events.readiness import Section
from panel.desk import Desk, StaffRequest
from panel.services.settings import SettingInUse, keep_setting, move_setting, remove_setting
from panel.setup.fields import PriceField
from panel.setup.forms.base import SettingForm
from panel.setup.frame import context, desk_of
from panel.setup.keys import key_of, row_of
from panel.setup.sections import KINDS, Kind
from panel.setup.telling import changes_of

Form = SettingForm[Any]


def kind_of(name: str) -> Kind:
    try:
        return KINDS[Section(name)]
    except (KeyError, ValueError):
        raise Http404 from None


@login_required
@require_GET
def list_settings(request: StaffRequest, association: str, conference: str, kind: str) -> HttpResponse:
    desk = desk_of(request, association, conference)
    found = kind_of(kind)
    rows = [
        {"key": key_of(row), "name": str(row), "cells": [(heading, shown(row)) for heading, shown in found.columns]}
        for row in found.rows(desk.conference)
    ]
    return render(request, "panel/setup/list.html", context(desk, kind, kind=found, rows=rows))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def add_setting(request: StaffRequest, association: str, conference: str, kind: str) -> HttpResponse:
    desk = desk_of(request, association, conference)
    found = kind_of(kind)
    form = found.form(request.POST if request.method == "POST" else None, conference=desk.conference)
    if form.is_valid():
        form.added()
        if saved(request, desk, found, form, _("added: %(name)s")):
            return redirect("panel:list-settings", *desk.path, kind)
    return render(request, "panel/setup/row.html", context(desk, kind, kind=found, form=form, title=found.add))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@transaction.atomic
def change_setting(request: StaffRequest, association: str, conference: str, kind: str, key: str) -> HttpResponse:
    """The row is locked while it is changed: places are taken beside it."""
    desk = desk_of(request, association, conference)
    found = kind_of(kind)
    row = row_of(found.rows(desk.conference), key)
    if request.method == "POST":
        row = type(row)._default_manager.select_for_update().get(pk=row.pk)
    name = str(row)
    form = found.form(request.POST if request.method == "POST" else None, instance=row, conference=desk.conference)
    if form.is_valid() and saved(request, desk, found, form, _("changed: %(name)s")):
        return redirect("panel:list-settings", *desk.path, kind)
    return render(request, "panel/setup/row.html", context(desk, kind, kind=found, form=form, title=name, key=key))


def saved(request: StaffRequest, desk: Desk, kind: Kind, form: Form, what: str) -> bool:
    """Whether it was saved; if not, the form says what stood in the way."""
    told, name = changes_of(form), str(form.instance)
    note = f"{kind.title}, {what % {'name': name}} ({told})"
    try:
        with transaction.atomic():
            keep_setting(form=form, conference=desk.conference, by=request.user, note=note)
    except IntegrityError:
        form.add_error(None, _("Somebody has just saved the same. Look at the list before you try again."))
        return False
    messages.success(request, _("Saved: %(name)s.") % {"name": name})
    priced = any(isinstance(form.fields[field], PriceField) for field in form.changed_data)
    if priced and desk.conference.cards.exists():
        messages.info(request, _("Cards sent before keep their prices."))
    return True


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def delete_setting(request: StaffRequest, association: str, conference: str, kind: str, key: str) -> HttpResponse:
    desk = desk_of(request, association, conference)
    found = kind_of(kind)
    rows = found.rows(desk.conference)
    if request.method != "POST":
        row = row_of(rows, key)
        return render(request, "panel/setup/delete.html", context(desk, kind, kind=found, name=str(row), key=key))
    try:
        remove(request, desk, found, row_of(rows, key))
    except Http404:
        messages.info(request, _("It was deleted before."))
    return redirect("panel:list-settings", *desk.path, kind)


def remove(request: StaffRequest, desk: Desk, kind: Kind, row: Model) -> None:
    name = str(row)
    told = _("deleted: %(name)s") % {"name": name}
    note = f"{kind.title}, {told}"
    try:
        remove_setting(row=row, in_use=kind.used(row), conference=desk.conference, by=request.user, note=note)
        messages.success(request, _("Deleted: %(name)s.") % {"name": name})
    except SettingInUse:
        messages.error(request, str(kind.kept))


@login_required
@require_POST
def move_row(request: StaffRequest, association: str, conference: str, kind: str, key: str) -> HttpResponse:
    desk = desk_of(request, association, conference)
    found = kind_of(kind)
    if not found.ordered:
        raise Http404
    rows = list(found.rows(desk.conference))
    up = request.POST.get("to") == "up"
    move_setting(rows=rows, row=row_of(rows, key), up=up, conference=desk.conference)
    return redirect("panel:list-settings", *desk.path, kind)
