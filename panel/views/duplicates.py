from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from events.roles import Permission
from panel.desk import StaffRequest, desk_for
from panel.selectors.duplicates import institution_pairs, key_of, people_pairs, read_key
from panel.services.merging import FILLED, CannotMerge, holds_of, merge_people, why_not
from registrations.enums import ParticipantState
from registrations.models import Institution, Participant
from registrations.services.merging import FILLED as INSTITUTION_FILLED
from registrations.services.merging import NotTheSame, merge_institutions


@dataclass(frozen=True)
class Compared:
    """One line of the page that shows two entries beside each other. `takes` says that the value moves over."""

    label: str
    keep: str
    drop: str
    takes: bool = False


def asked_pair(
    request: HttpRequest, rows: QuerySet[Institution] | QuerySet[Participant]
) -> tuple[Institution | Participant | None, Institution | Participant | None]:
    """What the address names, among those that may be seen; None for what was merged a moment ago. Raises Http404."""
    keep, drop = (read_key(rows.model, request.GET.get(name, "")) for name in ("keep", "drop"))
    if keep is None or drop is None or keep == drop:
        raise Http404
    found = {row.pk: row for row in rows.filter(pk__in={keep, drop})}
    if not found:
        raise Http404
    return found.get(keep), found.get(drop)


@login_required
@require_GET
def list_duplicates(request: StaffRequest, association: str, conference: str) -> HttpResponse:
    desk = desk_for(request, association, conference, Permission.CHANGE_CARDS)
    found = {
        "institutions": institution_pairs(desk.conference.association),
        "people": people_pairs(desk.conference),
    }
    return render(request, "panel/duplicates.html", desk.context("duplicates", **found))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def merge_institutions_page(request: StaffRequest, association: str, conference: str) -> HttpResponse:
    desk = desk_for(request, association, conference, Permission.CHANGE_CARDS)
    rows = Institution.objects.filter(association=desk.conference.association).annotate(card_count=Count("cards"))
    keep, drop = asked_pair(request, rows)
    if not isinstance(keep, Institution) or not isinstance(drop, Institution):
        messages.info(request, _("They were merged before."))
        return redirect("panel:list-duplicates", *desk.path)
    if request.method == "POST":
        try:
            merge_institutions(keep=keep, drop=drop, by=request.user)
            messages.success(request, _("The institutions are one now: %(name)s.") % {"name": keep.name})
        except NotTheSame:
            messages.info(request, _("They were merged before."))
        return redirect("panel:list-duplicates", *desk.path)
    shown = {"keep": keep, "drop": drop, "rows": institution_rows(keep, drop), "reasons": []}
    return render(request, "panel/merge.html", desk.context("duplicates", **shown, **keys_of(keep, drop)))


def institution_rows(keep: Institution, drop: Institution) -> list[Compared]:
    def place(one: Institution) -> str:
        return f"{one.street}, {one.postal_code} {one.city}"

    filled = {name: bool(getattr(drop, name)) and not getattr(keep, name) for name in INSTITUTION_FILLED}
    return [
        Compared(_("Name"), keep.name, drop.name),
        Compared(_("NIP"), keep.nip, drop.nip),
        Compared(_("Kind"), str(keep.get_kind_display()), str(drop.get_kind_display())),
        Compared(_("Address"), place(keep), place(drop)),
        Compared(_("E-mail"), keep.email, drop.email, filled["email"]),
        Compared(_("Phone"), keep.phone, drop.phone, filled["phone"]),
        Compared(
            _("Member of the association"),
            _("yes") if keep.is_member else _("no"),
            _("yes") if drop.is_member else _("no"),
            drop.is_member and not keep.is_member,
        ),
        Compared(_("Cards of all editions"), str(card_count(keep)), str(card_count(drop)), bool(card_count(drop))),
    ]


def card_count(institution: Institution) -> int:
    return int(getattr(institution, "card_count", 0))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def merge_people_page(request: StaffRequest, association: str, conference: str) -> HttpResponse:
    desk = desk_for(request, association, conference, Permission.CHANGE_CARDS)
    rows = Participant.objects.of(desk.conference).select_related("card__institution", "variant")
    keep, drop = asked_pair(request, rows)
    if not isinstance(keep, Participant) or not isinstance(drop, Participant):
        raise Http404
    if ParticipantState.CANCELLED in (keep.state, drop.state):
        messages.info(request, _("They were merged before."))
        return redirect("panel:list-duplicates", *desk.path)
    reasons = why_not(keep, drop)
    if request.method == "POST" and not reasons:
        try:
            merge_people(keep=keep, drop=drop, by=request.user)
            messages.success(request, _("%(name)s is on one card now.") % {"name": keep.full_name})
        except NotTheSame:
            messages.info(request, _("They were merged before."))
        except CannotMerge as error:
            messages.error(request, " ".join(error.reasons))
        return redirect("panel:list-duplicates", *desk.path)
    shown = {"keep": keep, "drop": drop, "rows": people_rows(keep, drop), "reasons": reasons}
    return render(request, "panel/merge.html", desk.context("duplicates", **shown, **keys_of(keep, drop)))


def people_rows(keep: Participant, drop: Participant) -> list[Compared]:
    told: list[tuple[str, Callable[[Participant], str]]] = [
        (_("Name and surname"), lambda one: one.full_name),
        (_("Card"), lambda one: f"{one.card.code}, {one.card.institution.name}"),
        (_("Variant"), lambda one: one.variant.name),
        (_("State"), lambda one: str(one.get_state_display())),
        (_("E-mail"), lambda one: one.email),
    ]
    rows = [Compared(label, value(keep), value(drop)) for label, value in told]
    for name in FILLED:
        one, other = getattr(keep, name), getattr(drop, name)
        if one or other:
            label = str(Participant._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
            rows.append(
                Compared(label[:1].upper() + label[1:], str(one or ""), str(other or ""), bool(other and not one))
            )
    mine, theirs = holds_of(keep), holds_of(drop)
    return [
        *rows,
        Compared(_("Scans of the badge"), str(mine.scans), str(theirs.scans)),
        Compared(_("Certificates"), str(mine.certificates), str(theirs.certificates)),
    ]


def keys_of(keep: Institution | Participant, drop: Institution | Participant) -> dict[str, str]:
    return {"keep_key": key_of(keep), "drop_key": key_of(drop)}
