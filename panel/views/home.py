from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from panel.desk import StaffRequest
from panel.selectors.home import shelves_of


@login_required
@require_GET
def show_home(request: StaffRequest) -> HttpResponse:
    return render(request, "panel/home.html", {"shelves": shelves_of(request.user)})
