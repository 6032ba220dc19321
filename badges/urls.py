from django.urls import path

from badges import views

app_name = "badges"
urlpatterns = [
    path("participants/<str:token>/badge/", views.show_badge, name="show-badge"),
    path("participants/<str:token>/badge/worker.js", views.serve_worker, name="serve-worker"),
    path("participants/<str:token>/badge.pdf", views.download_badge, name="download-badge"),
    path("participants/<str:token>/badge.png", views.download_picture, name="download-picture"),
]
