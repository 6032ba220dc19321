"""What the administrator's pages of several apps share."""

from collections.abc import Callable
from typing import Any, TypeVar

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from simple_history.admin import SimpleHistoryAdmin

Row = TypeVar("Row", bound=Model)


class ReadOnlyAdmin(admin.ModelAdmin[Row]):
    """For rows that services alone write: the administrator looks, and mends nothing by hand."""

    actions = None
    list_per_page = 50
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Row | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Row | None = None) -> bool:
        return False


class HistoryAdmin(SimpleHistoryAdmin, ReadOnlyAdmin[Row]):  # type: ignore[misc]  # the library carries no types
    """With who changed the row, when, from what to what."""

    def history_form_view(self, *args: Any, **kwargs: Any) -> HttpResponse:
        """Not opened: the library's page of a past version brings it back on a POST without asking who may change."""
        raise PermissionDenied


def limit_choices(
    form: type[forms.ModelForm[Any]], name: str, choices: QuerySet[Any], *, label: Callable[[Any], str] | None = None
) -> None:
    """Offer these rows only, where the field is there: those who may only look have none."""
    field = form.base_fields.get(name)
    if isinstance(field, forms.ModelChoiceField):
        if label:
            setattr(field, "label_from_instance", label)  # noqa: B010  a method, which Django lets one replace
        field.queryset = choices
