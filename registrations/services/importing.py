"""Writes many cards and people at once: the same rules as for one card, with queries for all of them together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction
from django.utils.translation import override
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from accounts.models import User
from events.models import Conference
from registrations import mail
from registrations.enums import Acceptance, PartyRole
from registrations.inputs import CardInput, ParticipantInput
from registrations.models import (
    Answer,
    CardLine,
    CardParty,
    Institution,
    Label,
    Night,
    Participant,
    ParticipantExtra,
    ParticipationCard,
    Question,
)
from registrations.pricing import PricedLine, PriceList, people_of
from registrations.search import institution_keys, sort_key
from registrations.services.links import first_link
from registrations.services.outdating import SIGNED_FIELDS, outdate
from registrations.services.people import answer_rows, nights_of, participant_row, search_text
from registrations.services.places import hold_first_places
from registrations.services.rewriting import revoke_links
from registrations.services.submitting import card_row, party_row

BATCH = 500
PEOPLE_AT_ONCE = 1000
ANSWER = "q_"
Labels = tuple[Label, ...]


@dataclass(frozen=True)
class NewCard:
    """`labels` are those of each participant, in their order."""

    data: CardInput
    labels: Sequence[Labels]


@dataclass(frozen=True)
class Addition:
    """A new person on the card with this code."""

    card: str
    person: ParticipantInput
    labels: Labels


@dataclass(frozen=True)
class Import:
    """`people` are changes by badge code, `cards` by card code: fields, `labels`, and answers as `q_<slug>`."""

    new_cards: Sequence[NewCard]
    additions: Sequence[Addition]
    people: Mapping[str, Mapping[str, Any]]
    cards: Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True)
class Placed:
    """A person to be written: on which card, as what, for what price."""

    card: ParticipationCard
    person: ParticipantInput
    labels: Labels
    lines: Sequence[PricedLine]


@transaction.atomic
def write_import(
    *, conference: Conference, work: Import, by: User | None, reason: str, sends_letters: bool = False
) -> None:
    """All of it or nothing. The cards concerned are locked by the caller, who has looked at them.

    Letters go to institutions with new cards only, and only where asked for. Raises NoPlaces, ValidationError.
    """
    prices = PriceList.of(conference)
    change_people(conference, work.people, by, reason)
    change_cards(conference, work.cards, by, reason)
    new = write_cards(conference, [one.data for one in work.new_cards], prices, by, reason)
    placed = placed_on_new(new, work.new_cards) + placed_on_known(conference, work.additions, prices, by, reason)
    participants = write_people(placed, prices, by, reason)
    if sends_letters:
        for card, _data, _lines in new:
            people = [one for one in participants if one.card_id == card.pk]
            mail.card_received(card, first_link(card), people)
    outdate_signed(conference, work, by)
    hold_first_places(participants)


def outdate_signed(conference: Conference, work: Import, by: User | None) -> None:
    """Signed cards that got another person, or of whose people the names were corrected."""
    renamed = [code for code, asked in work.people.items() if SIGNED_FIELDS & set(asked)]
    added = [one.card for one in work.additions]
    signed = ParticipationCard.objects.filter(
        conference=conference, acceptance__in=(Acceptance.SENT, Acceptance.ACCEPTED, Acceptance.OUTDATED)
    )
    keys = {*signed.filter(code__in=added).values_list("pk", flat=True)}
    keys |= {*signed.filter(participants__badge_code__in=renamed).values_list("pk", flat=True)}
    for card in signed.filter(pk__in=keys):
        card.conference = conference
        outdate(card, by=by)


Written = tuple[ParticipationCard, CardInput, list[PricedLine]]


def write_cards(
    conference: Conference, cards: Sequence[CardInput], prices: PriceList, by: User | None, reason: str
) -> list[Written]:
    institutions = known_institutions(conference, cards)
    written: list[Written] = []
    for data in cards:
        party = data.institution.party
        institution = institutions[party.nip, party.name]
        data = replace(data, is_member=institution.is_member)
        before = people_of(conference, party) if prices.ranks_people else 0
        with override(data.language):
            lines = prices.card_lines(data, on=conference.today(), people_before=before)
        written.append((card_row(conference, institution, data, due=sum(line.amount for line in lines)), data, lines))
    created = bulk_create_with_history(
        [card for card, _data, _lines in written],
        ParticipationCard,
        batch_size=BATCH,
        default_user=by,
        default_change_reason=reason[:100],
    )
    found = [(card, data, lines) for card, (_row, data, lines) in zip(created, written, strict=True)]
    CardParty.objects.bulk_create(
        [
            party_row(card, role, party)
            for card, data, _lines in found
            for role, party in ((PartyRole.INSTITUTION, data.institution.party), (PartyRole.BUYER, data.buyer))
        ],
        batch_size=BATCH,
    )
    return found


def known_institutions(conference: Conference, cards: Sequence[CardInput]) -> dict[tuple[str, str], Institution]:
    """By NIP and name; those not known before are made. A member's NIP makes all of the same NIP members."""
    every = Institution.objects.filter(association=conference.association_id)
    members = set(every.filter(is_member=True).values_list("nip", flat=True))
    known = {(one.nip, one.name): one for one in every}
    new: dict[tuple[str, str], Institution] = {}
    for data in cards:
        told, party = data.institution, data.institution.party
        if (party.nip, party.name) in known:
            continue
        row = Institution(
            association=conference.association, name=party.name, nip=party.nip, kind=told.kind, street=party.street,
            postal_code=party.postal_code, city=party.city, voivodeship=told.voivodeship,
            **institution_keys(party.name, party.city),
        )  # fmt: skip
        row.clean_fields(exclude=["association"])
        new[party.nip, party.name] = row
    Institution.objects.bulk_create(new.values(), batch_size=BATCH)
    found = known | new
    for institution in found.values():
        institution.is_member = institution.nip in members
    return found


