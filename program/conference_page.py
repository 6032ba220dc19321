"""The public page of a conference, fast and never behind with the places.

One query reads everything that decides how the page looks and may change at any moment: the facts of the
conference, its association and venue, and every pool's places. Those name the rendered page in the cache, and
the places shown are those of that same query, so a page can only be served for the places it shows; its stage is
checked against the conference's clock whenever it is served.
What the query does not read (variants' texts, the programme) may be behind by CACHE_SECONDS, unless
whoever changes it saves the conference too. Nothing in the page depends on who reads it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.core.cache.backends.locmem import LocMemCache
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from events.announcing import SHOWN_STATES, pattern_of, register_note
from events.enums import ConferenceState, Exemption, Stage
from events.models import Conference, Variant
from events.planned import planned_cursor
from events.prices import ONE_DAY, PriceTable
from events.selectors import PlacesLeft, tightness
from program.enums import SessionKind, SessionMode
from program.models import Session
from program.selectors import programme

CACHE_SECONDS = 60
# In each process's own memory: the key says all, so copies cannot differ, and no cache over the network is as near.
PAGES = LocMemCache("conference-pages", {"TIMEOUT": CACHE_SECONDS, "OPTIONS": {"MAX_ENTRIES": 200}})
FEW_PLACES = 5
CLOCK_FIELDS = ("starts_on", "ends_on", "registration_opens_at", "registration_closes_at", "clock_shift")
ASSOCIATION_HERE, CONFERENCE_HERE = "association-here", "conference-here"
POOL_FIELDS = ("pools__pk", "pools__size", "pools__taken")
FACTS = (
    "pk",
    "changed_at",
    "state",
    "clock_shift",
    *(f"association__{name}" for name in ("name", "short_name", "street", "postal_code", "city", "email", "phone")),
    "association__bank_account",
    *(f"venue__{name}" for name in ("name", "street", "postal_code", "city", "directions")),
    *POOL_FIELDS,
)
QUIET_KINDS = {SessionKind.BREAK, SessionKind.MEAL, SessionKind.DESK}


@dataclass(frozen=True)
class Page:
    """The page on one day, at one stage of the conference, which is kept with it to ask its clock again."""

    body: bytes
    etag: str
    stage: Stage
    day: date
    conference: Conference


@dataclass(frozen=True)
class Snapshot:
    """How a conference stands at this moment. `pools` has the places of each pool by its key."""

    key: int
    digest: str
    pools: Mapping[int, PlacesLeft]


def snapshot(association: str, conference: str) -> Snapshot | None:
    """The conference at the address, by one query; None where the public sees none."""
    statement, parameters = snapshot_statement()
    wanted = {ASSOCIATION_HERE: association, CONFERENCE_HERE: conference}
    with planned_cursor() as cursor:
        cursor.execute(statement, [wanted.get(value, value) for value in parameters])
        rows = cursor.fetchall()
    if not rows:
        return None
    pools = {row[-3]: PlacesLeft(row[-2] - row[-1], row[-2]) for row in rows if row[-3] is not None}
    facts = repr((rows, get_language(), settings.DEMO, bool(settings.STRIPE_SECRET_KEY)))
    return Snapshot(rows[0][0], sha256(facts.encode()).hexdigest(), pools)


@cache
def snapshot_statement() -> tuple[str, tuple[str, ...]]:
    """The query as SQL, put together once: that takes longer than to run it. Slugs stand in for what is asked for."""
    query = (
        Conference.objects.filter(association__slug=ASSOCIATION_HERE, slug=CONFERENCE_HERE, state__in=SHOWN_STATES)
        .order_by("pools__pk")
        .values_list(*FACTS)
    ).query
    statement, parameters = query.sql_with_params()
    return statement, tuple(str(value) for value in parameters)


def conference_page(here: Snapshot, path: str) -> Page:
    """The whole page; rendered when this state of the conference is seen for the first time."""
    key = f"conference-page:{here.digest}"
    kept: Page | None = PAGES.get(key)
    if kept is None or kept.conference.stage != kept.stage or kept.conference.today() != kept.day:
        kept = rendered(here, path)
        PAGES.set(key, kept)
    return kept


def rendered(here: Snapshot, path: str) -> Page:
    """Without the reader's request: their session, messages and query string stay out of what all are shown."""
    nobodys = HttpRequest()
    nobodys.path = nobodys.path_info = path
    conference = Conference.objects.select_related("association", "venue").get(pk=here.key)
    stage, day = conference.stage, conference.today()
    context = page_context(conference, stage, here.pools) | {"request": nobodys, "demo": settings.DEMO}
    body = render_to_string("events/conference.html", context).encode()
    clock = Conference(**{name: getattr(conference, name) for name in CLOCK_FIELDS})
    return Page(body, f'"{sha256(body).hexdigest()[:32]}"', stage, day, clock)


