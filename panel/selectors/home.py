from collections.abc import Iterable
from dataclasses import dataclass

from accounts.models import User
from events.enums import Role
from events.models import Conference, Membership
from events.roles import GRANTS, Permission


@dataclass(frozen=True)
class Shelf:
    """One association as a person sees it: what is ahead of it, and its archive."""

    membership: Membership
    upcoming: list[Conference]
    past: list[Conference]

    @property
    def opens_panel(self) -> bool:
        return Permission.VIEW_PANEL in GRANTS[Role(self.membership.role)]

    @property
    def begins_conferences(self) -> bool:
        return Permission.CHANGE_CONFERENCE in GRANTS[Role(self.membership.role)]

    @property
    def opens_list(self) -> bool:
        return Permission.VIEW_CARDS in GRANTS[Role(self.membership.role)]

    @property
    def works_desk(self) -> bool:
        return Permission.WORK_DESK in GRANTS[Role(self.membership.role)]

    @property
    def opens_scanner(self) -> bool:
        return Permission.SCAN in GRANTS[Role(self.membership.role)]


def shelves_of(user: User) -> list[Shelf]:
    """Every association the person belongs to, with its conferences. Two queries."""
    memberships = list(
        Membership.objects.filter(user=user).select_related("association").order_by("association__short_name")
    )
    conferences = list(
        Conference.objects.filter(association__in=[one.association_id for one in memberships])
        .select_related("association")
        .order_by("starts_on")
    )
    return [shelf_of(membership, conferences) for membership in memberships]


def shelf_of(membership: Membership, conferences: Iterable[Conference]) -> Shelf:
    own = [one for one in conferences if one.association_id == membership.association_id]
    return Shelf(
        membership,
        upcoming=[one for one in own if one.ends_on >= one.today()],
        past=[one for one in reversed(own) if one.ends_on < one.today()],
    )
