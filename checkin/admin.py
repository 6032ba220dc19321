from django.contrib import admin

from checkin.models import AttendanceMark, Device, Scan
from events.admin_bases import ReadOnlyAdmin


@admin.register(Device)
class DeviceAdmin(ReadOnlyAdmin[Device]):
    list_display = ("name", "conference", "paired_by", "paired_at", "expires_at", "revoked_at")
    list_filter = ("conference",)
    list_select_related = ("conference", "paired_by")
    search_fields = ("name",)


@admin.register(Scan)
class ScanAdmin(ReadOnlyAdmin[Scan]):
    list_display = ("participant", "point", "result", "method", "device", "scanned_at", "received_at")
    list_filter = ("result", "method", "point__conference")
    list_select_related = ("participant", "point", "device")
    search_fields = ("participant__last_name", "device__name")


@admin.register(AttendanceMark)
class AttendanceMarkAdmin(ReadOnlyAdmin[AttendanceMark]):
    list_display = ("participant", "session", "day", "verdict", "source", "reason", "made_by", "made_at")
    list_filter = ("verdict", "source", "participant__conference")
    list_select_related = ("participant", "session", "made_by")
    search_fields = ("participant__last_name", "reason")