def placed_on_new(written: Sequence[Written], cards: Sequence[NewCard]) -> list[Placed]:
    return [
        Placed(card, person, new.labels[index], [line for line in lines if line.person == index])
        for (card, data, lines), new in zip(written, cards, strict=True)
        for index, person in enumerate(data.participants)
    ]


def placed_on_known(
    conference: Conference, additions: Sequence[Addition], prices: PriceList, by: User | None, reason: str
) -> list[Placed]:
    """What the new people owe is added to their cards."""
    codes = {one.card for one in additions}
    cards = ParticipationCard.objects.filter(conference=conference, code__in=codes).select_related("institution")
    by_code = {card.code: card for card in cards}
    placed = []
    for one in additions:
        card = by_code[one.card]
        card.conference = conference
        with override(card.language):
            lines = prices.person_lines(
                one.person, on=conference.today(), is_member=card.is_member, is_first=False,
                funding=card.public_funding,  # type: ignore[arg-type]  # a value of the choices
            )  # fmt: skip
        card.due += sum(line.amount for line in lines)
        placed.append(Placed(card, one.person, one.labels, lines))
    update(by_code.values(), ["due"], by, reason)
    return placed


def write_people(placed: Sequence[Placed], prices: PriceList, by: User | None, reason: str) -> list[Participant]:
    """A thousand at a time with all that hangs on them, so that not all of it is in memory at once."""
    parts = (placed[start : start + PEOPLE_AT_ONCE] for start in range(0, len(placed), PEOPLE_AT_ONCE))
    return [person for part in parts for person in write_some(part, prices, by, reason)]


