"""Who may call which address. Every address of the project has a row here, or the walk fails."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

# Served nowhere: each role asks each address by one of them.
UNUSUAL = ("PUT", "PATCH", "DELETE")

# Who asks. Card and participant links open one thing each; `stranger` owns the other association.
HOLDERS = ("card_a", "card_b", "person_a", "person_b")
MEMBERS = ("front_desk", "treasurer", "organiser", "editor", "owner")
OUTSIDERS = ("stranger", "superuser")
SIGNED_IN = (*MEMBERS, *OUTSIDERS)
NOT_SIGNED_IN = ("anonymous", *HOLDERS, "scanner")
EVERYBODY = (*NOT_SIGNED_IN, *SIGNED_IN)


@dataclass(frozen=True)
class Row:
    """`get` and `post` are what those in `who` are answered; None where the method is not served."""

    who: tuple[str, ...]
    get: int | None = None
    post: int | None = None
    # What all others are answered; those who could still sign in are sent to do so.
    member: int = 404
    outsider: int = 404
    unknown: int = 404
    # Who is sent away before the method is looked at.
    sent_away: tuple[str, ...] = ()

    def served(self, method: str) -> int | None:
        return {"GET": self.get, "POST": self.post}.get(method)

    def expected(self, role: str, method: str) -> int:
        signed_in = role in SIGNED_IN
        if role in self.sent_away and role not in self.who:
            return self.unknown
        answer = self.served(method)
        if answer is None:
            return 405
        if role in self.who:
            return answer
        if role in MEMBERS:
            return self.member
        return self.outsider if signed_in else self.unknown


def anyone(get: int | None = 200, post: int | None = None) -> Row:
    return Row(EVERYBODY, get, post)


def holders(*who: str, get: int | None = 200, post: int | None = None) -> Row:
    """Opened by the token in the address alone; a wrong one is not there, whoever brings it."""
    return Row(who, get, post)


def staff(*who: str, get: int | None = 200, post: int | None = None) -> Row:
    """The association's own people: another role may not, another association's people find nothing."""
    return Row(who, get, post, member=403, unknown=302, sent_away=NOT_SIGNED_IN)


def device(get: int | None = None, post: int | None = None) -> Row:
    return Row(("scanner",), get, post, unknown=403, sent_away=EVERYBODY)


SEE = ("treasurer", "organiser", "owner")
DOOR = ("front_desk", *SEE)
CHANGE = ("organiser", "owner")
DESK = ("front_desk", *CHANGE)
CARDS = ("card_a", "card_b")
PEOPLE = ("person_a", "person_b")

MATRIX: dict[str, Row] = {
    "health": anyone(),
    "robots": anyone(),
    "favicon": anyone(get=302),
    "events:list-associations": anyone(),
    "events:show-accessibility": anyone(),
    "events:show-association": anyone(),
    "program:show-conference": anyone(),
    "program:export-calendar": anyone(),
    "registrations:start-card": anyone(post=302),
    "registrations:fill-card": holders(*CARDS, post=302),
    "registrations:show-card": holders(*CARDS),
    "registrations:download-card": holders(*CARDS),
    "registrations:change-card": holders(*CARDS, post=302),
    "registrations:resign": holders(*CARDS, post=302),
    "registrations:add-person": holders(*CARDS, post=302),
    "registrations:change-person": holders(*CARDS, post=302),
    "registrations:change-stay": holders(*CARDS, post=200),
    "registrations:change-answers": holders(*CARDS, post=302),
    "registrations:change-card-answers": holders(*CARDS, post=302),
    "registrations:exchange-person": holders(*CARDS, post=302),
    "registrations:choose-variant": holders(*CARDS, post=200),
    "registrations:show-turn": holders(*CARDS, get=404, post=404),
    "registrations:show-participant": holders(*PEOPLE),
    "registrations:change-own": holders(*PEOPLE, post=302),
    "registrations:set-consent": holders(*PEOPLE, get=None, post=302),
    "registrations:show-own-agreements": holders(*PEOPLE),
    "registrations:send-signed": holders(*CARDS, post=200),
    "registrations:show-agreements": holders(*CARDS),
    "payments:start-checkout": holders(*CARDS, get=None, post=302),
    "payments:return-from-checkout": holders(*CARDS, get=302),
    "payments:record-payment": staff("treasurer", "owner", post=302),
    "payments:reverse-payment": staff("treasurer", "owner", post=302),
    "payments:print-receipt": staff("treasurer", "owner"),
    "payments:list-refunds": staff(*SEE),
    "payments:decide-refund": staff("treasurer", "owner", post=302),
    "payments:move-refund": staff("treasurer", "owner", get=None, post=302),
    "payments:make-refund-file": staff("treasurer", "owner", get=None, post=200),
    "payments:download-refund-file": staff("treasurer", "owner"),
    "payments:write-off": staff("treasurer", "owner", post=302),
    "payments:reverse-write-off": staff("treasurer", "owner", get=None, post=302),
    "payments:download-stays": holders(*CARDS, get=404),
    "payments:download-own-stay": holders(*PEOPLE, get=404),
    "payments:ask-for-document": holders(*CARDS, get=None, post=302),
    "payments:open-document": holders(*CARDS),
    "payments:list-documents": staff(*SEE),
    "payments:issue-document": staff("treasurer", "owner", get=None, post=302),
    "payments:download-document": staff(*SEE),
    "payments:download-duplicate": staff(*SEE),
    "payments:correct-document": staff("treasurer", "owner", post=302),
    "payments:send-document": staff("treasurer", "owner", get=None, post=302),
    "payments:list-ksef": staff("treasurer", "owner"),
    "payments:set-ksef-token": staff("treasurer", "owner", get=None, post=302),
    "payments:send-all-ksef": staff("treasurer", "owner", get=None, post=302),
    "payments:send-ksef": staff("treasurer", "owner", get=None, post=302),
    "payments:note-ksef-number": staff("treasurer", "owner", post=302),
    "payments:download-ksef": staff("treasurer", "owner"),
    "payments:download-ksef-upo": staff("treasurer", "owner"),
    "stripe-webhook": anyone(get=None, post=400),
    "badges:show-badge": holders(*PEOPLE),
    "badges:download-badge": holders(*PEOPLE),
    "badges:download-picture": holders(*PEOPLE),
    "badges:serve-worker": holders(*PEOPLE),
    "certificates:find-certificate": anyone(),
    "certificates:verify-certificate": anyone(),
    "certificates:download-certificate": holders(*PEOPLE),
    "checkin:show-scanner": anyone(),
    "checkin:show-worker": anyone(),
    "checkin:show-manifest": anyone(),
    "checkin:pair-scanner": Row(
        ("front_desk", *CHANGE, "stranger"), 200, 200, member=403, outsider=403, unknown=302, sent_away=NOT_SIGNED_IN
    ),
    "checkin:revoke-scanner": Row(("front_desk", *CHANGE), None, 302, unknown=302, sent_away=NOT_SIGNED_IN),
    "scanner:record-scans": device(post=200),
    "scanner:load-data": device(post=200),
    "scanner:pair-device": anyone(get=None, post=403),
    "scanner:show-state": device(get=200),
    "scanner:find-people": device(post=200),
    "scanner:unpair-device": device(post=204),
    "panel:show-styleguide": Row((), 404, None),
    "panel:show-home": Row(SIGNED_IN, 200, unknown=302, sent_away=NOT_SIGNED_IN),
    "panel:show-dashboard": staff("editor", *SEE),
    "panel:move-clock": staff(*CHANGE, get=None, post=302),
    "panel:list-participants": staff(*DOOR),
    "panel:edit-cell": staff(*CHANGE, post=302),
    "panel:list-views": staff(*DOOR),
    "panel:save-view": staff(*DOOR, get=None, post=302),
    "panel:change-view": staff(*CHANGE, get=None, post=302),
    "panel:export-participants": staff(*DOOR),
    "panel:export-cards": staff(*DOOR),
    "panel:start-export": staff(*DOOR, post=302),
    "panel:start-bulk": staff(*DOOR, get=None, post=302),
    "panel:start-import": staff(*CHANGE, post=200),
    "panel:download-template": staff(*CHANGE),
    "panel:confirm-import": staff(*CHANGE, get=None, post=302),
    "panel:list-jobs": staff(*DOOR),
    "panel:show-job": staff(*DOOR),
    "panel:download-file": staff(*DOOR),
    "panel:list-transfers": staff("treasurer", "owner"),
    "panel:show-transfer": staff("treasurer", "owner", post=200),
    "panel:accept-transfer": staff("treasurer", "owner", get=None, post=302),
    "panel:set-aside-transfer": staff("treasurer", "owner", get=None, post=302),
    "panel:undo-transfer": staff("treasurer", "owner", get=None, post=302),
    "panel:import-statement": staff("treasurer", "owner", post=200),
    "panel:sample-statement": staff("treasurer", "owner"),
    "panel:add-csv-format": staff("treasurer", "owner", post=302),
    "panel:change-csv-format": staff("treasurer", "owner", post=302),
    "panel:list-cards": staff(*DOOR),
    "panel:show-card": staff(*DOOR),
    "panel:cancel-card": staff(*CHANGE, post=302),
    "panel:send-address": staff(*CHANGE, get=None, post=302),
    "panel:renew-address": staff(*CHANGE, get=None, post=302),
    "panel:list-signed": staff(*CHANGE),
    "panel:show-signed": staff(*CHANGE),
    "panel:accept-signed": staff(*CHANGE, get=None, post=302),
    "panel:return-signed": staff(*CHANGE, post=302),
    "panel:show-scan": staff(*CHANGE),
    "panel:show-agreements": staff(*SEE),
    "panel:edit-contact": staff(*CHANGE, post=302),
    "panel:edit-invoice": staff(*CHANGE, post=302),
    "panel:edit-person": staff(*CHANGE, post=302),
    "panel:exchange-person": staff(*CHANGE, post=302),
    "panel:change-stay": staff(*CHANGE, post=200),
    "panel:change-answers": staff(*CHANGE, post=302),
    "panel:move-person": staff(*CHANGE, post=200),
    "panel:add-person": staff(*CHANGE, post=302),
    "panel:resign-person": staff(*CHANGE, post=302),
    "panel:add-note": staff(*CHANGE, post=302),
    "panel:remove-note": staff(*CHANGE, get=None, post=302),
    "panel:set-labels": staff(*CHANGE, post=302),
    "panel:download-answer": staff(*CHANGE, get=404),
    "panel:list-labels": staff(*CHANGE, post=302),
    "panel:change-label": staff(*CHANGE, get=404, post=404),
    "panel:remove-label": staff(*CHANGE, get=404, post=302),
    "panel:list-waiting": staff(*DOOR),
    "panel:change-turn": staff(*CHANGE, get=None, post=404),
    "panel:list-prints": staff(*DOOR),
    "panel:print-list": staff(*DOOR),
    "panel:show-badges": staff(*DOOR, post=302),
    "panel:design-badges": staff(*CHANGE, post=302),
    "panel:print-again": staff(*DOOR, get=None, post=302),
    "panel:print-one": staff(*DOOR, get=None, post=200),
    "panel:show-statistics": staff("editor", *SEE),
    "panel:list-duplicates": staff(*CHANGE),
    "panel:merge-institutions": staff(*CHANGE, get=404, post=404),
    "panel:merge-people": staff(*CHANGE, get=404, post=404),
    "panel:show-treasury": staff(*SEE),
    "panel:export-ledger": staff(*SEE, get=None, post=302),
    "panel:list-documents": staff(*SEE),
    "panel:export-documents": staff(*SEE, get=None, post=302),
    "panel:list-letters": staff(*SEE),
    "panel:list-wordings": staff(*CHANGE),
    "panel:change-wording": staff(*CHANGE, post=302),
    "panel:show-letter": staff(*SEE),
    "panel:show-markup": staff(*SEE),
    "panel:resend-letter": staff(*CHANGE, get=None, post=302),
    "panel:begin-conference": staff(*CHANGE, post=302),
    "panel:show-setup": staff(*CHANGE),
    "panel:move-state": staff(*CHANGE, get=None, post=302),
    "panel:cancel-conference": staff(*CHANGE),
    "panel:copy-conference": staff(*CHANGE, post=302),
    "panel:set-prices": staff(*CHANGE, post=302),
    "panel:list-texts": staff(*CHANGE),
    "panel:change-text": staff(*CHANGE, post=302),
    "panel:list-settings": staff(*CHANGE),
    "panel:add-setting": staff(*CHANGE, post=302),
    "panel:change-setting": staff(*CHANGE, post=302),
    "panel:delete-setting": staff(*CHANGE, post=302),
    "panel:move-setting": staff(*CHANGE, get=None, post=302),
    "panel:set-up": staff(*CHANGE, post=302),
    "panel:show-presence": staff("front_desk", *CHANGE),
    "panel:show-attendance": staff("front_desk", *CHANGE),
    "panel:export-attendance": staff("front_desk", *CHANGE),
    "panel:list-hours": staff("front_desk", *CHANGE),
    "panel:export-hours": staff("front_desk", *CHANGE),
    "panel:type-list": staff(*CHANGE, post=302),
    "panel:show-person-attendance": staff("front_desk", *CHANGE),
    "panel:correct-attendance": staff(*CHANGE, get=None, post=302),
    "panel:revoke-certificate": staff(*CHANGE, post=302),
    "panel:list-devices": staff("front_desk", *CHANGE, post=200),
    "panel:show-invitation": staff("front_desk", *CHANGE, get=404),
    "panel:revoke-device": staff("front_desk", *CHANGE, get=None, post=302),
    "panel:list-conflicts": staff("front_desk", *CHANGE),
    "panel:show-front-desk": staff(*DESK),
    "panel:show-desk-person": staff(*DESK),
    "panel:check-in-by-hand": staff(*DESK, get=None, post=302),
    "panel:replace-badge": staff(*DESK, post=302),
    "panel:correct-name": staff(*DESK, post=302),
    "panel:exchange-at-desk": staff(*DESK, post=302),
    "panel:take-payment": staff(*DESK, post=200),
    "panel:print-slip": staff(*DESK),
    "panel:register-walk-in": staff(*DESK, post=302),
    "panel:list-members": staff("owner", post=302),
    "panel:change-member": staff("owner", get=None, post=302),
    "panel:remove-member": staff("owner", get=None, post=302),
}

# Addresses of libraries, by name: their own tests walk them; what we set about them is in test_hostile_accounts.py.
LIBRARIES = {
    "Django's administration, for superusers only": ("admin:",),
    "allauth: signing in, passwords, codes, sessions": ("account_", "usersessions_list"),
    "allauth: second factors": ("mfa_",),
}


def is_library(name: str) -> bool:
    return name.startswith(tuple(prefix for prefixes in LIBRARIES.values() for prefix in prefixes))


@dataclass(frozen=True)
class Address:
    """A named address and the names of what stands in its path."""

    name: str
    parameters: tuple[str, ...] = field(default=())


def addresses(patterns: Any = None, namespace: str = "", above: tuple[str, ...] = ()) -> Iterator[Address]:
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        names = (*above, *(pattern.pattern.converters or pattern.pattern.regex.groupindex))
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from addresses(pattern.url_patterns, inner, names)
        elif isinstance(pattern, URLPattern):
            yield Address(f"{namespace}{pattern.name or pattern.pattern}", names)


def own_addresses() -> list[Address]:
    return [address for address in addresses() if not is_library(address.name)]


BY_NAME = {address.name: address for address in own_addresses()}
TAKES_POSTS = [name for name, row in MATRIX.items() if row.post and not name.startswith(("scanner:", "stripe"))]


def actor(name: str) -> str:
    """Somebody who may."""
    who = MATRIX[name].who
    return "owner" if "owner" in who else "person_a" if "person_a" in who else "card_a"
