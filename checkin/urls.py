from django.urls import path

from checkin import views

app_name = "checkin"
urlpatterns = [
    path("scan/", views.show_scanner, name="show-scanner"),
    path("scan/pair/", views.pair_scanner, name="pair-scanner"),
    path("scan/revoke/", views.revoke_scanner, name="revoke-scanner"),
]
