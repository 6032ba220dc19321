from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import TypedDict

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import User
from events.history import signed
from events.models import Conference, Extra
from events.services import use_discount
from registrations import mail
from registrations.announcing import announce
from registrations.deadlines import takes_walk_ins
from registrations.enums import Acceptance, PartyRole
from registrations.inputs import CardInput, ParticipantInput, Party
from registrations.models import (
    Answer,
    CardDraft,
    CardParty,
    Consent,
    Institution,
    LegalText,
    ParticipationCard,
)
from registrations.pricing import PriceList, people_of
from registrations.search import institution_keys
from registrations.services.links import first_link
from registrations.services.people import answer_rows, write_lines, write_participants
from registrations.services.places import hold_first_places
from registrations.services.settling import send_badges


class RegistrationClosed(Exception):
    """The conference does not take cards now."""


@transaction.atomic
def submit_card(
    *,
    conference: Conference,
    data: CardInput,
    texts: Sequence[LegalText],
    draft: CardDraft | None = None,
    by: User | None = None,
) -> ParticipationCard:
    """Turn what was filled in into a card: places, people, lines, statements and the letter, all or nothing.

    `by` is who took it at the desk, where the days of registration do not bind; None for the institution itself.
    A draft submitted before gives the card made then. Raises RegistrationClosed, events.services.NoPlaces
    when a pool has too few places left, ValidationError when a value breaks a rule of its model, when something is
    chosen that the conference does not offer, or the discount code is used up.
    """
    if draft is not None:
        made = CardDraft.objects.select_for_update().filter(pk=draft.pk).values_list("card", flat=True).get()
        if made:
            return ParticipationCard.objects.get(pk=made)
    if not (conference.takes_cards if by is None else takes_walk_ins(conference)):
        raise RegistrationClosed
    check_choices(conference, data)
    institution, is_member = known_institution(conference, data)
    data = replace(data, is_member=is_member)
    prices = PriceList.of(conference)
    people_before = people_of(conference, data.institution.party) if prices.ranks_people else 0
    with override(data.language):
        lines = prices.card_lines(data, on=conference.today(), people_before=people_before)
    card = write_card(conference, institution, data, due=sum(line.amount for line in lines), by=by)
    participants = write_participants(card, data.participants, prices, by=by)
    write_lines(card, participants, lines)
    Consent.objects.bulk_create(Consent(card=card, text=text) for text in texts)
    if draft is not None:
        CardDraft.objects.filter(pk=draft.pk).update(card=card)
    card.new_link = first_link(card)
    mail.card_received(card, card.new_link, participants)
    if card.due == 0:
        send_badges(card)
    # What runs out comes last: its rows stay locked until the commit, and everyone else waits for them.
    if data.discount is not None:
        use_discount(data.discount)
    hold_first_places([one for one in participants if one.is_active])
    announce(card.pk)
    return card


def check_choices(conference: Conference, data: CardInput) -> None:
    """That everything chosen is this conference's and goes together: keys that were posted prove nothing."""
    people = data.participants
    asked = [*data.answers, *(answer for person in people for answer in person.answers)]
    owners = {
        *(person.variant.conference_id for person in people),
        *(extra.conference_id for person in people for extra in person.extras),
        *(answer.question.conference_id for answer in asked),
        *([data.discount.conference_id] if data.discount else []),
    }
    if owners != {conference.pk}:
        raise ValidationError(_("Something on the card is not offered at this conference. Please choose again."))
    if not conference.takes_waiting and any(person.waits for person in people):
        raise ValidationError(_("This conference keeps no waiting list."))
    check_groups(people)
    check_extras_fit(people)


def check_groups(people: Sequence[ParticipantInput]) -> None:
    for person in people:
        groups = Counter(extra.group for extra in person.extras if extra.group)
        for group, count in groups.items():
            if count > 1:
                name = f"{person.first_name} {person.last_name}"
                message = _("%(name)s can choose only one of: %(group)s.")
                raise ValidationError(message % {"name": name, "group": group})


def check_extras_fit(people: Sequence[ParticipantInput]) -> None:
    """That each extra is offered in the variant beside which it was chosen. One query, none without extras."""
    chosen = [(person.variant, extra) for person in people for extra in person.extras]
    if not chosen:
        return
    offered: dict[int, set[int]] = {}
    rows = Extra.variants.through.objects.filter(extra_id__in={extra.pk for _variant, extra in chosen})
    for extra_key, variant_key in rows.values_list("extra_id", "variant_id"):
        offered.setdefault(extra_key, set()).add(variant_key)
    for variant, extra in chosen:
        if variant.pk not in offered.get(extra.pk, {variant.pk}):
            message = _("%(extra)s is not offered in the variant %(variant)s.")
            raise ValidationError(message % {"extra": extra.name, "variant": variant.name})


