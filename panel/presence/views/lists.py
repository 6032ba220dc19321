"""Lists signed on paper, typed in."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from checkin.services import sign_list
from checkin.services.marking import Target
from events.models import Variant
from events.roles import Permission
from panel.desk import Desk, StaffRequest, desk_for
from panel.presence.selectors.lists import people_named, signed_list, target_of, title_of
from panel.presence.services import CertificateStands, take_off
from panel.views.prints import chosen_group, chosen_variant
from registrations.models import Participant


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def type_list(request: StaffRequest, association: str, conference: str, target: str) -> HttpResponse:
    """Ticked names are added to those who signed, and one may be taken off; what others wrote meanwhile stays."""
    desk = desk_for(request, association, conference, Permission.CHANGE_CARDS)
    found = target_of(desk.conference, target)
    if request.method == "POST":
        add_ticked(request, desk, found)
        if "struck" in request.POST:
            strike_out(request, desk, found)
        return to_list(request, desk, target)
    variant, group = chosen_variant(request, desk), chosen_group(request)
    context = desk.context(
        "presence",
        title=title_of(found),
        list=signed_list(desk.conference, found, variant, group),
        variants=Variant.objects.filter(conference=desk.conference, is_remote=False),
        variant=variant,
        group=group,
    )
    return render(request, "panel/presence/list.html", context)


def add_ticked(request: StaffRequest, desk: Desk, target: Target) -> None:
    codes = set(request.POST.getlist("signed"))
    people = people_named(desk.conference, codes)
    added = sign_list(conference=desk.conference, target=target, people=people, by=request.user)
    unknown = len(codes) - len(people)
    if added:
        told = ngettext("%(people)s name was added.", "%(people)s names were added.", added)
        messages.success(request, told % {"people": added})
    elif not unknown and "struck" not in request.POST:
        messages.info(request, _("Nothing was changed."))
    if unknown:
        told = ngettext(
            "%(people)s name has changed meanwhile: look at the list again.",
            "%(people)s names have changed meanwhile: look at the list again.",
            unknown,
        )
        messages.warning(request, told % {"people": unknown})


def strike_out(request: StaffRequest, desk: Desk, target: Target) -> None:
    people = Participant.objects.of(desk.conference).select_related("conference")
    person = get_object_or_404(people, badge_code=request.POST["struck"])
    try:
        take_off(participant=person, target=target, by=request.user)
        messages.success(request, _("%(name)s was taken off the list.") % {"name": person.full_name})
    except CertificateStands as stands:
        messages.error(request, str(stands))


def to_list(request: StaffRequest, desk: Desk, target: str) -> HttpResponseRedirect:
    """Back to the list as it was shown."""
    address = reverse("panel:type-list", args=[*desk.path, target])
    query = request.GET.urlencode()
    return redirect(f"{address}?{query}" if query else address)
