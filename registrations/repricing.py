"""What people cost who come to a card after it was sent, and what it costs to change what one has."""

from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import override

from events.enums import ExtraKind
from events.formats import local_date
from events.models import Extra, Variant
from registrations.enums import CardState, Diet, LineKind, ParticipantState, PublicFunding, RoomWish
from registrations.inputs import ParticipantInput, StayInput
from registrations.lines import Sums, line_at_price, line_of, sums_by_vat
from registrations.models import CardLine, Participant, ParticipationCard, WaitingEntry
from registrations.places import VariantPlaces, variants_with_places
from registrations.pricing import PricedLine, PriceList, discount_lines, nights_of, per_cent, shares


def as_input(person: Participant) -> ParticipantInput:
    """What the participant has, as prices are asked for. Two queries unless nights and extras were fetched."""
    return ParticipantInput(
        first_name=person.first_name,
        last_name=person.last_name,
        email=person.email,
        variant=person.variant,
        diet=Diet(person.diet),
        room_wish=RoomWish(person.room_wish),
        nights=tuple(night.on for night in person.nights.all()) or None,
        extras=tuple(taken.extra for taken in person.extras.select_related("extra")),
    )


def with_variant(wanted: ParticipantInput, variant: Variant) -> ParticipantInput:
    """The same in another variant: all its nights where it has others, and of the extras those it offers. A query."""
    offered = set(Extra.variants.through.objects.filter(extra__in=wanted.extras).values_list("extra_id", "variant_id"))
    bound = {extra for extra, _variant in offered}
    kept = tuple(one for one in wanted.extras if one.pk not in bound or (one.pk, variant.pk) in offered)
    nights = wanted.nights if variant.nights == wanted.variant.nights else None
    return replace(wanted, variant=variant, nights=nights, extras=kept)


def with_wish(wanted: ParticipantInput, wish: RoomWish) -> ParticipantInput:
    """The same with another wish for the room: the surcharge for a room alone stays only with the wish for one."""
    extras = wanted.extras
    if wanted.room_wish == RoomWish.ALONE:
        extras = tuple(extra for extra in extras if extra.kind != ExtraKind.SINGLE_ROOM)
    return replace(wanted, room_wish=wish, extras=extras)


def with_stay(wanted: ParticipantInput, stay: StayInput) -> ParticipantInput:
    """The same with another stay and other extras."""
    return replace(
        wanted,
        nights=stay.nights,
        extras=stay.extras,
        room_wish=stay.room_wish,
        roommate=stay.roommate,
        arrives_on=stay.arrives_on,
        arrives_at=stay.arrives_at,
    )


def earlier_people(
    card: ParticipationCard, before: Participant | None = None, beside: Sequence[Participant] = ()
) -> int:
    """How many of the institution's people are registered already: all but `beside`, or those before a participant."""
    people = Participant.objects.active().of(card.conference)
    people = people.filter(card__institution=card.institution_id, card__state=CardState.SUBMITTED)
    if before is not None:
        return people.filter(pk__lt=before.pk).count()
    return people.exclude(pk__in=[person.pk for person in beside]).count()


def lines_for(card: ParticipationCard, people: Sequence[Participant], *, on: date) -> list[CardLine]:
    """The lines of people who now take part, at the prices of a day, less the card's discount."""
    fresh = priced_for(card, [as_input(person) for person in people], on=on, beside=people)
    return [line_at_price(card, people[line.person or 0], line) for line in fresh]


def priced_for(
    card: ParticipationCard, people: Sequence[ParticipantInput], *, on: date, beside: Sequence[Participant] = ()
) -> list[PricedLine]:
    """What people cost who come to a card on a day; `beside` are themselves, where they are written already."""
    prices = PriceList.of(card.conference)
    counted = earlier_people(card, beside=beside) if prices.ranks_people else 0
    fresh: list[PricedLine] = []
    with override(card.language):
        for index, person in enumerate(people):
            fresh += prices.person_lines(
                person,
                on=on,
                is_member=card.is_member,
                is_first=counted + index == 0,
                funding=PublicFunding(card.public_funding),
                index=index,
            )
        fresh += discount_left(card, fresh)
    return fresh