def write_some(placed: Sequence[Placed], prices: PriceList, by: User | None, reason: str) -> list[Participant]:
    created: list[Participant] = bulk_create_with_history(
        [participant_row(one.card, one.person) for one in placed],
        Participant,
        batch_size=BATCH,
        default_user=by,
        default_change_reason=reason[:100],
    )
    pairs = list(zip(created, placed, strict=True))
    Night.objects.bulk_create(
        [Night(participant=row, on=on) for row, one in pairs for on in nights_of(one.card, one.person)],
        batch_size=BATCH,
    )
    ParticipantExtra.objects.bulk_create(
        [
            ParticipantExtra(participant=row, extra=extra)
            for row, one in pairs
            for extra in prices.extras_of(one.person)
        ],
        batch_size=BATCH,
    )
    Answer.objects.bulk_create(
        [answer for row, one in pairs for answer in answer_rows(one.card, one.person.answers, participant=row)],
        batch_size=BATCH,
    )
    through = Participant.labels.through
    through.objects.bulk_create(
        [through(participant=row, label=label) for row, one in pairs for label in one.labels], batch_size=BATCH
    )
    CardLine.objects.bulk_create(
        [line_row(row, one.card, line) for row, one in pairs for line in one.lines], batch_size=BATCH
    )
    return created


def line_row(participant: Participant, card: ParticipationCard, line: PricedLine) -> CardLine:
    return CardLine(
        card=card, participant=participant, variant=line.variant, extra=line.extra, kind=line.kind,
        description=line.description, quantity=line.quantity, amount=line.amount, vat_rate=line.vat_rate,
        vat_basis=line.vat_basis,
    )  # fmt: skip


def change_people(
    conference: Conference, changes: Mapping[str, Mapping[str, Any]], by: User | None, reason: str
) -> None:
    people = Participant.objects.filter(conference=conference, badge_code__in=changes).select_related(
        "card__institution"
    )
    changed: set[str] = {"sort_key", "search_text"}
    rows = list(people)
    for row in rows:
        asked = changes[row.badge_code]
        changed |= set_fields(row, asked)
        row.sort_key = sort_key(row.last_name, row.first_name)
        row.search_text = search_text(row.card, row.first_name, row.last_name, row.email)
        row.clean_fields(exclude=["card", "conference", "variant", "waiting"])
    update(rows, sorted(changed), by, reason)
    for row in rows:
        if "email" in changes[row.badge_code]:
            revoke_links(row)
        change_rest(conference, row.card, row, changes[row.badge_code])


def change_cards(
    conference: Conference, changes: Mapping[str, Mapping[str, Any]], by: User | None, reason: str
) -> None:
    rows = list(ParticipationCard.objects.filter(conference=conference, code__in=changes))
    changed: set[str] = set()
    for row in rows:
        changed |= set_fields(row, changes[row.code])
        row.clean_fields(exclude=["conference", "institution", "discount"])
    update(rows, sorted(changed), by, reason)
    for row in rows:
        change_rest(conference, row, None, changes[row.code])


def set_fields(row: Participant | ParticipationCard, asked: Mapping[str, Any]) -> set[str]:
    names = {name for name in asked if name != "labels" and not name.startswith(ANSWER)}
    for name in names:
        setattr(row, name, asked[name])
    return names


def update(rows: Any, fields: Sequence[str], by: User | None, reason: str) -> None:
    rows = list(rows)
    if rows and fields:
        bulk_update_with_history(
            rows, type(rows[0]), fields, batch_size=BATCH, default_user=by, default_change_reason=reason[:100]
        )


def change_rest(
    conference: Conference, card: ParticipationCard, person: Participant | None, asked: Mapping[str, Any]
) -> None:
    """Labels and answers, which are rows of their own."""
    if "labels" in asked:
        (person or card).labels.set(asked["labels"])
    given = {name.removeprefix(ANSWER): value for name, value in asked.items() if name.startswith(ANSWER)}
    for question in Question.objects.filter(conference=conference, slug__in=given) if given else ():
        value = given[question.slug]
        if value:
            Answer.objects.update_or_create(question=question, card=card, participant=person, defaults={"value": value})
        else:
            Answer.objects.filter(question=question, card=card, participant=person).delete()
