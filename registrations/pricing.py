"""What a card costs, line by line. What is read is read once, and kept.

What is charged, and on what ground of VAT, is the organiser's to set (events.models); this only applies it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar, cast

from django.db.models import F
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from events.enums import Exemption, ExtraKind
from events.models import Conference, DiscountCode, Extra, Variant, VatRule
from events.prices import PriceTable
from registrations.enums import CardState, LineKind, PublicFunding, RoomWish
from registrations.inputs import CardInput, ParticipantInput, Party
from registrations.models import Institution, Participant

Read = TypeVar("Read")


@dataclass(frozen=True)
class PricedLine:
    """`amount` is gross, in grosze, for all of `quantity`; `person` is an index into the people that were given.

    `vat_rate` None is exempt, and `vat_basis` then says on what ground.
    """

    kind: LineKind
    description: str
    amount: int
    quantity: int = 1
    person: int | None = None
    variant: Variant | None = None
    extra: Extra | None = None
    vat_rate: int | None = None
    vat_basis: str = ""


@dataclass(frozen=True)
class Standing:
    """How an institution stands with the association before a card of its own is priced."""

    is_member: bool = False
    people_before: int = 0


def when_asked(read: Callable[[], Read]) -> Read:
    """What stands for the value until somebody looks into it."""
    return cast(Read, SimpleLazyObject(read))


@dataclass(frozen=True)
class PriceList:
    """The prices of a conference. Built by `of` in four queries at most, and in one where only prices are needed.

    Rules of VAT are asked for when something sold has one, rooms alone when somebody wishes for one.
    """

    table: PriceTable
    vat_rules: Mapping[int, VatRule]
    single_rooms: Sequence[tuple[Extra, int | None]] = ()

    @classmethod
    def of(cls, conference: Conference) -> "PriceList":
        rooms = Extra.objects.filter(conference=conference, kind=ExtraKind.SINGLE_ROOM)
        return cls(
            table=PriceTable.of(conference),
            vat_rules=when_asked(lambda: VatRule.objects.filter(conference=conference).in_bulk()),
            single_rooms=when_asked(
                lambda: [(room, room.offered_in) for room in rooms.annotate(offered_in=F("variants"))]
            ),
        )

    @property
    def ranks_people(self) -> bool:
        return self.table.ranks_people

    def variant_price(self, variant: Variant, *, on: date, is_member: bool, is_first: bool) -> int:
        """In grosze, with or without VAT as the rule of the variant says; of several prices that which says most."""
        return self.table.price_on(variant, on, is_member=is_member, is_first=is_first)

    def extras_of(self, person: ParticipantInput) -> tuple[Extra, ...]:
        """What the person takes; who wishes to sleep alone takes the surcharge for it, where their variant has one."""
        taken = list({extra.pk: extra for extra in person.extras}.values())
        has_room = any(extra.kind == ExtraKind.SINGLE_ROOM for extra in taken)
        if person.room_wish == RoomWish.ALONE and not has_room:
            offered = (room for room, variant in self.single_rooms if variant in {None, person.variant.pk})
            taken += [room for room in [next(offered, None)] if room is not None]
        return tuple(taken)

    def person_lines(
        self,
        person: ParticipantInput,
        *,
        on: date,
        is_member: bool,
        is_first: bool,
        funding: PublicFunding,
        index: int = 0,
    ) -> list[PricedLine]:
        """The variant, then the extras that cost anything. A price for a night counts the person's own nights."""
        name = f"{person.first_name} {person.last_name}"
        variant = person.variant
        price = self.variant_price(variant, on=on, is_member=is_member, is_first=is_first)
        amount, rate, basis = with_vat(price, self.rule_of(variant), funding)
        lines = [
            PricedLine(LineKind.VARIANT, described(variant.name, name), amount, 1, index, variant, None, rate, basis)
        ]
        for extra in self.extras_of(person):
            amount, rate, basis = with_vat(extra.price, self.rule_of(extra), funding)
            count = nights_of(person) if extra.is_per_night else 1
            if amount * count:
                text = described(extra.name, name)
                lines.append(PricedLine(LineKind.EXTRA, text, amount * count, count, index, None, extra, rate, basis))
        return lines

    def card_lines(self, data: CardInput, *, on: date, people_before: int = 0) -> list[PricedLine]:
        """Every line of a card. `people_before` of the institution are registered already.

        The first on the card is the first person of the institution when there are none. Those who wait for a place
        cost nothing until they have one, and do not count as the first.
        """
        lines: list[PricedLine] = []
        counted = people_before
        for index, person in enumerate(data.participants):
            if person.waits:
                continue
            lines += self.person_lines(
                person,
                on=on,
                is_member=data.is_member,
                is_first=counted == 0,
                funding=data.public_funding,
                index=index,
            )
            counted += 1
        return lines + discount_lines(lines, data.discount) if data.discount else lines

    def rule_of(self, sold: Variant | Extra) -> VatRule | None:
        return self.vat_rules.get(sold.vat_rule_id) if sold.vat_rule_id is not None else None