def discount_left(card: ParticipationCard, fresh: Sequence[PricedLine]) -> list[PricedLine]:
    """A code by per cent lowers every price; of an amount only what the people before did not use up is left."""
    discount = card.discount
    if discount is None:
        return []
    if discount.amount is not None:
        discount = copy(discount)
        used = -sum(line.amount for line in card.lines.filter(kind=LineKind.DISCOUNT))
        discount.amount = max(0, (discount.amount or 0) - used)
    return discount_lines(fresh, discount)


@dataclass(frozen=True)
class Frozen:
    """What is owed for one person now: for the variant with all its changes, for each extra, and the discount."""

    variant: Sums
    extras: Mapping[int, Sums]
    discount: Sums

    @classmethod
    def of(cls, lines: Iterable[CardLine]) -> "Frozen":
        lines = list(lines)
        keys = {line.extra_id for line in lines if line.extra_id is not None}
        return cls(
            sums_by_vat(line for line in lines if line.extra_id is None and line.kind != LineKind.DISCOUNT),
            {key: sums_by_vat(line for line in lines if line.extra_id == key) for key in keys},
            sums_by_vat(line for line in lines if line.kind == LineKind.DISCOUNT),
        )


def difference(
    card: ParticipationCard,
    person: Participant,
    wanted: ParticipantInput,
    *,
    had: ParticipantInput,
    on: date,
    prices: PriceList,
) -> list[CardLine]:
    """Lines, not yet written, that turn what the person has into what is wanted.

    The old is taken back as it was frozen, the new is at the price of the day; what stays as it was keeps its price.
    """
    with override(card.language):
        return _difference(card, person, wanted, had, on, prices)


def _difference(
    card: ParticipationCard,
    person: Participant,
    wanted: ParticipantInput,
    had: ParticipantInput,
    on: date,
    prices: PriceList,
) -> list[CardLine]:
    frozen = Frozen.of(line for line in card.lines.all() if line.participant_id == person.pk)
    variant, *extras = prices.person_lines(
        wanted,
        on=on,
        is_member=card.is_member,
        is_first=not prices.ranks_people or earlier_people(card, person) == 0,
        funding=PublicFunding(card.public_funding),
    )
    lines: list[CardLine] = []
    sold = dict(frozen.variant)
    if wanted.variant.pk != had.variant.pk:
        lines += taken_back(card, person, had.variant.name, frozen.variant)
        lines.append(line_at_price(card, person, variant, LineKind.CHANGE))
        sold = sums_by_vat(lines[-1:])
    lines += changed_extras(card, person, frozen, extras, had=had, wanted=wanted)
    if wanted.variant.pk != had.variant.pk:
        lines += changed_discount(card, person, frozen, sold)
    else:
        lines += lowered_discount(card, person, frozen, lines)
    return [line for line in lines if line.amount]


def taken_back(
    card: ParticipationCard, person: Participant, name: str, sums: Sums, extra: Extra | None = None
) -> list[CardLine]:
    what = _("Change, instead of %(name)s") % {"name": name}
    lines = [line_of(card, person, LineKind.CHANGE, what, -amount, vat) for vat, amount in sums.items()]
    for line in lines:
        line.extra = extra
    return lines


def changed_extras(
    card: ParticipationCard,
    person: Participant,
    frozen: Frozen,
    fresh: Sequence[PricedLine],
    *,
    had: ParticipantInput,
    wanted: ParticipantInput,
) -> list[CardLine]:
    """Extras given up and taken; one that costs by the night is counted anew when the nights are others."""
    other_nights = nights_of(had) != nights_of(wanted)
    priced = {line.extra.pk: line for line in fresh if line.extra is not None}
    before = {extra.pk: extra for extra in had.extras}
    kept = {key for key, extra in before.items() if key in priced and not (extra.is_per_night and other_nights)}
    free = {extra.pk for extra in wanted.extras if extra.pk in before and extra.pk not in priced}
    # What costs by the night and has none left is not free: it is taken back.
    kept |= {key for key in free if not (before[key].is_per_night and other_nights)}
    lines: list[CardLine] = []
    for key, extra in before.items():
        if key not in kept:
            lines += taken_back(card, person, extra.name, frozen.extras.get(key, {}), extra)
    lines += [line_at_price(card, person, line, LineKind.CHANGE) for key, line in priced.items() if key not in kept]
    return lines


