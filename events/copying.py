"""The settings of a conference copied into the next edition, every date moved with it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

from django.db.models import Model
from django.utils import timezone

from events.enums import ConferenceState
from events.models import Conference, Extra, PlacePool, Variant, VatRule

DAYS_OF_WEEK = 7
Row = TypeVar("Row", bound=Model)
Moved = TypeVar("Moved", date, datetime)

# What a copy has of its own; all other fields are the old edition's.
OWN_FIELDS = frozenset({"slug", "state", "edition", "title", "is_jubilee", "clock_shift", "changed_at"})
DAYS = ("starts_on", "ends_on")
DEADLINES = ("registration_opens_at", "registration_closes_at", "resignation_until", "changes_until")


@dataclass(frozen=True)
class Shift:
    """How far an edition moves: its days exactly, its deadlines by whole weeks, so that a Friday stays a Friday."""

    days: timedelta
    weeks: timedelta

    @classmethod
    def between(cls, old: date, new: date) -> "Shift":
        apart = new - old
        return cls(apart, timedelta(weeks=round(apart.days / DAYS_OF_WEEK)))


def moved(value: Moved | None, by: timedelta) -> Moved | None:
    """The day moved; a moment keeps its hour on the clock in Poland, whatever the season."""
    if value is None:
        return None
    if isinstance(value, datetime):
        return timezone.make_aware(timezone.make_naive(value) + by)
    return value + by


def a_year_on(day: date) -> date:
    """The same day of the week about a year later."""
    return day + timedelta(weeks=52)


def twin(row: Row, **changes: Any) -> Row:
    """A new unsaved row with every column of the old one but its key, and these changes."""
    values = {
        field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields if not field.primary_key
    }
    copy = type(row)(**values)
    for name, value in changes.items():
        setattr(copy, name, value)
    return copy


def copy_conference_row(conference: Conference, *, title: str, slug: str, shift: Shift) -> Conference:
    """The conference's own row as a draft of the next edition, saved."""
    changes: dict[str, Any] = {name: moved(getattr(conference, name), shift.days) for name in DAYS}
    changes |= {name: moved(getattr(conference, name), shift.weeks) for name in DEADLINES}
    new = twin(
        conference,
        **changes,
        title=title,
        slug=slug,
        state=ConferenceState.DRAFT,
        edition=conference.edition + 1 if conference.edition else None,
        is_jubilee=False,
        clock_shift=timedelta(),
    )
    new.full_clean()
    new.save()
    return new


def copy_settings(old: Conference, new: Conference, shift: Shift) -> None:
    """Pools with no place taken, things included, VAT rules, variants, prices, extras, fees, reminders and codes."""
    pools = {pool.pk: saved(twin(pool, conference=new, taken=0)) for pool in old.pools.order_by("pk")}
    rules = {rule.pk: saved(twin(rule, conference=new)) for rule in old.vat_rules.order_by("pk")}
    variants = copy_variants(old, new, pools, rules)
    copy_prices(old, new, variants, shift)
    copy_extras(old, new, (pools, rules, variants))
    for fee in old.resignation_fees.all():
        saved(twin(fee, conference=new, until=moved(fee.until, shift.weeks)))
    for reminder in old.payment_reminders.all():
        saved(twin(reminder, conference=new))
    for code in old.discount_codes.all():
        saved(twin(code, conference=new, used=0, valid_until=moved(code.valid_until, shift.weeks)))


def copy_variants(
    old: Conference, new: Conference, pools: Mapping[int, PlacePool], rules: Mapping[int, VatRule]
) -> dict[int, Variant]:
    things = {thing.pk: saved(twin(thing, conference=new)) for thing in old.inclusions.order_by("pk")}
    variants: dict[int, Variant] = {}
    for variant in old.variants.prefetch_related("pools", "includes").order_by("pk"):
        copy = saved(twin(variant, conference=new, vat_rule=rules.get(variant.vat_rule_id or 0)))
        copy.pools.set([pools[pool.pk] for pool in variant.pools.all()])
        copy.includes.set([things[thing.pk] for thing in variant.includes.all()])
        variants[variant.pk] = copy
    return variants


def copy_prices(old: Conference, new: Conference, variants: Mapping[int, Variant], shift: Shift) -> None:
    levels = {
        level.pk: saved(twin(level, conference=new, until=moved(level.until, shift.weeks)))
        for level in old.price_levels.all()
    }
    for key, variant in variants.items():
        for price in old.variants.get(pk=key).prices.all():
            saved(twin(price, variant=variant, level=levels.get(price.level_id or 0)))


def copy_extras(
    old: Conference,
    new: Conference,
    known: tuple[Mapping[int, PlacePool], Mapping[int, VatRule], Mapping[int, Variant]],
) -> dict[int, Extra]:
    pools, rules, variants = known
    extras: dict[int, Extra] = {}
    for extra in old.extras.prefetch_related("variants").order_by("pk"):
        pool, rule = pools.get(extra.pool_id or 0), rules.get(extra.vat_rule_id or 0)
        copy = saved(twin(extra, conference=new, pool=pool, vat_rule=rule))
        copy.variants.set([variants[variant.pk] for variant in extra.variants.all()])
        extras[extra.pk] = copy
    return extras


def saved(row: Row) -> Row:
    row.save()
    return row