def nights_of(person: ParticipantInput) -> int:
    return person.variant.nights if person.nights is None else len(set(person.nights))


def described(what: str, whose: str) -> str:
    """Fits CardLine.description."""
    return f"{what}: {whose}"[:200]


def with_vat(price: int, rule: VatRule | None, funding: PublicFunding) -> tuple[int, int | None, str]:
    """The gross amount, the rate and the basis of an exemption. Without a rule nothing is said of VAT.

    VAT is added to the price of one, rounded to the grosz with halves up, so that price times quantity is the amount.
    """
    if rule is None:
        return price, None, ""
    exempt, basis = exemption_of(rule, funding)
    if exempt:
        return price, None, basis
    return price if rule.price_includes_vat else per_cent(price, 100 + rule.rate), rule.rate, ""


def exemption_of(rule: VatRule, funding: PublicFunding) -> tuple[bool, str]:
    """Whether the buyer's statement of public funding exempts from VAT by the rule, and by what legal basis."""
    if rule.exemption == Exemption.ALWAYS:
        return True, rule.basis
    if rule.exemption in {Exemption.WHOLE, Exemption.MOST} and funding == PublicFunding.WHOLE:
        return True, rule.basis
    if rule.exemption == Exemption.MOST and funding == PublicFunding.MOST:
        return True, rule.basis_partly or rule.basis
    return False, ""


def per_cent(amount: int, percent: int) -> int:
    """So many per cent of an amount that is not negative, to the grosz, halves up."""
    return (amount * percent + 50) // 100


def discount_lines(lines: Sequence[PricedLine], discount: DiscountCode) -> list[PricedLine]:
    """What the code takes off, person by person and by each VAT rate apart, so that each can be taken back alone.

    Per cent are of the variants; an amount is of everything, and at most all of it.
    """
    if discount.percent is not None:
        sold = totals(line for line in lines if line.kind == LineKind.VARIANT)
        cuts = [per_cent(amount, discount.percent) for amount in sold.values()]
    else:
        sold = totals(lines)
        cuts = shares(list(sold.values()), discount.amount or 0)
    text = _("Discount %(code)s") % {"code": discount.code}
    whose = {line.person: line.description.rpartition(": ")[2] for line in lines}
    return [
        PricedLine(LineKind.DISCOUNT, described(text, whose[person]), -cut, 1, person, vat_rate=rate, vat_basis=basis)
        for (person, rate, basis), cut in zip(sold, cuts, strict=True)
        if cut
    ]


VatShare = tuple[int | None, int | None, str]


def totals(lines: Iterable[PricedLine]) -> dict[VatShare, int]:
    """Sums by person, VAT rate and basis."""
    sums: dict[VatShare, int] = {}
    for line in lines:
        key = (line.person, line.vat_rate, line.vat_basis)
        sums[key] = sums.get(key, 0) + line.amount
    return sums


def shares(parts: Sequence[int], amount: int) -> list[int]:
    """The amount, at most the sum of the parts, shared in proportion to them; the last grosze go where most is left."""
    total = sum(parts)
    amount = min(amount, total)
    if not amount:
        return [0] * len(parts)
    found = [amount * part // total for part in parts]
    by_rest = sorted(range(len(parts)), key=lambda place: -(amount * parts[place] % total))
    for place in by_rest[: amount - sum(found)]:
        found[place] += 1
    return found


def standing_of(conference: Conference, party: Party, *, counts_people: bool = True) -> Standing:
    """How the institution stands: one query, and one more when its people are to be counted.

    It is a member where the association knows a member of this NIP: what whoever fills in a card says of it does not
    count. Its people are those of the same NIP and name on cards that stand.
    """
    known = Institution.objects.filter(association=conference.association_id, nip=party.nip)
    is_member = any(one.is_member for one in known)
    return Standing(is_member, people_of(conference, party) if counts_people else 0)


def people_of(conference: Conference, party: Party) -> int:
    people = Participant.objects.active().of(conference).filter(card__state=CardState.SUBMITTED)
    return people.filter(card__institution__nip=party.nip, card__institution__name=party.name).count()