def changed_discount(card: ParticipationCard, person: Participant, frozen: Frozen, sold: Sums) -> list[CardLine]:
    """Per cent are of the new variant; of an amount the person keeps their share, as far as the new price reaches."""
    discount = card.discount
    if discount is None:
        return []
    if discount.percent is not None:
        cuts = {vat: per_cent(amount, discount.percent) for vat, amount in sold.items()}
    else:
        cuts = dict(zip(sold, shares(list(sold.values()), -sum(frozen.discount.values())), strict=True))
    what = _("Discount %(code)s") % {"code": discount.code}
    changes = {vat: -cuts.get(vat, 0) - frozen.discount.get(vat, 0) for vat in {**frozen.discount, **cuts}}
    return [line_of(card, person, LineKind.DISCOUNT, what, amount, vat) for vat, amount in changes.items()]


def lowered_discount(
    card: ParticipationCard, person: Participant, frozen: Frozen, changes: Sequence[CardLine]
) -> list[CardLine]:
    """An amount taken off can be no more than what is left to pay for the person when extras are given up."""
    left: Sums = {}
    for sums in (frozen.variant, *frozen.extras.values(), sums_by_vat(changes)):
        for vat, amount in sums.items():
            left[vat] = left.get(vat, 0) + amount
    if card.discount is None or all(left.get(vat, 0) + cut >= 0 for vat, cut in frozen.discount.items()):
        return []
    kept = dict(zip(left, shares(list(left.values()), -sum(frozen.discount.values())), strict=True))
    what = _("Discount %(code)s") % {"code": card.discount.code}
    lowered = {vat: -kept.get(vat, 0) - frozen.discount.get(vat, 0) for vat in {**frozen.discount, **kept}}
    return [line_of(card, person, LineKind.DISCOUNT, what, amount, vat) for vat, amount in lowered.items()]


def price_of_stay(card: ParticipationCard, person: Participant, stay: StayInput) -> int:
    """What another stay would cost more, or less where negative, today; nothing for one who has no place yet."""
    if not person.is_active:
        return 0
    had, prices = as_input(person), PriceList.of(card.conference)
    wanted = with_stay(had, stay)
    lines = difference(card, person, wanted, had=had, on=card.conference.today(), prices=prices)
    return sum(line.amount for line in lines)


@dataclass(frozen=True)
class VariantOffer:
    """A variant a person could move to: `difference` in grosze is owed more, or less where negative."""

    variant: Variant
    places: VariantPlaces
    difference: int
    dropped: Sequence[Extra]


def offers_for(card: ParticipationCard, person: Participant) -> list[VariantOffer]:
    """Every other variant of the conference with what it would change today."""
    had, prices = as_input(person), PriceList.of(card.conference)
    held = set(person.holds.values_list("pool_id", flat=True))
    offers = []
    for places in variants_with_places(card.conference):
        if places.variant.pk == person.variant_id:
            continue
        wanted = with_variant(had, places.variant)
        lines = difference(card, person, wanted, had=had, on=card.conference.today(), prices=prices)
        # The person's own place is theirs to keep where both variants draw on one pool.
        needed = VariantPlaces(places.variant, tuple(pool for pool in places.pools if pool.pk not in held))
        dropped = [extra for extra in had.extras if extra not in wanted.extras]
        offers.append(VariantOffer(places.variant, needed, sum(line.amount for line in lines), dropped))
    return offers


def price_of_turn(card: ParticipationCard, people: Sequence[Participant], turn: WaitingEntry) -> int:
    """What taking the places offered would cost, at the prices of the day on which the list was joined."""
    waiting = [person for person in people if person.state == ParticipantState.WAITING]
    for person in waiting:
        person.variant = turn.variant
    return sum(line.amount for line in lines_for(card, waiting, on=local_date(turn.joined_at)))
