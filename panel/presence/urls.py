"""Addresses of presence and attendance, inside the panel's."""

from django.urls import path, re_path

from panel.presence.views import attendance, lists, live, people

HERE = "panel/<slug:association>/<slug:conference>"
FILE = r"^panel/(?P<association>[-\w]+)/(?P<conference>[-\w]+)/presence/"
PERSON = f"{HERE}/cards/<slug:code>/people/<int:number>"

urlpatterns = [
    path(f"{HERE}/presence/", live.show_presence, name="show-presence"),
    path(f"{HERE}/presence/hours/", attendance.list_hours, name="list-hours"),
    re_path(rf"{FILE}hours\.(?P<kind>csv|ods|xlsx)$", attendance.export_hours, name="export-hours"),
    path(f"{HERE}/presence/sessions/<slug:key>/", attendance.show_attendance, name="show-attendance"),
    re_path(
        rf"{FILE}sessions/(?P<key>[-\w]+)\.(?P<kind>csv|ods|xlsx)$",
        attendance.export_attendance,
        name="export-attendance",
    ),
    path(f"{HERE}/presence/lists/<slug:target>/", lists.type_list, name="type-list"),
    path(f"{PERSON}/attendance/", people.show_person_attendance, name="show-person-attendance"),
    path(f"{PERSON}/attendance/correct/", people.correct_by_hand, name="correct-attendance"),
    path(f"{PERSON}/certificate/revoke/", people.revoke, name="revoke-certificate"),
]
