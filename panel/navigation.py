from collections.abc import Collection
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from events.models import Conference
from events.roles import Permission


@dataclass(frozen=True)
class Item:
    label: str
    url: str
    icon: str
    current: bool


@dataclass(frozen=True)
class Group:
    title: str
    items: list[Item]


def navigation(conference: Conference, granted: Collection[Permission], section: str = "") -> list[Group]:
    """The panel's links that the role may follow; `section` is the one where we are."""
    slugs = [conference.association.slug, conference.slug]
    work = [
        ("dashboard", _("Today"), "panel:show-dashboard", slugs, "speedometer2", Permission.VIEW_PANEL),
        ("participants", _("Participants"), "panel:list-participants", slugs, "people", Permission.VIEW_CARDS),
        ("cards", _("Cards"), "panel:list-cards", slugs, "card-list", Permission.VIEW_CARDS),
        ("import", _("Import"), "panel:start-import", slugs, "upload", Permission.CHANGE_CARDS),
        ("waiting", _("Waiting list"), "panel:list-waiting", slugs, "hourglass-split", Permission.VIEW_CARDS),
        ("statistics", _("Statistics"), "panel:show-statistics", slugs, "bar-chart", Permission.VIEW_PANEL),
        ("duplicates", _("Duplicates"), "panel:list-duplicates", slugs, "files", Permission.CHANGE_CARDS),
        ("labels", _("Labels"), "panel:list-labels", slugs, "tags", Permission.CHANGE_CARDS),
        ("prints", _("Prints"), "panel:list-prints", slugs, "printer", Permission.VIEW_CARDS),
        ("jobs", _("Background work"), "panel:list-jobs", slugs, "gear", Permission.VIEW_CARDS),
        ("letters", _("Letters"), "panel:list-letters", slugs, "envelope", Permission.VIEW_LETTERS),
        ("wordings", _("Words of letters"), "panel:list-wordings", slugs, "pencil", Permission.CHANGE_CONFERENCE),
        ("setup", _("Settings"), "panel:show-setup", slugs, "sliders", Permission.CHANGE_CONFERENCE),
        ("members", _("People and roles"), "panel:list-members", slugs, "shield-lock", Permission.MANAGE_MEMBERS),
    ]
    if conference.wants_signed_cards:
        signed = ("signed", _("Cards to accept"), "panel:list-signed", slugs, "file-earmark-check")
        work.insert(3, (*signed, Permission.CHANGE_CARDS))
    money = [
        ("treasury", _("Money today"), "panel:show-treasury", slugs, "wallet2", Permission.VIEW_MONEY),
        ("transfers", _("Transfers"), "panel:list-transfers", slugs, "bank", Permission.RECORD_PAYMENTS),
        ("documents", _("Documents"), "panel:list-documents", slugs, "receipt", Permission.VIEW_MONEY),
        ("refunds", _("Refunds"), "payments:list-refunds", slugs, "cash-coin", Permission.VIEW_MONEY),
        ("ksef", _("KSeF"), "payments:list-ksef", slugs, "cloud-upload", Permission.RECORD_PAYMENTS),
    ]
    on_site = [
        ("desk", _("Desk"), "panel:show-front-desk", slugs, "person-workspace", Permission.WORK_DESK),
        ("presence", _("Presence"), "panel:show-presence", slugs, "person-check", Permission.SCAN),
        ("badges", _("Badges"), "panel:show-badges", slugs, "person-badge", Permission.VIEW_CARDS),
        ("devices", _("Phones"), "panel:list-devices", slugs, "phone", Permission.SCAN),
        ("scanner", _("Scanner"), "checkin:show-scanner", [], "qr-code-scan", Permission.SCAN),
        ("page", _("Conference page"), "program:show-conference", slugs, "globe", Permission.VIEW_PANEL),
    ]
    groups = [
        Group(
            title,
            [
                Item(label, reverse(name, args=args), icon, section == key)
                for key, label, name, args, icon, needs in links
                if needs in granted
            ],
        )
        for title, links in (("", work), (_("Money"), money), (_("On site"), on_site))
    ]
    return [group for group in groups if group.items]
