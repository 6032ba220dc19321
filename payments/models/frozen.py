"""Rows that nobody changes once they are written."""

from collections.abc import Iterable
from typing import Any, ClassVar, TypeVar

from django.db import models

Row = TypeVar("Row", bound=models.Model)


class Frozen(Exception):
    """A document that was issued is corrected by another, never changed."""


class FrozenQuerySet(models.QuerySet[Row]):
    """Writes new rows and refuses to change or delete old ones, also through `save` of a row.

    `noted_later` are the columns that are filled after the row was written.
    The model names the manager as its `base_manager_name`, so that `save` comes through here as well.
    """

    noted_later: ClassVar[frozenset[str]] = frozenset()

    def refuse(self, names: Iterable[str]) -> None:
        if not set(names) <= self.noted_later:
            raise Frozen(f"{self.model._meta.label} is not changed once it is written.")

    def update(self, **values: Any) -> int:
        self.refuse(values)
        return super().update(**values)

    def _update(self, values: list[tuple[Any, Any, Any]]) -> int:
        # Where `save` of a row that exists arrives.
        self.refuse(field.name for field, _model, _value in values)
        changed: int = super()._update(values)  # type: ignore[misc]  # missing from the stubs
        return changed

    def bulk_update(self, objs: Iterable[Row], fields: Iterable[str], batch_size: int | None = None) -> int:
        names = list(fields)
        self.refuse(names)
        return super().bulk_update(objs, names, batch_size)

    def delete(self) -> tuple[int, dict[str, int]]:
        raise Frozen(f"{self.model._meta.label} is not deleted.")
