"""What each role may do. Everything that asks "may they?" asks here."""

from enum import StrEnum

from events.enums import Role


class Permission(StrEnum):
    VIEW_PANEL = "view_panel"
    CHANGE_CONFERENCE = "change_conference"
    VIEW_CARDS = "view_cards"
    CHANGE_CARDS = "change_cards"
    VIEW_MONEY = "view_money"
    # What people eat and what help they need: it tells of their health or faith.
    VIEW_NEEDS = "view_needs"
    RECORD_PAYMENTS = "record_payments"
    VIEW_LETTERS = "view_letters"
    SCAN = "scan"
    # One screen for whoever stands before it: walk-ins, names, badges, and money taken there. See decision 62.
    WORK_DESK = "work_desk"
    ISSUE_CERTIFICATES = "issue_certificates"
    MANAGE_MEMBERS = "manage_members"


EVERYTHING = frozenset(Permission)

GRANTS: dict[Role, frozenset[Permission]] = {
    Role.OWNER: EVERYTHING,
    Role.ORGANISER: EVERYTHING - {Permission.MANAGE_MEMBERS, Permission.RECORD_PAYMENTS},
    Role.TREASURER: frozenset(
        {
            Permission.VIEW_PANEL,
            Permission.VIEW_CARDS,
            Permission.VIEW_MONEY,
            Permission.RECORD_PAYMENTS,
            Permission.VIEW_LETTERS,
        }
    ),
    Role.FRONT_DESK: frozenset({Permission.SCAN, Permission.VIEW_CARDS, Permission.WORK_DESK}),
    Role.EDITOR: frozenset({Permission.VIEW_PANEL}),
}


def roles_that_may(permission: Permission) -> list[Role]:
    return [role for role, granted in GRANTS.items() if permission in granted]
