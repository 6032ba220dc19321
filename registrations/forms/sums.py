"""What the card comes to while it is filled in: by the same prices as when it is sent, of what is right so far."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from events.enums import Exemption
from events.models import Conference, DiscountCode, Variant
from registrations.enums import Diet, InstitutionKind, LineKind, PublicFunding, RoomWish
from registrations.extras import Offered
from registrations.forms.people import ParticipantForm
from registrations.forms.stay import StayForm
from registrations.inputs import CardInput, InstitutionInput, ParticipantInput, Party
from registrations.places import VariantPlaces
from registrations.pricing import PricedLine, PriceList, Standing

NOBODY = Party("", "", "", "", "")


@dataclass(frozen=True)
class SumLine:
    name: str
    count: int
    amount: int

    @property
    def label(self) -> str:
        return f"{self.name} × {self.count}" if self.count else self.name


@dataclass(frozen=True)
class Sums:
    """Prices of a card, half typed or whole. `funding` is what the buyer states, or the likeliest answer so far."""

    conference: Conference
    variants: Sequence[VariantPlaces]
    offered: Sequence[Offered]
    people: Sequence[ParticipantForm]
    stays: Sequence[StayForm]
    standing: Standing
    funding: PublicFunding
    discount: DiscountCode | None
    prices: PriceList
    is_stated: bool = True

    @cached_property
    def priced(self) -> list[int]:
        """The numbers of the people whose variant is known, in order."""
        return [number for number, form in enumerate(self.people) if form.picked is not None]

    @cached_property
    def lines(self) -> list[PricedLine]:
        card = self.tentative_card([self.tentative_person(number) for number in self.priced])
        return self.prices.card_lines(card, on=self.conference.today(), people_before=self.standing.people_before)

    def lines_of(self, number: int) -> list[SumLine]:
        """What one person comes to."""
        if number not in self.priced:
            return []
        index = self.priced.index(number)
        return [SumLine(self.name_of(line), 0, line.amount) for line in self.lines if line.person == index]

    def name_of(self, line: PricedLine) -> str:
        if line.kind == LineKind.DISCOUNT:
            return _("Discount")
        named = line.extra or line.variant
        count = f" × {line.quantity}" if line.quantity > 1 else ""
        return f"{named.name}{count}" if named else line.description

    @cached_property
    def sum_lines(self) -> list[SumLine]:
        """A line for every variant and every extra that costs, also those nobody chose.

        So the sum keeps its height while it changes.
        """
        amounts: Counter[tuple[str, int]] = Counter()
        counts: Counter[tuple[str, int]] = Counter()
        for line in self.lines:
            sold = ("extra", line.extra.pk) if line.extra else ("variant", line.variant.pk if line.variant else 0)
            amounts[sold] += line.amount if line.kind != LineKind.DISCOUNT else 0
            counts[sold] += line.quantity if line.kind != LineKind.DISCOUNT else 0
        told = [(one.variant.name, ("variant", one.variant.pk)) for one in self.variants]
        told += [(one.extra.name, ("extra", one.extra.pk)) for one in self.offered if one.extra.price]
        found = [SumLine(f"{name} × {counts[sold]}", 0, amounts[sold]) for name, sold in told]
        if self.discount:
            taken = sum(line.amount for line in self.lines if line.kind == LineKind.DISCOUNT)
            found.append(SumLine(_("Discount"), 0, taken))
        return found

    @property
    def total(self) -> int:
        return sum(line.amount for line in self.lines)

    @property
    def assumes_exemption(self) -> bool:
        """Whether the sum would grow if the statement, not made yet, were that the money is not public."""
        on_top = (rule for rule in self.prices.vat_rules.values() if not rule.price_includes_vat)
        return not self.is_stated and any(rule.exemption in {Exemption.WHOLE, Exemption.MOST} for rule in on_top)

    @property
    def vat_notes(self) -> list[str]:
        """On what ground VAT is charged or not, each said once."""
        notes = [
            _("exempt from VAT: %(basis)s") % {"basis": line.vat_basis}
            if line.vat_rate is None
            else _("with VAT of %(rate)s%%") % {"rate": line.vat_rate}
            for line in self.lines
            if line.vat_rate is not None or line.vat_basis
        ]
        return list(dict.fromkeys(notes))

    def price_of(self, variant: Variant, number: int) -> int:
        """What the variant costs the person of this number, VAT included."""
        person = ParticipantInput("", "", "", variant)
        lines = self.prices.person_lines(
            person,
            on=self.conference.today(),
            is_member=self.standing.is_member,
            is_first=number == 0 and self.standing.people_before == 0,
            funding=self.funding,
        )
        return sum(line.amount for line in lines if line.kind == LineKind.VARIANT)

    def tentative_person(self, number: int) -> ParticipantInput:
        form, stay = self.people[number], self.stays[number]
        variant = form.picked
        assert variant is not None
        return ParticipantInput(
            "",
            "",
            "",
            variant,
            diet=Diet.STANDARD,
            nights=stay.typed_nights,
            room_wish=RoomWish.ALONE if stay.wishes_alone else RoomWish.ANY,
            extras=tuple(one.extra for one in stay.chosen),
            waits=form.waits,
        )

    def tentative_card(self, people: Sequence[ParticipantInput]) -> CardInput:
        return CardInput(
            institution=InstitutionInput(NOBODY, InstitutionKind.OTHER, "", "", ""),
            contact_name="",
            contact_email="",
            contact_phone="",
            buyer=NOBODY,
            recipient=None,
            buyer_is_local_government=True,
            public_funding=self.funding,
            participants=tuple(people),
            is_member=self.standing.is_member,
            discount=self.discount,
        )
