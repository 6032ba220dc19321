"""Addresses of presence and attendance, inside the panel's."""

from django.urls import path, re_path

from panel.presence.views import attendance, lists, live, people

PERSON = "cards/<slug:code>/people/<int:number>"

urlpatterns = [
    path("presence/", live.show_presence, name="show-presence"),
    path("presence/hours/", attendance.list_hours, name="list-hours"),
    re_path(r"^presence/hours\.(?P<kind>csv|ods|xlsx)$", attendance.export_hours, name="export-hours"),
    path("presence/sessions/<slug:key>/", attendance.show_attendance, name="show-attendance"),
    re_path(
        r"^presence/sessions/(?P<key>[-\w]+)\.(?P<kind>csv|ods|xlsx)$",
        attendance.export_attendance,
        name="export-attendance",
    ),
    path("presence/lists/<slug:target>/", lists.type_list, name="type-list"),
    path(f"{PERSON}/attendance/", people.show_person_attendance, name="show-person-attendance"),
    path(f"{PERSON}/attendance/correct/", people.correct_by_hand, name="correct-attendance"),
    path(f"{PERSON}/certificate/revoke/", people.revoke, name="revoke-certificate"),
]
