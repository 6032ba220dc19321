from django.urls import path

from benchmarks import views
from config.urls import urlpatterns as pages

urlpatterns = [
    path("floor/read/<slug:slug>/", views.read_one_row),
    path("floor/write/", views.write_one_row),
    *pages,
]
