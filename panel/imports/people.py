"""Rows of people and of cards: who is meant, who is new, and on which card."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from events.models import Conference, Extra, PlacePool, Variant
from panel.enums import ListName, Outcome
from panel.exports.resources import ParticipantResource
from panel.imports.known import Named, Person, person_key
from panel.imports.plan import Finding, Plan, Reader, make_plan
from panel.imports.reading import Table
from panel.imports.rules import NEEDED, NEEDED_FOR_CARD, OF_CARD, OF_INSTITUTION
from panel.imports.values import nip
from registrations.enums import InstitutionKind
from registrations.inputs import AnswerInput, CardInput, InstitutionInput, ParticipantInput, Party
from registrations.models import Institution, Label
from registrations.search import fold
from registrations.services.importing import Addition, NewCard

Row = Sequence[str]
PLAIN = (
    "academic_title", "position", "phone", "badge_text", "diet", "diet_note", "accessibility", "room_wish", "roommate",
    "arrives_on", "arrives_at", "nights", "extras",
)  # fmt: skip


@dataclass
class Draft:
    """A new card as the rows about it tell it, one after another."""

    number: int
    row: Row
    values: dict[str, Any]
    known: Institution | None
    people: dict[Person, ParticipantInput] = field(default_factory=dict)
    labels: list[tuple[Label, ...]] = field(default_factory=list)


@dataclass
class People:
    """Collects the new; what is known goes to the reader."""

    conference: Conference
    drafts: dict[Named, Draft] = field(default_factory=dict)
    added: dict[tuple[str, Person], int] = field(default_factory=dict)
    pools: Mapping[int, PlacePool] = field(default_factory=dict)
    of_variant: Mapping[int, Sequence[int]] = field(default_factory=dict)
    offered: Mapping[int, frozenset[int]] = field(default_factory=dict)
    taken: Counter[int] = field(default_factory=Counter)

    def read(self, reader: Reader, number: int, row: Row) -> None:
        before = len(reader.wrong_rows)
        if reader.headings.list == ListName.CARDS:
            self.read_card(reader, number, row)
        else:
            self.read_person(reader, number, row)
        reader.plan.counts["wrong"] += len(reader.wrong_rows) - before

    def read_card(self, reader: Reader, number: int, row: Row) -> None:
        code = reader.cell(row, "card").upper()
        if code in reader.known.cards:
            return reader.compare(number, row, code)
        message = _("There is no card of this code. New cards come with their people: use the columns of participants.")
        return reader.refuse(number, row, "card", message)

    def read_person(self, reader: Reader, number: int, row: Row) -> None:
        known = reader.known
        code, card = reader.cell(row, "participant").upper(), reader.cell(row, "card").upper()
        if code:
            if code not in known.card_of:
                return reader.refuse(number, row, "participant", _("Nobody at this conference has this code."))
            return reader.compare(number, row, code)
        person = person_key(*(reader.cell(row, key) for key in ("email", "first_name", "last_name")))
        if card:
            if card not in known.cards:
                return reader.refuse(number, row, "card", _("There is no card of this code at this conference."))
            cards = [card]
        else:
            named = (nip(reader.cell(row, "nip")), fold(reader.cell(row, "institution")))
            cards = known.cards_of.get(named, [])
        found = next((known.people[one][person] for one in cards if person in known.people.get(one, {})), None)
        if found is not None:
            return reader.compare(number, row, found, by_code=False)
        if len(cards) > 1:
            message = _("The institution has several cards: write the code of the right one.")
            return reader.refuse(number, row, "card", message)
        if cards:
            return self.add_to_card(reader, number, row, cards[0], person)
        return self.add_to_draft(reader, number, row, named, person)

    def add_to_card(self, reader: Reader, number: int, row: Row, card: str, person: Person) -> None:
        if not reader.known.cards[card]:
            return reader.refuse(number, row, "card", _("This card was cancelled: nobody can be added to it."))
        if (card, person) in self.added:
            message = _("Row %(row)s is about the same one.") % {"row": self.added[card, person]}
            return reader.refuse(number, row, "last_name", message)
        self.added[card, person] = number
        given = self.new_person(reader, number, row)
        if given is not None:
            reader.plan.additions.append(Addition(card, *given))
            self.tell(reader, number, row, _("new, on the card %(code)s") % {"code": card})
        return None

    def add_to_draft(self, reader: Reader, number: int, row: Row, named: Named, person: Person) -> None:
        draft = self.drafts.get(named)
        if draft is None:
            draft = self.drafts[named] = self.new_draft(reader, number, row, named)
            told = _("new, on a new card of %(institution)s")
        else:
            self.check_same(reader, number, row, draft)
            told = _("new, on the new card of row %(row)s")
        if person in draft.people:
            message = _("Another row of the same card is about the same person.")
            return reader.refuse(number, row, "last_name", message)
        given = self.new_person(reader, number, row)
        if given is not None:
            draft.people[person] = given[0]
            draft.labels.append(given[1])
            self.tell(reader, number, row, told % {"institution": reader.cell(row, "institution"), "row": draft.number})
        return None

    def tell(self, reader: Reader, number: int, row: Row, message: str) -> None:
        reader.plan.counts["new"] += 1
        reader.plan.findings.append(Finding(number, reader.subject(row), Outcome.DONE, message[:300]))

    def new_draft(self, reader: Reader, number: int, row: Row, named: Named) -> Draft:
        """What the first row about a new card says of it; a known institution need not be told whole."""
        known = reader.known.institutions.get(named)
        wanted = [*NEEDED_FOR_CARD, *(() if known else ("kind", "street", "postal_code", "city", "voivodeship"))]
        also = [key for key in OF_CARD if key not in wanted and reader.cell(row, key)]
        values = {key: self.needed(reader, number, row, key) for key in [*wanted, *also]}
        return Draft(number, row, values, known)

    def check_same(self, reader: Reader, number: int, row: Row, draft: Draft) -> None:
        """Further rows about a new card leave what concerns it empty, or say the same."""
        for key in (*OF_CARD, *OF_INSTITUTION, "public_funding"):
            cell = reader.cell(row, key)
            if cell and cell != reader.cell(draft.row, key):
                message = _("Row %(row)s of the same card says something else here.") % {"row": draft.number}
                reader.refuse(number, row, key, message)

    def needed(self, reader: Reader, number: int, row: Row, key: str) -> Any:
        if key in reader.headings.columns:
            return reader.parse(number, row, key)
        label = ParticipantResource.fields[key].column_name
        return reader.refuse(number, row, key, _("The column %(column)s is needed for new cards.") % {"column": label})

    def new_person(self, reader: Reader, number: int, row: Row) -> tuple[ParticipantInput, tuple[Label, ...]] | None:
        values = {key: self.needed(reader, number, row, key) for key in NEEDED}
        given = [key for key in PLAIN if reader.cell(row, key)]
        values |= {key: reader.parse(number, row, key) for key in given}
        asked = [key for key in reader.questions if key in reader.headings.columns]
        answers = {key: reader.parse(number, row, key) for key in asked}
        labels = reader.parse(number, row, "labels") if reader.cell(row, "labels") else ()
        if number in reader.wrong_rows:
            return None
        person = ParticipantInput(
            **values,
            answers=tuple(AnswerInput(reader.questions[key], value) for key, value in answers.items() if value),
        )
        self.check_offer(reader, number, row, person)
        return None if number in reader.wrong_rows else (person, labels)

    def check_offer(self, reader: Reader, number: int, row: Row, person: ParticipantInput) -> None:
        """That the extras go with the variant and with one another, and that there is a place in every pool."""
        groups = Counter(extra.group for extra in person.extras if extra.group)
        for extra in person.extras:
            if self.offered.get(extra.pk) and person.variant.pk not in self.offered[extra.pk]:
                message = _("%(extra)s is not offered in the variant %(variant)s.")
                told = {"extra": extra.name, "variant": person.variant.name}
                return reader.refuse(number, row, "extras", message % told)
            if groups[extra.group] > 1:
                return reader.refuse(
                    number, row, "extras", _("Only one of these can be taken: %(group)s.") % {"group": extra.group}
                )
        pools = [*self.of_variant.get(person.variant.pk, ()), *(e.pool_id for e in person.extras if e.pool_id)]
        for key in dict.fromkeys(pools):
            pool = self.pools[key]
            self.taken[key] += 1
            if self.taken[key] > pool.left:
                message = _("No place is left in: %(pool)s. There are %(left)s for the new ones of this file.")
                return reader.refuse(number, row, "variant", message % {"pool": pool.name, "left": pool.left})
        return None

    def finish(self, plan: Plan) -> Plan:
        """The new cards, when nothing is wrong: until then some are not whole."""
        plan.counts["new_cards"] = len(self.drafts)
        plan.findings.sort(key=lambda one: one.number)
        if plan.is_right:
            plan.new_cards = [card_of(draft) for draft in self.drafts.values()]
        return plan


def card_of(draft: Draft) -> NewCard:
    """The institution itself is the buyer: whom else to invoice is said on the page of the card."""
    values, people = draft.values, tuple(draft.people.values())
    party, first = party_of(draft), people[0]
    kind = InstitutionKind(draft.known.kind if draft.known else values["kind"])
    data = CardInput(
        institution=InstitutionInput(
            party=party,
            kind=kind,
            voivodeship=str(draft.known.voivodeship if draft.known else values["voivodeship"]),
            head_name=values["head_name"],
            head_position=values["head_position"],
        ),
        contact_name=values.get("contact_name") or f"{first.first_name} {first.last_name}",
        contact_email=values.get("contact_email") or first.email,
        contact_phone=values["contact_phone"],
        order_number=values.get("order_number", ""),
        buyer=party,
        recipient=None,
        buyer_is_local_government=kind not in {InstitutionKind.NGO, InstitutionKind.OTHER},
        public_funding=values["public_funding"],
        participants=people,
    )
    return NewCard(data, tuple(draft.labels))


def party_of(draft: Draft) -> Party:
    told = draft.values
    if draft.known is None:
        return Party(told["institution"], told["street"], told["postal_code"], told["city"], told["nip"])
    known = draft.known
    return Party(known.name, known.street, known.postal_code, known.city, known.nip)


def plan_of(conference: Conference, table: Table) -> Plan:
    """What the file would do to the conference as it is now. Raises ValidationError when it is no list at all."""
    pools = PlacePool.objects.filter(conference=conference).in_bulk()
    people = People(
        conference,
        pools=pools,
        of_variant=keys_by(Variant.pools.through.objects.filter(placepool__in=pools), "variant", "placepool"),
        offered={
            key: frozenset(variants)
            for key, variants in keys_by(
                Extra.variants.through.objects.filter(extra__conference=conference), "extra", "variant"
            ).items()
        },
    )
    return people.finish(make_plan(conference, table, people.read))


def keys_by(rows: Any, one: str, other: str) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for key, value in rows.values_list(f"{one}_id", f"{other}_id"):
        found.setdefault(key, []).append(value)
    return found
