from django.contrib import admin

from events.admin_bases import ReadOnlyAdmin
from mailings.models import Letter, LetterAttachment


class LetterAttachmentInline(admin.TabularInline[LetterAttachment, Letter]):
    """Without the file: it is handed out by views that check who asks."""

    model = LetterAttachment
    fields = ("filename", "content_type", "source")
    extra = 0

    def has_change_permission(self, request: object, obj: Letter | None = None) -> bool:
        return False

    def has_add_permission(self, request: object, obj: Letter | None = None) -> bool:
        return False

    def has_delete_permission(self, request: object, obj: Letter | None = None) -> bool:
        return False


@admin.register(Letter)
class LetterAdmin(ReadOnlyAdmin[Letter]):
    """Without the words: they carry links that open somebody's card. The panel shows them to who may see them."""

    list_display = ("subject", "to_email", "association", "conference", "state", "attempts", "created_at", "sent_at")
    list_filter = ("state", "kind", "association")
    list_select_related = ("association", "conference")
    search_fields = ("to_email", "subject", "reference")
    exclude = ("text", "html")
    inlines = (LetterAttachmentInline,)
