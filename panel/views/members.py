from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from events.enums import Role
from events.models import Membership
from events.roles import Permission
from panel.desk import Desk, StaffRequest, desk_for
from panel.forms import MemberForm, RoleForm
from panel.selectors.members import members_of, membership_history
from panel.services import LastOwner, add_member, change_role, remove_member


def member_of(desk: Desk, email: str) -> Membership:
    found = Membership.objects.filter(association=desk.conference.association).select_related("user")
    return get_object_or_404(found, user__email=email.replace("\0", ""))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def list_members(request: StaffRequest, association: str, conference: str) -> HttpResponse:
    """People with a role, and the form that adds one."""
    desk = desk_for(request, association, conference, Permission.MANAGE_MEMBERS)
    form = MemberForm(request.POST or None)
    if form.is_valid() and added(request, desk, form):
        return redirect("panel:list-members", *desk.path)
    own = desk.conference.association
    facts = {"form": form, "members": members_of(own), "history": membership_history(own), "roles": Role.choices}
    return render(request, "panel/members.html", desk.context("members", **facts))


def added(request: StaffRequest, desk: Desk, form: MemberForm) -> bool:
    data = form.cleaned_data
    try:
        member = add_member(
            conference=desk.conference,
            email=data["email"],
            name=data["name"],
            role=Role(data["role"]),
            by=request.user,
            language=get_language() or "pl",
        )
    except ValidationError as error:
        form.add_error(None, ValidationError(error.messages))
        return False
    messages.success(request, _("%(name)s has access now. A letter tells them how to log in.") % {"name": member.user})
    return True


@login_required
@require_POST
def change(request: StaffRequest, association: str, conference: str) -> HttpResponse:
    desk = desk_for(request, association, conference, Permission.MANAGE_MEMBERS)
    form = RoleForm(request.POST)
    if form.is_valid():
        member = member_of(desk, form.cleaned_data["email"])
        try:
            changed = change_role(membership=member, role=Role(form.cleaned_data["role"]), by=request.user)
            values = {"name": member.user, "role": changed.get_role_display()}
            messages.success(request, _("The role of %(name)s: %(role)s.") % values)
        except LastOwner:
            tell_last_owner(request)
    return redirect("panel:list-members", *desk.path)


@login_required
@require_POST
def remove(request: StaffRequest, association: str, conference: str) -> HttpResponse:
    desk = desk_for(request, association, conference, Permission.MANAGE_MEMBERS)
    member = member_of(desk, request.POST.get("email", ""))
    try:
        remove_member(membership=member, by=request.user)
        messages.success(request, _("%(name)s no longer has access.") % {"name": member.user})
    except LastOwner:
        tell_last_owner(request)
    if member.user_id == request.user.pk:
        return redirect("panel:show-home")
    return redirect("panel:list-members", *desk.path)


def tell_last_owner(request: StaffRequest) -> None:
    messages.error(request, _("The association must keep at least one owner. Give this role to someone else first."))
