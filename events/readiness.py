"""What is wrong with a conference before it is shown to the world, each with the page where it is mended.

Blocking problems would mislead institutions or leave them unable to register or pay; the rest is advice.
A price level that ends early is no gap: the variant's own price counts where no other does.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils import timezone
from django.utils.translation import gettext as _

from events.enums import Exemption
from events.formats import day
from events.models import Conference, Extra, PlacePool, Price, PriceLevel, ResignationFee, Variant, VatRule


class Section(StrEnum):
    """The pages of settings, by their addresses."""

    IDENTITY = "identity"
    PLACE = "place"
    VENUES = "venues"
    REGISTRATION = "registration"
    POOLS = "pools"
    INCLUSIONS = "inclusions"
    VARIANTS = "variants"
    VAT = "vat"
    LEVELS = "levels"
    PRICES = "prices"
    EXTRAS = "extras"
    CODES = "codes"
    FEES = "fees"
    REMINDERS = "reminders"
    QUESTIONS = "questions"
    POINTS = "points"
    TRAINING = "training"
    TEXTS = "texts"
    ASSOCIATION = "association"
    DOCUMENTS = "documents"
    PROGRAMME = "programme"


@dataclass(frozen=True)
class Problem:
    section: Section
    text: str
    blocks: bool = True


@dataclass(frozen=True)
class Facts:
    """All that the checks ask about, read at once."""

    conference: Conference
    variants: list[Variant]
    pools: list[PlacePool]
    used_pools: frozenset[int]
    prices: list[Price]
    levels: list[PriceLevel]
    rules: list[VatRule]
    fees: list[ResignationFee]
    extras: list[Extra]

    @classmethod
    def of(cls, conference: Conference) -> "Facts":
        variants = list(conference.variants.prefetch_related("pools"))
        extras = list(conference.extras.all())
        used = {pool.pk for variant in variants for pool in variant.pools.all()}
        used |= {extra.pool_id for extra in extras if extra.pool_id}
        return cls(
            conference=conference,
            variants=variants,
            pools=list(conference.pools.order_by("pk")),
            used_pools=frozenset(used),
            prices=list(Price.objects.filter(variant__conference=conference)),
            levels=list(conference.price_levels.all()),
            rules=list(conference.vat_rules.order_by("pk")),
            fees=list(conference.resignation_fees.all()),
            extras=extras,
        )


def problems_of(facts: Facts) -> list[Problem]:
    """What this app can tell, the blocking first."""
    found = [problem for check in CHECKS for problem in check(facts)]
    return sorted(found, key=lambda problem: not problem.blocks)


def advice(section: Section, text: str) -> Problem:
    return Problem(section, text, blocks=False)


def account(facts: Facts) -> Iterator[Problem]:
    association = facts.conference.association
    if not association.bank_account:
        yield Problem(Section.ASSOCIATION, _("There is no bank account: institutions would not know where to pay."))
    if not association.nip:
        yield advice(Section.ASSOCIATION, _("The association has no NIP: papers need it."))


def variants(facts: Facts) -> Iterator[Problem]:
    if not facts.variants:
        yield Problem(Section.VARIANTS, _("There are no variants: nothing can be chosen on a card."))
    priced = {price.variant_id for price in facts.prices if price.level_id is None}
    length = (facts.conference.ends_on - facts.conference.starts_on).days + 1
    for variant in facts.variants:
        if not variant.price and variant.pk not in priced:
            text = _("The variant „%(name)s” has no price. If it is free of charge, say so on its page.")
            yield Problem(Section.VARIANTS, text % {"name": variant.name})
        if variant.nights > length:
            text = _("The variant „%(name)s” has more nights than the conference has days.")
            yield Problem(Section.VARIANTS, text % {"name": variant.name})
        if not variant.pools.all():
            text = _("The variant „%(name)s” draws on no pool: its places are not limited.")
            yield advice(Section.VARIANTS, text % {"name": variant.name})
        if facts.rules and variant.vat_rule_id is None:
            yield advice(Section.VARIANTS, _("The variant „%(name)s” has no VAT rule.") % {"name": variant.name})


def pools(facts: Facts) -> Iterator[Problem]:
    for pool in facts.pools:
        if not pool.size:
            yield Problem(Section.POOLS, _("The pool „%(name)s” has no places.") % {"name": pool.name})
        if pool.pk not in facts.used_pools:
            text = _("Nothing draws on the pool „%(name)s”: it limits nothing.")
            yield advice(Section.POOLS, text % {"name": pool.name})


def registration(facts: Facts) -> Iterator[Problem]:
    conference = facts.conference
    closes, opens = conference.registration_closes_at, conference.registration_opens_at
    if opens is None:
        yield advice(Section.REGISTRATION, _("There is no day on which registration opens: no card can be sent."))
    if closes is None:
        yield advice(
            Section.REGISTRATION, _("There is no day on which registration closes: it lasts to the first day.")
        )
    elif timezone.localdate(closes) > conference.starts_on:
        yield Problem(Section.REGISTRATION, _("Registration closes after the conference has begun."))
    if opens and timezone.localdate(opens) > conference.starts_on:
        yield Problem(Section.REGISTRATION, _("Registration opens after the conference has begun."))


def deadlines(facts: Facts) -> Iterator[Problem]:
    conference = facts.conference
    named: list[tuple[Section, str, date | None]] = [
        (Section.REGISTRATION, _("resignation free of charge"), conference.resignation_until),
        (Section.REGISTRATION, _("changes of cards"), conference.changes_until),
        *(
            (Section.FEES, _("fee for resignation: %(percent)s%%") % {"percent": f.percent}, f.until)
            for f in facts.fees
        ),
        *((Section.LEVELS, _("price level „%(name)s”") % {"name": f.name}, f.until) for f in facts.levels),
    ]
    for section, what, until in named:
        if until and until > conference.starts_on:
            text = _("A deadline comes after the first day: %(what)s, %(day)s.")
            yield Problem(section, text % {"what": what, "day": day(until)})


def levels(facts: Facts) -> Iterator[Problem]:
    last = facts.levels[-1] if facts.levels else None
    closes = facts.conference.registration_closes_at
    end = timezone.localdate(closes) if closes else facts.conference.starts_on
    uncovered = last is not None and last.until is not None and last.until < end
    at_levels = {(price.variant_id, price.level_id) for price in facts.prices}
    for variant in facts.variants:
        missing = [level for level in facts.levels if (variant.pk, level.pk) not in at_levels]
        at_some = len(missing) < len(facts.levels)
        if at_some and not variant.price and (missing or uncovered) and (variant.pk, None) not in at_levels:
            text = _("The variant „%(name)s” has prices at some levels only, and no usual one for the other days.")
            yield Problem(Section.PRICES, text % {"name": variant.name})
        elif at_some and missing:
            text = _("The variant „%(name)s” has no price at the level „%(level)s”: its usual price counts then.")
            yield advice(Section.PRICES, text % {"name": variant.name, "level": missing[0].name})
    if uncovered and last is not None and last.until is not None:
        text = _("After %(day)s no price level holds: the usual prices of variants count.")
        yield advice(Section.LEVELS, text % {"day": day(last.until)})


def vat(facts: Facts) -> Iterator[Problem]:
    for rule in facts.rules:
        exempt = Exemption(rule.exemption)
        if exempt != Exemption.NEVER and not rule.basis:
            text = _("The VAT rule „%(name)s” exempts without a legal basis.")
            yield Problem(Section.VAT, text % {"name": rule.name})
        if exempt == Exemption.MOST and not rule.basis_partly:
            text = _(
                "The VAT rule „%(name)s” has no legal basis for those who pay at least 70 per cent from public funds."
            )
            yield Problem(Section.VAT, text % {"name": rule.name})
    if not facts.rules:
        yield advice(Section.VAT, _("There is no VAT rule: cards and proformas will say nothing of VAT."))


def fees(facts: Facts) -> Iterator[Problem]:
    free = facts.conference.resignation_until
    for earlier, later in zip(facts.fees, facts.fees[1:], strict=False):
        if later.percent <= earlier.percent:
            text = _("Resigning later costs no more: %(later)s%% until %(day)s, after %(earlier)s%% before.")
            values = {"later": later.percent, "earlier": earlier.percent, "day": day(later.until)}
            yield Problem(Section.FEES, text % values)
    for fee in facts.fees:
        if free and fee.until <= free:
            text = _("The fee until %(day)s never counts: resigning is free of charge until %(free)s.")
            yield Problem(Section.FEES, text % {"day": day(fee.until), "free": day(free)})
    if not free and not facts.fees:
        yield advice(Section.REGISTRATION, _("Nothing is said of resigning: the whole price stays due."))


def presentation(facts: Facts) -> Iterator[Problem]:
    conference = facts.conference
    wanted = (
        (conference.motto, Section.IDENTITY, _("The motto is missing: it is the largest thing on the page.")),
        (conference.summary, Section.IDENTITY, _("Nothing says what is in it for the participants.")),
        (conference.contact_email, Section.IDENTITY, _("The contact e-mail is missing.")),
        (conference.contact_phone, Section.IDENTITY, _("The contact phone is missing.")),
        (conference.venue_id, Section.PLACE, _("The venue is not chosen.")),
    )
    yield from (advice(section, text) for value, section, text in wanted if not value)
    if conference.starts_on < conference.today():
        yield advice(Section.PLACE, _("The first day has passed."))


CHECKS: tuple[Callable[[Facts], Iterator[Problem]], ...] = (
    account,
    variants,
    pools,
    registration,
    deadlines,
    levels,
    vat,
    fees,
    presentation,
)
