"""What every page of the panel knows: the conference, who looks at it, and what they may do."""

from dataclasses import dataclass

from django_htmx.middleware import HtmxDetails

from accounts.models import User
from accounts.requests import SignedInRequest
from events.access import conference_for, role_in
from events.enums import Role
from events.models import Conference
from events.roles import GRANTS, Permission
from panel.navigation import navigation


class StaffRequest(SignedInRequest):
    htmx: HtmxDetails


@dataclass(frozen=True)
class Desk:
    conference: Conference
    user: User
    role: Role

    def may(self, permission: Permission) -> bool:
        return permission in GRANTS[self.role]

    @property
    def granted(self) -> frozenset[Permission]:
        return GRANTS[self.role]

    @property
    def path(self) -> list[str]:
        """The two slugs that begin the address of every page of the conference."""
        return [self.conference.association.slug, self.conference.slug]

    def context(self, section: str, **more: object) -> dict[str, object]:
        """For the templates; `may` maps what each permission is called to whether it is granted."""
        return {
            "association": self.conference.association,
            "conference": self.conference,
            "panel_nav": navigation(self.conference, GRANTS[self.role], section),
            "role": self.role,
            "may": {permission.value: self.may(permission) for permission in Permission},
            **more,
        }


def desk_for(request: StaffRequest, association: str, conference: str, needs: Permission) -> Desk:
    """Raises Http404 for another association's conference, PermissionDenied for a role without the right."""
    found = conference_for(request.user, association, conference, needs)
    role = role_in(request.user, found.association)
    assert role is not None  # conference_for found it through the membership
    return Desk(found, request.user, role)


def asks_for_part(request: StaffRequest, part: str) -> bool:
    """Whether htmx wants only the part of the page with this id, and not a page it lost from its memory."""
    return bool(request.htmx) and request.htmx.target == part and not request.htmx.history_restore_request
