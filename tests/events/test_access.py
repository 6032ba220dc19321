import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404

from events.access import conference_for, conferences_for, may, role_in
from events.enums import Role
from events.roles import GRANTS, Permission, roles_that_may
from tests.factories.accounts import UserFactory
from tests.factories.events import ConferenceFactory, MembershipFactory

# What each role may: read it as the table it is.
MAY = {
    Role.OWNER: set(Permission),
    Role.ORGANISER: set(Permission) - {Permission.MANAGE_MEMBERS, Permission.RECORD_PAYMENTS},
    Role.TREASURER: {
        Permission.VIEW_PANEL,
        Permission.VIEW_CARDS,
        Permission.VIEW_MONEY,
        Permission.RECORD_PAYMENTS,
        Permission.VIEW_LETTERS,
    },
    Role.FRONT_DESK: {Permission.SCAN, Permission.VIEW_CARDS, Permission.WORK_DESK},
    Role.EDITOR: {Permission.VIEW_PANEL},
}


def test_every_role_has_its_grants() -> None:
    assert {role: set(granted) for role, granted in GRANTS.items()} == MAY
    assert set(MAY) == set(Role)
    for permission in Permission:
        assert set(roles_that_may(permission)) == {role for role, granted in MAY.items() if permission in granted}


@pytest.mark.django_db
@pytest.mark.parametrize("role", Role)
def test_role_counts_in_its_own_association_only(role: Role) -> None:
    here, elsewhere = ConferenceFactory.create(slug="edycja"), ConferenceFactory.create(slug="edycja")
    user = MembershipFactory.create(association=here.association, role=role).user
    assert role_in(user, here.association) == role
    assert role_in(user, elsewhere.association) is None
    for permission in Permission:
        allowed = permission in MAY[role]
        assert may(user, here.association, permission) is allowed
        assert not may(user, elsewhere.association, permission)
        assert conferences_for(user, permission) == ([here] if allowed else [])
        with pytest.raises(Http404):
            conference_for(user, elsewhere.association.slug, "edycja", permission)
        if allowed:
            assert conference_for(user, here.association.slug, "edycja", permission) == here
        else:
            with pytest.raises(PermissionDenied):
                conference_for(user, here.association.slug, "edycja", permission)


@pytest.mark.django_db
def test_superuser_without_membership_belongs_nowhere() -> None:
    conference = ConferenceFactory.create()
    superuser = UserFactory.create(is_superuser=True, is_staff=True, password=None)
    for user in (superuser, AnonymousUser()):
        assert role_in(user, conference.association) is None
        assert not any(may(user, conference.association, permission) for permission in Permission)
    with pytest.raises(Http404):
        conference_for(superuser, conference.association.slug, conference.slug, Permission.VIEW_PANEL)


@pytest.mark.django_db
def test_roles_in_two_associations_do_not_mix() -> None:
    owned, edited = ConferenceFactory.create(), ConferenceFactory.create()
    user = MembershipFactory.create(association=owned.association, role=Role.OWNER).user
    MembershipFactory.create(association=edited.association, role=Role.EDITOR, user=user)
    assert conferences_for(user, Permission.VIEW_CARDS) == [owned]
    with pytest.raises(PermissionDenied):
        conference_for(user, edited.association.slug, edited.slug, Permission.VIEW_CARDS)
