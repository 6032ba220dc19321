from django.urls import path

from program import views

app_name = "program"
urlpatterns = [
    path("<slug:association>/<slug:conference>/", views.show_conference, name="show-conference"),
    path("<slug:association>/<slug:conference>/programme.ics", views.export_calendar, name="export-calendar"),
]
