from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from events.roles import Permission
from panel.desk import Desk, StaffRequest, asks_for_part
from panel.enums import ListName
from panel.lists import asked_for, rows_for
from panel.pages import count_all
from panel.selectors.saved_views import views_of
from panel.tables import Identify, table_of
from registrations.models import Participant, ParticipationCard


def show_list(request: StaffRequest, desk: Desk, name: ListName) -> HttpResponse:
    """The whole page or, to htmx, its results alone, or the number of all that was found."""
    asked = asked_for(name, desk.conference, request.GET, desk.granted)
    rows = rows_for(name, desk.conference, asked)
    if asks_for_part(request, "total"):
        return HttpResponse(str(count_all(rows)))
    page = asked.turn(rows)
    part = asks_for_part(request, "results")
    edited_at = desk.path if name == ListName.PARTICIPANTS and desk.may(Permission.CHANGE_CARDS) else []
    table = table_of(asked, page, identify(desk, name), edited_at)
    views = [] if part else views_of(desk.conference, name, asked)
    context = desk.context(name.value, asked=asked, page=page, table=table, list=name, views=views)
    answer = render(request, f"panel/_{name.value}.html" if part else f"panel/{name.value}.html", context)
    if part:
        # The address without the fields of the form that were left empty.
        answer["HX-Push-Url"] = f"{request.path}?{asked.query}" if asked.query else request.path
    return answer


def identify(desk: Desk, name: ListName) -> Identify:
    # The address of a page of fifty rows is looked up once.
    pattern = reverse("panel:show-card", args=[*desk.path, "CODE"])

    def participant(one: Participant) -> tuple[str, str, str]:
        return one.badge_code, f"{one.last_name} {one.first_name}", pattern.replace("CODE", one.card.code)

    def card(one: ParticipationCard) -> tuple[str, str, str]:
        return one.code, one.institution.name, pattern.replace("CODE", one.code)

    return card if name == ListName.CARDS else participant
