from django.urls import path

from badges import views

app_name = "badges"
urlpatterns = [
    path("participants/<str:token>/badge/", views.show_badge, name="show-badge"),
    path("participants/<str:token>/badge.pdf", views.download_badge, name="download-badge"),
    path("panel/<slug:association>/<slug:conference>/badges.pdf", views.print_badges, name="print-badges"),
]
