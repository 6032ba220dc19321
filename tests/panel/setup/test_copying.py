"""The copy compared with what it was made of, column by column: a new column or table cannot be forgotten."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db.models import Field, Model
from django.utils import timezone

from events.copying import DAYS, DEADLINES, OWN_FIELDS, Shift, moved
from events.enums import ConferenceState
from events.models import Conference, Price
from panel.services.copying import AddressTaken, NextEdition, copy_conference, free_slug, next_title
from tests.factories.events import ConferenceFactory
from tests.panel.conftest import House
from tests.panel.setup.furnishing import furnish

YEAR = timedelta(weeks=52)
# What other tables hold of a conference, and whether its copy has it too.
COPIED = {
    *("pools", "inclusions", "vat_rules", "variants", "price_levels", "extras", "discount_codes"),
    *("resignation_fees", "payment_reminders", "questions", "labels", "wordings", "halls", "sessions", "scan_points"),
}
LEFT = {
    "documents",
    "badge_prints",
    "invitations",
    "withdrawn_badges",
    *("cards", "participants", "waiting", "drafts", "letters", "speakers", "devices"),
    "certificates",
    *("saved_views", "jobs", "refund_files"),
}
# Columns that differ from the old row's by more than a shift of days.
OWN = {"id", "conference", "taken", "used", "changed_at", "presenter"}


@pytest.fixture
def old(house: House) -> Conference:
    return furnish(house.conference)


def copied(house: House, old: Conference, **changes: Any) -> tuple[Conference, bool]:
    values: dict[str, Any] = {
        "title": "XII",
        "slug": "xii",
        "starts_on": old.starts_on + YEAR,
        "with_programme": True,
    } | changes
    return copy_conference(conference=old, asked=NextEdition(**values), by=house.people["Anna"])


def value_of(row: Model, field: "Field[Any, Any]") -> Any:
    """Of a related row, what it is called: the copy has its own."""
    value = getattr(row, field.name)
    return str(value) if isinstance(value, Model) else value


def expected(row: Model, field: "Field[Any, Any]", by: timedelta) -> Any:
    value = value_of(row, field)
    return moved(value, by) if isinstance(value, date | datetime) else value


def differences(old: Model, new: Model, own: set[str]) -> list[str]:
    fields = [field for field in old._meta.concrete_fields if field.name not in own]
    wrong = [field.name for field in fields if value_of(new, field) != expected(old, field, YEAR)]
    for many in old._meta.many_to_many:
        before, after = getattr(old, many.name).all(), getattr(new, many.name).all()
        if many.name != "speakers" and [str(one) for one in before] != [str(one) for one in after]:
            wrong.append(many.name)
    return wrong


def test_every_column_of_the_conference_is_equal_or_moved(house: House, old: Conference) -> None:
    new, is_new = copied(house, old)

    assert is_new
    moving = {*DAYS, *DEADLINES}
    assert moving == {
        field.name
        for field in Conference._meta.concrete_fields
        if field.get_internal_type() in {"DateField", "DateTimeField"} and field.name != "changed_at"
    }
    assert differences(old, new, {"id", *OWN_FIELDS}) == []
    assert (new.title, new.slug, new.state, new.edition) == ("XII", "xii", ConferenceState.DRAFT, 12)
    assert (new.is_jubilee, new.clock_shift) == (False, timedelta())


def test_every_table_of_settings_is_copied_row_by_row(house: House, old: Conference) -> None:
    new, _is_new = copied(house, old)

    relations = {one.get_accessor_name() for one in Conference._meta.related_objects}
    # The badge's design is one of each conference: see tests/badges.
    assert relations - {None, "badge_layout"} == COPIED | LEFT
    for name in sorted(COPIED):
        before, after = list(getattr(old, name).order_by("pk")), list(getattr(new, name).order_by("pk"))
        assert len(before) == len(after) >= 1, name
        for one, other in zip(before, after, strict=True):
            assert differences(one, other, OWN) == [], name
    for name in LEFT:
        assert not getattr(new, name).exists(), name


def test_prices_belong_to_the_new_variants_and_levels(house: House, old: Conference) -> None:
    new, _is_new = copied(house, old)

    before, after = (Price.objects.filter(variant__conference=one).order_by("pk") for one in (old, new))
    assert len(before) == len(after) == 2
    for one, other in zip(before, after, strict=True):
        assert differences(one, other, {"id"}) == []
    assert {price.level.conference_id for price in after if price.level} == {new.pk}
    assert {extra.pool.conference_id for extra in new.extras.all() if extra.pool} == {new.pk}
    assert {extra.vat_rule.conference_id for extra in new.extras.all() if extra.vat_rule} == {new.pk}
    assert {question.shown_if.conference_id for question in new.questions.all() if question.shown_if} == {new.pk}


def test_places_and_uses_are_not_copied(house: House, old: Conference) -> None:
    house.card("Łoś")
    new, _is_new = copied(house, old)

    assert set(new.pools.values_list("taken", flat=True)) == {0}
    assert set(new.discount_codes.values_list("used", flat=True)) == {0}
    assert (new.cards.count(), old.cards.count()) == (0, 1)


def test_programme_is_copied_where_asked_for_and_people_where_ticked(house: House, old: Conference) -> None:
    without, _new = copied(house, old, slug="bez", with_programme=False)
    halls, _new = copied(house, old, slug="program")
    people, _new = copied(house, old, slug="ludzie", with_people=True)

    assert (without.sessions.count(), without.halls.count()) == (0, 0)
    assert (halls.sessions.get().presenter, halls.sessions.get().speakers.count()) == ("", 0)
    assert people.sessions.get().presenter == "Jan Żak"
    assert [str(one) for one in people.sessions.get().speakers.all()] == ["Anna Łoś"]
    assert people.sessions.get().starts_at == moved(old.sessions.get().starts_at, YEAR)


def test_scan_points_let_in_the_new_variants_and_doors_come_with_their_sessions(house: House, old: Conference) -> None:
    without, _new = copied(house, old, slug="bez", with_programme=False)
    new, _is_new = copied(house, old)

    assert [str(point) for point in without.scan_points.all()] == ["Gala"]
    gala, door = new.scan_points.all()
    assert [variant.conference_id for variant in gala.variants.all()] == [new.pk]
    assert [extra.conference_id for extra in gala.extras.all()] == [new.pk]
    assert door.session == new.sessions.get()
    assert gala.opens_at == moved(old.scan_points.get(slug="gala").opens_at, YEAR)


def test_second_click_finds_the_copy_of_the_first(house: House, old: Conference) -> None:
    first, is_new = copied(house, old)
    second, is_second_new = copied(house, old)

    assert (first, is_new, is_second_new) == (second, True, False)
    assert old.association.conferences.count() == 2
    with pytest.raises(AddressTaken):
        copied(house, old, title="Inna")


def local(moment: date) -> date:
    return timezone.localtime(moment) if isinstance(moment, datetime) else moment


def test_deadlines_stay_on_their_days_of_the_week(house: House, old: Conference) -> None:
    new, _is_new = copied(house, old, starts_on=old.starts_on + timedelta(days=365))

    assert new.starts_on - old.starts_on == new.ends_on - old.ends_on == timedelta(days=365)
    for name in DEADLINES:
        before, after = getattr(old, name), getattr(new, name)
        assert local(after).weekday() == local(before).weekday(), name
    assert new.price_levels.get().until == moved(old.price_levels.get().until, YEAR)


def test_moment_keeps_its_hour_across_the_change_of_time() -> None:
    summer = datetime(2026, 10, 20, 8, 0, tzinfo=timezone.get_current_timezone())

    winter = moved(summer, timedelta(weeks=2))

    assert winter is not None
    assert timezone.localtime(winter).hour == 8
    assert winter.timestamp() - summer.timestamp() == timedelta(weeks=2, hours=1).total_seconds()
    assert Shift.between(date(2026, 6, 11), date(2027, 6, 9)).weeks == YEAR


@pytest.mark.parametrize(
    ("title", "slug", "edition", "wanted"),
    [
        ("X Konferencja", "x-2025", 10, ("XI Konferencja", "xi-2026")),
        ("Konferencja FORUM 2025", "forum-2025", None, ("Konferencja FORUM 2026", "forum-2026")),
        ("Konferencja", "konferencja", 3, ("Konferencja", "konferencja-2026")),
    ],
)
@pytest.mark.django_db
def test_next_title_and_address_go_one_further(
    title: str, slug: str, edition: int | None, wanted: tuple[str, str]
) -> None:
    conference = ConferenceFactory.create(
        title=title, slug=slug, edition=edition, starts_on=date(2025, 6, 11), ends_on=date(2025, 6, 13)
    )

    assert (next_title(conference), free_slug(conference)) == wanted
    ConferenceFactory.create(association=conference.association, slug=wanted[1])
    assert free_slug(conference) == f"{wanted[1]}-2"
