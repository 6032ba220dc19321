from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from events.admin_bases import HistoryAdmin
from events.formats import money
from registrations.legal import TextAgreedTo, is_agreed_to, keep_text
from registrations.models import LegalText, Participant, ParticipationCard


class LegalTextForm(forms.ModelForm[LegalText]):
    language = forms.ChoiceField(label=_("language"), choices=settings.LANGUAGES, initial="pl")

    class Meta:
        model = LegalText
        fields = ("association", "kind", "language", "title", "body", "valid_from")
        help_texts = {
            "body": _("The whole text. Once somebody has agreed to it, it cannot be changed: add it anew instead."),
            "kind": _("Conditions and the information on personal data must be there before cards can be taken."),
        }


@admin.register(LegalText)
class LegalTextAdmin(admin.ModelAdmin[LegalText]):
    form = LegalTextForm
    list_display = ("title", "association", "kind", "language", "version", "valid_from")
    list_filter = ("association", "kind", "language")
    list_select_related = ("association",)
    ordering = ("association", "kind", "language", "-version")

    def get_readonly_fields(self, request: HttpRequest, obj: LegalText | None = None) -> tuple[str, ...]:
        """A text stays in the series in which it has its number."""
        return ("association", "kind", "language", "version", "sha256") if obj else ()

    def has_change_permission(self, request: HttpRequest, obj: LegalText | None = None) -> bool:
        return super().has_change_permission(request, obj) and not (obj and is_agreed_to(obj))

    def has_delete_permission(self, request: HttpRequest, obj: LegalText | None = None) -> bool:
        return super().has_delete_permission(request, obj) and not (obj and is_agreed_to(obj))

    def save_model(self, request: HttpRequest, obj: LegalText, form: Any, change: bool) -> None:
        try:
            keep_text(text=obj)
        except TextAgreedTo as late:
            raise PermissionDenied from late


@admin.register(ParticipationCard)
class ParticipationCardAdmin(HistoryAdmin[ParticipationCard]):
    list_display = ("code", "conference", "institution", "state", "due_written", "settled_written", "submitted_at")
    list_filter = ("state", "conference")
    list_select_related = ("conference", "institution")
    search_fields = ("code", "institution__name", "contact_email")

    @admin.display(description=_("amount due"), ordering="due")
    def due_written(self, card: ParticipationCard) -> str:
        return money(card.due, card.currency)

    @admin.display(description=_("settled"), ordering="settled")
    def settled_written(self, card: ParticipationCard) -> str:
        return money(card.settled, card.currency)


@admin.register(Participant)
class ParticipantAdmin(HistoryAdmin[Participant]):
    list_display = ("full_name", "conference", "card", "variant", "state", "arrived_at")
    list_filter = ("state", "conference")
    list_select_related = ("conference", "card", "variant")
    search_fields = ("first_name", "last_name", "email", "card__code")
    ordering = ("sort_key", "pk")

    @admin.display(description=_("name and surname"), ordering="sort_key")
    def full_name(self, participant: Participant) -> str:
        return participant.full_name
