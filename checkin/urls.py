from django.urls import path

from checkin import views

app_name = "checkin"
urlpatterns = [
    path("scan/", views.show_scanner, name="show-scanner"),
    path("scan/worker.js", views.show_worker, name="show-worker"),
    path("scan/manifest.webmanifest", views.show_manifest, name="show-manifest"),
    path("scan/pair/", views.pair_scanner, name="pair-scanner"),
    path("scan/revoke/", views.revoke_scanner, name="revoke-scanner"),
]
