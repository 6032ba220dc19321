"""Fetches what a person asks for *through* what they may see: what is another association's is not there."""

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from accounts.models import User
from events.enums import Role
from events.models import Association, Conference
from events.roles import GRANTS, Permission, roles_that_may


def role_in(user: User | AnonymousUser, association: Association) -> Role | None:
    """The person's role, or None for one who does not belong there."""
    if not user.is_authenticated:
        return None
    membership = association.memberships.filter(user_id=user.pk).first()
    return Role(membership.role) if membership else None


def may(user: User | AnonymousUser, association: Association, permission: Permission) -> bool:
    role = role_in(user, association)
    return role is not None and permission in GRANTS[role]


def conference_for(user: User, association: str, conference: str, needs: Permission) -> Conference:
    """The conference by the slugs of its address.

    Raises Http404 for one of another association, PermissionDenied for a role that does not grant `needs`.
    """
    found = get_object_or_404(
        Conference.objects.select_related("association", "venue").filter(association__memberships__user=user),
        association__slug=association,
        slug=conference,
    )
    if not may(user, found.association, needs):
        raise PermissionDenied
    return found


def conferences_for(user: User, needs: Permission) -> list[Conference]:
    """Every conference in which the person's role grants `needs`, the newest first."""
    roles = roles_that_may(needs)
    return list(
        Conference.objects.select_related("association")
        .filter(association__memberships__user=user, association__memberships__role__in=roles)
        .order_by("-starts_on")
    )
