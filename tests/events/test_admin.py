"""The administrator sets an association and an edition up from nothing, through pages."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from events.enums import ConferenceState, Role
from events.models import Association, Conference, PlacePool, Variant, Venue
from tests.factories.accounts import UserFactory
from tests.factories.events import (
    AssociationFactory,
    ConferenceFactory,
    MembershipFactory,
    PlacePoolFactory,
    VariantFactory,
    VenueFactory,
)
from tests.factories.registrations import CardFactory, ParticipantFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def chief() -> User:
    return UserFactory.create(is_staff=True, is_superuser=True)


@pytest.fixture
def admin(chief: User) -> Client:
    client = Client()
    client.force_login(chief)
    return client


def rows(prefix: str, *forms: dict[str, Any], kept: int = 0) -> dict[str, Any]:
    """An inline formset as the page posts it; the first `kept` forms are rows that are there."""
    posted: dict[str, Any] = {f"{prefix}-TOTAL_FORMS": len(forms), f"{prefix}-INITIAL_FORMS": kept}
    for number, form in enumerate(forms):
        posted |= {f"{prefix}-{number}-{name}": value for name, value in form.items()}
    return posted


def conference_fields(**changes: Any) -> dict[str, Any]:
    first = timezone.localdate() + timedelta(days=60)
    return {
        "title": "XII Konferencja",
        "slug": "xii-konferencja",
        "state": ConferenceState.PUBLISHED,
        "starts_on": first.isoformat(),
        "ends_on": (first + timedelta(days=2)).isoformat(),
        "city": "Ustroń",
        "city_locative": "w Ustroniu",
        "payment_days": 14,
        "teaching_hour_minutes": 45,
        "accent": "pine",
    } | changes


def change_page(conference: Conference, **changes: Any) -> dict[str, Any]:
    """What the page of a conference posts when nothing was touched."""
    pools = [{"id": pool.pk, "name": pool.name, "size": pool.size} for pool in conference.pools.order_by("pk")]
    variants = [
        {
            "id": one.pk,
            "name": one.name,
            "slug": one.slug,
            "price": one.price,
            "nights": one.nights,
            "position": one.position,
            "pools": [pool.pk for pool in one.pools.all()],
        }
        for one in conference.variants.all()
    ]
    posted = conference_fields(title=conference.title, slug=conference.slug)
    posted |= rows("pools", *pools, kept=len(pools)) | rows("inclusions")
    return posted | rows("variants", *variants, kept=len(variants)) | changes


def errors(answer: Any) -> str:
    """What the page refuses, in words; empty when it was saved."""
    if answer.status_code == 302:
        return ""
    found = [answer.context["adminform"].form.errors.as_text()]
    return " ".join(found + [str(form.formset.errors) for form in answer.context["inline_admin_formsets"]])


def test_association_is_made_with_its_owner_and_numbers_as_pasted(admin: Client, chief: User) -> None:
    owner = UserFactory.create()
    posted = {"name": "Stowarzyszenie RAZEM", "short_name": "RAZEM", "slug": "razem", "nip": "526-587-76-35"}
    posted |= {"bank_account": "PL 61 1090 1014 0000 0712 1981 2874"}
    posted |= rows("memberships", {"user": owner.pk, "role": Role.OWNER}) | rows("branches", {"name": "Region łódzki"})
    assert errors(admin.post("/admin/events/association/add/", posted)) == ""
    association = Association.objects.get(slug="razem")
    assert (association.nip, association.bank_account) == ("5265877635", "61109010140000071219812874")
    assert [branch.name for branch in association.branches.all()] == ["Region łódzki"]
    membership = association.memberships.get()
    assert (membership.user, membership.role) == (owner, Role.OWNER)
    assert membership.history.get().history_user == chief


def test_association_is_not_put_at_an_address_of_the_system(admin: Client) -> None:
    posted = {"name": "Panel", "short_name": "Panel", "slug": "panel"} | rows("memberships") | rows("branches")
    assert "slug" in errors(admin.post("/admin/events/association/add/", posted))
    assert not Association.objects.exists()


def test_conference_is_made_with_pools_and_then_variants_that_share_one(admin: Client) -> None:
    association = AssociationFactory.create(slug="razem")
    posted = conference_fields(association=association.pk) | rows("inclusions", {"name": "2 noclegi", "position": 0})
    posted |= rows("pools", {"name": "Hotel", "size": 120}, {"name": "Sala", "size": 180})
    answer = admin.post("/admin/events/conference/add/", posted)
    conference = Conference.objects.get(association=association)
    assert answer.headers["Location"] == f"/admin/events/conference/{conference.pk}/change/"
    hotel, hall = conference.pools.order_by("pk")
    variants = [
        {"name": "I", "slug": "i", "price": 120000, "nights": 2, "position": 1, "pools": [hotel.pk, hall.pk]},
        {"name": "II", "slug": "ii", "price": 95000, "nights": 0, "position": 2, "pools": [hall.pk]},
    ]
    answer = admin.post(answer.headers["Location"], change_page(conference) | rows("variants", *variants))
    assert errors(answer) == ""
    drawn = {one.name: [pool.name for pool in one.pools.order_by("pk")] for one in conference.variants.all()}
    assert drawn == {"I": ["Hotel", "Sala"], "II": ["Sala"]}
    assert "1 200,00" in admin.get("/razem/xii-konferencja/").content.decode().replace("\xa0", " ")


def test_variant_draws_on_pools_of_its_conference_only(admin: Client) -> None:
    variant = VariantFactory.create()
    other = PlacePoolFactory.create(name="Cudzy hotel")
    address = f"/admin/events/conference/{variant.conference.pk}/change/"
    assert "Cudzy hotel" not in admin.get(address).content.decode()
    answer = admin.post(address, change_page(variant.conference) | {"variants-0-pools": [other.pk]})
    assert "pools" in errors(answer)
    assert not variant.pools.exists()


def test_pool_keeps_its_counter_and_is_not_made_smaller_than_it(admin: Client) -> None:
    pool = PlacePoolFactory.create(size=50, taken=7)
    address = f"/admin/events/conference/{pool.conference.pk}/change/"
    posted = change_page(pool.conference) | {"pools-0-taken": 0}
    assert "size" in errors(admin.post(address, posted | {"pools-0-size": 6}))
    assert errors(admin.post(address, posted | {"pools-0-size": 7})) == ""
    pool.refresh_from_db()
    assert (pool.size, pool.taken) == (7, 7)


def test_variant_with_people_keeps_its_pools(admin: Client) -> None:
    participant = ParticipantFactory.create()
    variant, conference = participant.variant, participant.conference
    pool = PlacePoolFactory.create(conference=conference)
    address = f"/admin/events/conference/{conference.pk}/change/"
    assert "zgłoszone" in errors(admin.post(address, change_page(conference) | {"variants-0-pools": [pool.pk]}))
    assert not variant.pools.exists()
    assert errors(admin.post(address, change_page(conference) | {"variants-0-price": 130000})) == ""
    assert Variant.objects.get(pk=variant.pk).price == 130000


def test_venue_of_another_association_is_refused(admin: Client) -> None:
    ours, theirs = AssociationFactory.create(), VenueFactory.create()
    posted = conference_fields(association=ours.pk, venue=theirs.pk) | rows("pools") | rows("inclusions")
    assert "venue" in errors(admin.post("/admin/events/conference/add/", posted))
    assert not Conference.objects.exists()


def test_clock_and_association_of_a_conference_are_not_changed(admin: Client) -> None:
    conference = ConferenceFactory.create()
    posted = change_page(conference, clock_shift="5 00:00:00", association=AssociationFactory.create().pk)
    assert errors(admin.post(f"/admin/events/conference/{conference.pk}/change/", posted)) == ""
    after = Conference.objects.get(pk=conference.pk)
    assert (after.clock_shift, after.association) == (timedelta(0), conference.association)


@pytest.mark.parametrize("what", ["conference", "venue", "association", "venue/delete"])
def test_what_the_public_page_shows_gives_it_a_new_name(admin: Client, what: str) -> None:
    conference = ConferenceFactory.create()
    venue = VenueFactory.create(association=conference.association)
    Conference.objects.filter(pk=conference.pk).update(venue=venue)
    before = Conference.objects.get(pk=conference.pk).changed_at
    association = conference.association
    facts = {"name": association.name, "short_name": association.short_name, "slug": association.slug}
    address, posted = {
        "conference": (f"conference/{conference.pk}/change/", change_page(conference)),
        "venue": (f"venue/{venue.pk}/change/", {"name": "Hotel Inny", "city": "Ustroń"}),
        "association": (f"association/{association.pk}/change/", facts | rows("memberships") | rows("branches")),
        "venue/delete": (f"venue/{venue.pk}/delete/", {"post": "yes"}),
    }[what]
    answer = admin.post(f"/admin/events/{address}", posted)
    assert answer.status_code == 302
    assert Conference.objects.get(pk=conference.pk).changed_at > before


def test_conference_with_cards_is_not_deleted(admin: Client) -> None:
    card = CardFactory.create()
    admin.post(f"/admin/events/conference/{card.conference.pk}/delete/", {"post": "yes"})
    assert Conference.objects.filter(pk=card.conference.pk).exists()


def test_change_of_a_role_is_signed(admin: Client, chief: User) -> None:
    membership = MembershipFactory.create(role=Role.EDITOR)
    association = membership.association
    posted = {"name": association.name, "short_name": association.short_name, "slug": association.slug}
    posted |= rows("branches")
    posted |= rows("memberships", {"id": membership.pk, "user": membership.user.pk, "role": Role.TREASURER}, kept=1)
    assert errors(admin.post(f"/admin/events/association/{association.pk}/change/", posted)) == ""
    last = membership.history.latest()
    assert (last.role, last.history_user) == (Role.TREASURER, chief)


@pytest.mark.parametrize("address", ["association/", "association/add/", "conference/", "conference/add/", "venue/"])
def test_staff_without_permissions_sees_nothing(address: str) -> None:
    ConferenceFactory.create(title="Cudza konferencja")
    client = Client()
    client.force_login(UserFactory.create(is_staff=True))
    answer = client.get(f"/admin/events/{address}")
    assert answer.status_code == 403
    assert "Cudza" not in answer.content.decode()


def test_staff_who_may_only_look_changes_nothing() -> None:
    person = UserFactory.create(is_staff=True)
    person.user_permissions.set(
        Permission.objects.filter(codename__startswith="view_", content_type__app_label="events")
    )
    client = Client()
    client.force_login(person)
    variant = VariantFactory.create(conference__title="Stara nazwa")
    address = f"/admin/events/conference/{variant.conference.pk}/change/"
    assert "Stara nazwa" in client.get(address).content.decode()
    assert client.post(address, change_page(variant.conference, title="Nowa nazwa")).status_code == 403
    assert Conference.objects.get().title == "Stara nazwa"


@pytest.mark.parametrize(("model", "factory"), [("conference", ConferenceFactory), ("venue", VenueFactory)])
def test_list_takes_as_many_queries_for_three_rows_as_for_one(
    admin: Client, django_assert_num_queries: DjangoAssertNumQueries, model: str, factory: Any
) -> None:
    for more in (1, 2):
        factory.create_batch(more)
        with django_assert_num_queries(6):
            admin.get(f"/admin/events/{model}/")
    assert Venue.objects.count() + Conference.objects.count() == 3
    assert not PlacePool.objects.exists()