def page_context(conference: Conference, stage: Stage, pools: Mapping[int, PlacesLeft]) -> dict[str, Any]:
    address = {"association": conference.association.slug, "conference": conference.slug}
    variants = variants_shown(conference, pools)
    days = programme_shown(conference)
    has_room = not variants or any(variant["state"] != "full" for variant in variants)
    is_ahead = conference.state == ConferenceState.PUBLISHED and stage not in {Stage.RUNNING, Stage.ENDED}
    is_open = is_ahead and stage == Stage.REGISTRATION
    takes_cards = is_open and (has_room or conference.takes_waiting)
    return {
        "conference": conference,
        "association": conference.association,
        "pattern_svg": pattern_of(conference),
        "variants": variants,
        "is_ahead": is_ahead,
        "is_cancelled": conference.state == ConferenceState.CANCELLED,
        "register_url": reverse("registrations:start-card", kwargs=address) if takes_cards else None,
        "register_note": register_note(conference) if has_room else full_note(takes_waiting=takes_cards),
        "takes_waiting": is_open and conference.takes_waiting,
        "programme": days,
        "calendar_url": reverse("program:export-calendar", kwargs=address),
        "pays_online": bool(settings.STRIPE_SECRET_KEY),
        "payment_account": conference.association.bank_account if is_ahead else None,
    }


def full_note(*, takes_waiting: bool) -> str:
    if takes_waiting:
        return _("There are no places left in any variant. You can join the waiting list.")
    return _("There are no places left in any variant.")


def variants_shown(conference: Conference, pools: Mapping[int, PlacesLeft]) -> list[dict[str, Any]]:
    """The variants with their places by `pools`, today's prices, and what each includes, in one order.

    Six queries at most, none when there are no variants but the first.
    """
    found = Variant.objects.filter(conference=conference).select_related("vat_rule")
    variants = list(found.prefetch_related("pools", "includes"))
    if not variants:
        return []
    inclusions, table, today = list(conference.inclusions.all()), PriceTable.of(conference), conference.today()
    return [variant_shown(variant, inclusions, pools) | prices_shown(variant, table, today) for variant in variants]


def prices_shown(variant: Variant, table: PriceTable, today: date) -> dict[str, Any]:
    """The price of today for those who are not members and the first of their institution; others where they differ."""
    price = table.price_on(variant, today)
    for_members = table.price_on(variant, today, is_member=True)
    for_further = table.price_on(variant, today, is_first=False)
    last_day = table.last_day_of_price(variant, today)
    is_net = variant.vat_rule is not None and not variant.vat_rule.price_includes_vat
    return {
        "price": price,
        "price_for_members": for_members if for_members != price else None,
        "price_for_further": for_further if for_further != price else None,
        "price_until": last_day,
        "price_later": table.price_on(variant, last_day + ONE_DAY) if last_day else None,
        "vat_added": variant.vat_rule.rate if variant.vat_rule is not None and is_net else None,
        "vat_may_be_exempt": variant.vat_rule is not None and variant.vat_rule.exemption != Exemption.NEVER,
    }


def variant_shown(variant: Variant, inclusions: list[Any], pools: Mapping[int, PlacesLeft]) -> dict[str, Any]:
    included = {inclusion.pk for inclusion in variant.includes.all()}
    drawn_on = [pools[pool.pk] for pool in variant.pools.all() if pool.pk in pools]
    places = min(drawn_on, key=tightness, default=PlacesLeft(None, None))
    return {
        "name": variant.name,
        "summary": variant.summary,
        "includes": [(inclusion.name, inclusion.pk in included) for inclusion in inclusions],
        "places_left": places.left,
        "places_size": places.size,
        "state": state_of(places),
    }


def state_of(places: PlacesLeft) -> str:
    if places.left is None or places.left > FEW_PLACES:
        return "free"
    return "last" if places.left > 0 else "full"


def programme_shown(conference: Conference) -> list[tuple[date | None, list[dict[str, Any]]]]:
    return [(day.day, [session_shown(session) for session in day.sessions]) for day in programme(conference)]


def session_shown(session: Session) -> dict[str, Any]:
    who = [f"{one.name} ({one.affiliation})" if one.affiliation else one.name for one in session.speakers.all()]
    return {
        "time_from": session.starts_at,
        "time_to": session.ends_at,
        "title": session.title,
        "abstract": session.abstract,
        "kind": "break" if session.kind in QUIET_KINDS else session.kind,
        "kind_label": session.get_kind_display(),
        "speakers": who or [name for name in [session.presenter] if name],
        "hall": session.hall.name if session.hall else "",
        "mode": session.mode,
        "mode_label": "" if session.mode == SessionMode.ONSITE else session.get_mode_display(),
    }