def card_row(conference: Conference, institution: Institution, data: CardInput, *, due: int) -> ParticipationCard:
    """The card itself, checked and not saved."""
    card = ParticipationCard(
        conference=conference,
        institution=institution,
        language=data.language,
        contact_name=data.contact_name,
        contact_email=data.contact_email,
        contact_phone=data.contact_phone,
        head_name=data.institution.head_name,
        head_position=data.institution.head_position,
        buyer_is_local_government=data.buyer_is_local_government,
        public_funding=data.public_funding,
        is_member=data.is_member,
        order_number=data.order_number,
        invoice_email=data.invoice_email,
        discount=data.discount,
        keeps_together=data.keeps_together,
        remarks=data.remarks,
        acceptance=Acceptance.AWAITED if conference.wants_signed_cards else Acceptance.NOT_ASKED,
        currency=conference.currency,
        due=due,
        submitted_at=conference.now(),
        **payment_days(conference, due),
    )
    # Foreign keys were fetched a moment ago and uniqueness is the database's to tell: no queries here.
    card.clean_fields(exclude=["conference", "institution", "discount"])
    return card


def write_card(
    conference: Conference, institution: Institution, data: CardInput, *, due: int, by: User | None
) -> ParticipationCard:
    card = card_row(conference, institution, data, due=due)
    if by is not None:
        with override(data.language):
            signed(card, by=by, reason=_("Registered at the desk"))
    card.save()
    parties = [(PartyRole.INSTITUTION, data.institution.party), (PartyRole.BUYER, data.buyer)]
    if data.recipient is not None:
        parties.append((PartyRole.RECIPIENT, data.recipient))
    CardParty.objects.bulk_create(party_row(card, role, party) for role, party in parties)
    Answer.objects.bulk_create(answer_rows(card, data.answers))
    return card


class PaymentDays(TypedDict):
    pay_by: date
    expires_on: date | None


def payment_days(conference: Conference, due: int) -> PaymentDays:
    """The day told for payment, and the last day before an unpaid card expires, which is not told.

    Payment is due before the conference begins; whoever comes when it has begun gets the usual time. What costs
    nothing never expires. Also for a card that begins to owe later: from then on.
    """
    today = conference.today()
    pay_by = today + timedelta(days=conference.payment_days)
    if today < conference.starts_on:
        pay_by = min(pay_by, conference.starts_on)
    expires = conference.expires_after_days
    return {"pay_by": pay_by, "expires_on": pay_by + timedelta(days=expires) if due and expires is not None else None}


def party_row(card: ParticipationCard, role: PartyRole, party: Party) -> CardParty:
    row = CardParty(
        card=card,
        role=role,
        name=party.name,
        street=party.street,
        postal_code=party.postal_code,
        city=party.city,
        nip=party.nip,
    )
    row.clean_fields(exclude=["card"])
    return row


def known_institution(conference: Conference, data: CardInput) -> tuple[Institution, bool]:
    """The institution by NIP and name, known from before or new; and whether its NIP is a member's.

    What is known is never overwritten here: whoever fills in a card has not proved who they are. For the same
    reason what the card says of membership does not count.
    """
    party = data.institution.party
    known = list(Institution.objects.filter(association=conference.association_id, nip=party.nip))
    is_member = any(one.is_member for one in known)
    found = next((one for one in known if one.name == party.name), None)
    return found or new_institution(conference, data), is_member


def new_institution(conference: Conference, data: CardInput) -> Institution:
    party = data.institution.party
    new = Institution(
        association=conference.association,
        name=party.name,
        nip=party.nip,
        kind=data.institution.kind,
        street=party.street,
        postal_code=party.postal_code,
        city=party.city,
        voivodeship=data.institution.voivodeship,
        email=data.institution.email,
        phone=data.institution.phone,
        **institution_keys(party.name, party.city),
    )
    new.clean_fields(exclude=["association"])
    try:
        with transaction.atomic():
            new.save(force_insert=True)
    except IntegrityError:
        # Another card of the same institution came first.
        return Institution.objects.get(association=conference.association, nip=party.nip, name=party.name)
    return new
