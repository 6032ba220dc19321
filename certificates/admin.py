from django.contrib import admin

from certificates.models import Certificate
from events.admin_bases import HistoryAdmin


@admin.register(Certificate)
class CertificateAdmin(HistoryAdmin[Certificate]):
    list_display = ("number", "full_name", "institution", "conference", "hours", "issued_on", "revoked_at")
    list_filter = ("conference",)
    list_select_related = ("conference",)
    search_fields = ("number", "full_name", "institution", "code")
