from operator import attrgetter
from typing import Any, ClassVar, TypeVar

from django import forms
from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from events.admin import NAME, ORDER
from events.admin_bases import limit_choices
from events.changes import mark_changed
from events.models import Conference
from program.models import Hall, Session, Speaker

Part = TypeVar("Part", bound=Model)


class ProgrammeAdmin(admin.ModelAdmin[Part]):
    """A part of one conference's programme, which its public page shows."""

    list_filter: ClassVar[Any] = ("conference",)
    list_select_related: ClassVar[Any] = ("conference",)

    def get_readonly_fields(self, request: HttpRequest, obj: Part | None = None) -> tuple[str, ...]:
        return ("conference",) if obj else ()

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        mark_changed(Conference.objects.filter(pk=form.instance.conference_id))

    def delete_model(self, request: HttpRequest, obj: Part) -> None:
        of = attrgetter("conference_id")(obj)
        super().delete_model(request, obj)
        mark_changed(Conference.objects.filter(pk=of))

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Part]) -> None:
        of = set(queryset.values_list("conference_id", flat=True))
        super().delete_queryset(request, queryset)
        mark_changed(Conference.objects.filter(pk__in=of))


class HallForm(forms.ModelForm[Hall]):
    class Meta:
        model = Hall
        fields = ("conference", "name")
        labels = {"name": NAME}


@admin.register(Hall)
class HallAdmin(ProgrammeAdmin[Hall]):
    form = HallForm
    list_display = ("__str__", "conference")
    search_fields = ("name",)


@admin.register(Speaker)
class SpeakerAdmin(ProgrammeAdmin[Speaker]):
    list_display = ("name", "affiliation", "conference")
    search_fields = ("name", "affiliation")


class SessionForm(forms.ModelForm[Session]):
    class Meta:
        model = Session
        fields = (
            *("conference", "kind", "mode", "title", "abstract", "starts_at", "ends_at"),
            *("hall", "speakers", "presenter", "position", "is_training"),
        )
        labels = {"position": ORDER}
        help_texts = {
            "presenter": _("Shown when no speaker is chosen."),
            "position": _("Orders sessions that begin at the same time, or whose hour is not known."),
            "is_training": _("Its hours stand on the certificates of those scanned at its door."),
        }

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        conference = given.get("conference") or self.instance.conference
        if given.get("hall") and given["hall"].conference != conference:
            self.add_error("hall", _("This hall belongs to another conference."))
        if any(speaker.conference != conference for speaker in given.get("speakers") or ()):
            self.add_error("speakers", _("A speaker belongs to another conference."))
        return given


def with_conference(part: Hall | Speaker) -> str:
    return f"{part} ({part.conference})"


@admin.register(Session)
class SessionAdmin(ProgrammeAdmin[Session]):
    form = SessionForm
    list_display = ("title", "starts_at", "ends_at", "kind", "hall", "is_training", "conference")
    list_filter: ClassVar[Any] = ("conference", "kind", "is_training")
    list_select_related: ClassVar[Any] = ("conference", "hall")
    search_fields = ("title", "presenter", "speakers__name")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Session]:
        return Session.objects.in_order()

    def get_form(self, request: HttpRequest, obj: Session | None = None, change: bool = False, **kwargs: Any) -> Any:
        """Those of the session's conference; while it is added, of the one named in the address, as from a link."""
        form = super().get_form(request, obj, change=change, **kwargs)
        named = request.GET.get("conference", "")
        conference = obj.conference_id if obj else int(named) if named.isdecimal() else None
        halls, speakers = Hall.objects.order_by("name"), Speaker.objects.order_by("name")
        if conference is not None:
            halls, speakers = halls.filter(conference=conference), speakers.filter(conference=conference)
        limit_choices(form, "hall", halls.select_related("conference"), label=None if obj else with_conference)
        limit_choices(form, "speakers", speakers.select_related("conference"), label=None if obj else with_conference)
        return form
