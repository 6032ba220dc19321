from django.urls import path

from events import views

app_name = "events"
urlpatterns = [
    path("", views.list_associations, name="list-associations"),
    path("accessibility/", views.show_accessibility, name="show-accessibility"),
    path("<slug:association>/", views.show_association, name="show-association"),
]
