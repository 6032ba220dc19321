from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.views.decorators.http import require_GET

from events.roles import Permission
from panel.desk import StaffRequest, desk_for
from panel.enums import ListName
from panel.views.lists import show_list


@login_required
@require_GET
def list_participants(request: StaffRequest, association: str, conference: str) -> HttpResponse:
    desk = desk_for(request, association, conference, Permission.VIEW_CARDS)
    return show_list(request, desk, ListName.PARTICIPANTS)
