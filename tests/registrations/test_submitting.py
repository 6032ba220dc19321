from contextlib import nullcontext
from dataclasses import replace
from datetime import time, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.enums import Audience, ExtraKind, Rank
from events.models import DiscountCode, PlacePool, Variant
from events.services import DiscountUsedUp, NoPlaces
from mailings.models import Letter
from registrations.enums import Acceptance, CardState, Diet, LineKind, QuestionTarget, RoomWish
from registrations.inputs import AnswerInput, ParticipantInput
from registrations.models import CardParty, Institution, Participant, ParticipationCard, PlaceHold
from registrations.services import RegistrationClosed, cancel_card, start_draft, submit_card
from tests.factories.events import (
    ConferenceFactory,
    DiscountCodeFactory,
    ExtraFactory,
    PlacePoolFactory,
    PriceFactory,
    VariantFactory,
    VatRuleFactory,
)
from tests.factories.registrations import (
    InstitutionFactory,
    LegalTextFactory,
    QuestionFactory,
    card_input,
    participant_input,
)

pytestmark = pytest.mark.django_db


def test_submit_card_writes_places_people_lines_and_letter() -> None:
    conference = ConferenceFactory.create()
    pool = PlacePoolFactory.create(conference=conference, size=10)
    variant = VariantFactory.create(conference=conference, price=120000)
    variant.pools.add(pool)
    text = LegalTextFactory.create(association=conference.association)
    data = card_input(conference, *(participant_input(variant) for _ in range(3)))

    card = submit_card(conference=conference, data=data, texts=[text])

    assert (card.due, card.settled) == (360000, 0)
    assert sum(card.lines.values_list("amount", flat=True)) == 360000
    assert card.participants.count() == 3
    pool.refresh_from_db()
    assert (pool.taken, PlaceHold.objects.filter(pool=pool).count()) == (3, 3)
    assert {party.role: party.name for party in card.parties.all()} == {
        "institution": "MOPS Radomsko",
        "buyer": "Miasto Radomsko",
        "recipient": "MOPS Radomsko",
    }
    assert [consent.text for consent in card.consents.all()] == [text]
    letter = Letter.objects.get(reference=card.code)
    assert letter.to_email == "anna.los@example.org"
    assert card.links.get().token in letter.text
    assert Participant.history.filter(card=card).count() == 3
    assert card.history.count() == 1


def test_submit_card_without_enough_places_saves_nothing() -> None:
    conference = ConferenceFactory.create()
    pool = PlacePoolFactory.create(conference=conference, size=2)
    variant = VariantFactory.create(conference=conference)
    variant.pools.add(pool)
    data = card_input(conference, *(participant_input(variant) for _ in range(3)))

    with pytest.raises(NoPlaces) as refused:
        submit_card(conference=conference, data=data, texts=[])

    assert refused.value.pool == pool
    assert refused.value.pool.left == 2
    for model in (ParticipationCard, CardParty, Participant, PlaceHold, Letter, Institution):
        assert model.objects.count() == 0
    assert PlacePool.objects.get().taken == 0


def test_submit_card_of_a_submitted_draft_gives_the_first_card() -> None:
    conference = ConferenceFactory.create()
    variant = VariantFactory.create(conference=conference)
    draft = start_draft(conference=conference)
    data = card_input(conference, participant_input(variant))

    first = submit_card(conference=conference, data=data, texts=[], draft=draft)
    second = submit_card(conference=conference, data=data, texts=[], draft=draft)

    assert first == second
    assert ParticipationCard.objects.count() == 1
    assert Letter.objects.count() == 1


def test_submit_card_before_registration_opens_is_refused() -> None:
    conference = ConferenceFactory.create(registration_opens_at=None, registration_closes_at=None)
    variant = VariantFactory.create(conference=conference)

    with pytest.raises(RegistrationClosed):
        submit_card(conference=conference, data=card_input(conference, participant_input(variant)), texts=[])

    assert ParticipationCard.objects.count() == 0


def test_cancel_card_in_time_gives_places_and_money_back() -> None:
    conference = ConferenceFactory.create()
    pool = PlacePoolFactory.create(conference=conference, size=5)
    variant = VariantFactory.create(conference=conference, price=95000)
    variant.pools.add(pool)
    card = submit_card(conference=conference, data=card_input(conference, participant_input(variant)), texts=[])

    cancelled = cancel_card(card=card, by=None, reason="choroba")

    assert cancelled.state == CardState.CANCELLED
    assert cancelled.due == 0
    assert sum(card.lines.values_list("amount", flat=True)) == 0
    pool.refresh_from_db()
    assert (pool.taken, pool.holds.count()) == (0, 0)
    assert [participant.state for participant in card.participants.all()] == ["cancelled"]
    assert card.history.first().history_change_reason == "choroba"


def person_in_full(variant: Variant) -> ParticipantInput:
    """Everything that one person may say, the second night of the conference alone."""
    first_day = variant.conference.starts_on
    return participant_input(
        variant,
        academic_title="mgr",
        badge_text="Ewa z Radomska",
        diet=Diet.OTHER,
        diet_note="bez orzechów",
        accessibility="pętla indukcyjna",
        room_wish=RoomWish.NAMED,
        roommate="Maria Ćma",
        arrives_on=first_day,
        arrives_at=time(9, 30),
        nights=(first_day + timedelta(days=1),) * 2,
        extras=(ExtraFactory.create(conference=variant.conference, price=15000),),
        answers=(AnswerInput(QuestionFactory.create(conference=variant.conference), "tak"),),
    )


def test_card_keeps_everything_that_was_said_of_people() -> None:
    variant = VariantFactory.create(nights=2)
    conference = variant.conference
    person = person_in_full(variant)

    card = submit_card(conference=conference, data=card_input(conference, person, participant_input(variant)), texts=[])

    first, second = card.participants.order_by("pk")
    told = ("academic_title", "badge_text", "diet", "diet_note", "accessibility", "room_wish", "roommate")
    assert [getattr(first, name) for name in told] == [getattr(person, name) for name in told]
    assert (first.arrives_on, first.arrives_at) == (conference.starts_on, time(9, 30))
    second_night = conference.starts_on + timedelta(days=1)
    assert [one.on for one in first.nights.all()] == [second_night]
    assert [one.on for one in second.nights.all()] == [conference.starts_on, second_night]
    assert [one.extra for one in first.extras.all()] == list(person.extras)
    assert [(one.card, one.question, one.value) for one in first.answers.all()] == [
        (card, person.answers[0].question, "tak")
    ]


def test_card_keeps_everything_that_was_said_of_itself() -> None:
    conference = ConferenceFactory.create(expires_after_days=5, payment_days=14, wants_signed_cards=True)
    variant = VariantFactory.create(conference=conference, vat_rule=VatRuleFactory.create(conference=conference))
    question = QuestionFactory.create(conference=conference, target=QuestionTarget.CARD)
    person = person_in_full(variant)
    data = card_input(
        conference,
        person,
        participant_input(variant),
        order_number="ZP/12/2026",
        invoice_email="faktury@example.org",
        answers=(AnswerInput(question, "autokarem"),),
    )

    card = submit_card(conference=conference, data=data, texts=[])

    card.refresh_from_db()
    first, second = card.participants.order_by("pk")
    assert (card.order_number, card.invoice_email) == ("ZP/12/2026", "faktury@example.org")
    assert [(one.question, one.value) for one in card.answers.filter(participant=None)] == [(question, "autokarem")]
    assert card.acceptance == Acceptance.AWAITED
    assert card.pay_by == conference.today() + timedelta(days=14)
    assert card.expires_on == card.pay_by + timedelta(days=5)
    lines = [(one.kind, one.participant, one.extra, one.amount, one.vat_basis[:7]) for one in card.lines.all()]
    assert lines == [
        (LineKind.VARIANT, first, None, 120000, "art. 43"),
        (LineKind.EXTRA, first, person.extras[0], 15000, ""),
        (LineKind.VARIANT, second, None, 120000, "art. 43"),
    ]
    assert card.due == 255000


def test_price_stays_as_it_was_when_the_card_was_sent() -> None:
    conference = ConferenceFactory.create()
    variant = VariantFactory.create(conference=conference, price=120000)
    card = submit_card(conference=conference, data=card_input(conference, participant_input(variant)), texts=[])
    PriceFactory.create(variant=variant, amount=150000)

    card.refresh_from_db()
    assert (card.due, [line.amount for line in card.lines.all()]) == (120000, [120000])


def test_wish_for_a_room_alone_takes_the_surcharge() -> None:
    conference = ConferenceFactory.create()
    variant = VariantFactory.create(conference=conference, price=100000, nights=2)
    room = ExtraFactory.create(conference=conference, kind=ExtraKind.SINGLE_ROOM, price=10000, is_per_night=True)
    data = card_input(conference, participant_input(variant, room_wish=RoomWish.ALONE))

    card = submit_card(conference=conference, data=data, texts=[])

    assert card.due == 120000
    assert [one.extra for one in card.participants.get().extras.all()] == [room]


def test_second_card_of_an_institution_has_no_first_person() -> None:
    conference = ConferenceFactory.create()
    variant = VariantFactory.create(conference=conference, price=120000)
    PriceFactory.create(variant=variant, rank=Rank.FURTHER, amount=100000)
    data = card_input(conference, participant_input(variant), participant_input(variant))

    cards = [submit_card(conference=conference, data=data, texts=[]) for _ in range(2)]

    assert [card.due for card in cards] == [220000, 200000]


@pytest.mark.parametrize(("known", "claimed", "due"), [(True, False, 90000), (False, True, 120000)])
def test_members_price_is_for_whom_the_association_knows_as_a_member(known: bool, claimed: bool, due: int) -> None:
    conference = ConferenceFactory.create()
    InstitutionFactory.create(
        association=conference.association, nip="1111111111", name="MOPS Radomsko", is_member=known
    )
    variant = VariantFactory.create(conference=conference, price=120000)
    PriceFactory.create(variant=variant, audience=Audience.MEMBERS, amount=90000)
    data = card_input(conference, participant_input(variant), is_member=claimed)

    card = submit_card(conference=conference, data=data, texts=[])

    assert (card.due, card.is_member) == (due, known)


def test_extra_without_a_free_place_refuses_the_whole_card() -> None:
    conference = ConferenceFactory.create()
    pool = PlacePoolFactory.create(conference=conference, name="Warsztat", size=1)
    workshop = ExtraFactory.create(conference=conference, kind=ExtraKind.WORKSHOP, price=0, pool=pool)
    variant = VariantFactory.create(conference=conference)
    one = card_input(conference, participant_input(variant, extras=(workshop,)))
    submit_card(conference=conference, data=one, texts=[])

    with pytest.raises(NoPlaces) as refused:
        submit_card(conference=conference, data=one, texts=[])

    assert refused.value.pool == pool
    assert ParticipationCard.objects.count() == 1
    assert pool.holds.count() == 1


@pytest.mark.parametrize(("keeps_together", "turns"), [(False, [1, 1, 1]), (True, [2, 1])])
def test_those_who_wait_get_turns_and_neither_places_nor_lines(keeps_together: bool, turns: list[int]) -> None:
    conference = ConferenceFactory.create()
    pool = PlacePoolFactory.create(conference=conference, size=1)
    full, other = (VariantFactory.create(conference=conference, price=100000) for _ in range(2))
    full.pools.add(pool)
    other.pools.add(pool)
    comes, waits = participant_input(full), participant_input(full, waits=True)
    people = (comes, waits, participant_input(other, waits=True), waits)
    data = card_input(conference, *people, keeps_together=keeps_together)

    card = submit_card(conference=conference, data=data, texts=[])

    states = [one.state for one in card.participants.order_by("pk")]
    assert states == ["registered", "waiting", "waiting", "waiting"]
    assert [entry.participants.count() for entry in card.waiting.order_by("pk")] == turns
    assert all(one.variant == entry.variant for entry in card.waiting.all() for one in entry.participants.all())
    assert (card.due, card.lines.count(), PlaceHold.objects.count()) == (100000, 1, 1)


def test_card_of_those_who_wait_alone_is_taken_and_sends_no_badge() -> None:
    conference = ConferenceFactory.create(expires_after_days=3)
    variant = VariantFactory.create(conference=conference)

    card = submit_card(
        conference=conference, data=card_input(conference, participant_input(variant, waits=True)), texts=[]
    )

    assert (card.due, card.expires_on) == (0, None)
    assert [letter.kind for letter in Letter.objects.all()] == ["card_received"]


def test_free_card_sends_badges_at_once() -> None:
    conference = ConferenceFactory.create()
    variant = VariantFactory.create(conference=conference, price=0)
    data = card_input(conference, *(participant_input(variant) for _ in range(2)))

    submit_card(conference=conference, data=data, texts=[])

    kinds = sorted(letter.kind for letter in Letter.objects.all())
    assert kinds == ["badge_ready", "badge_ready", "card_received"]


def test_discount_code_is_counted_and_given_back() -> None:
    conference = ConferenceFactory.create()
    variant = VariantFactory.create(conference=conference, price=100000)
    code = DiscountCodeFactory.create(conference=conference, percent=25, limit=1)
    data = card_input(conference, participant_input(variant), discount=code)

    card = submit_card(conference=conference, data=data, texts=[])
    with pytest.raises(DiscountUsedUp, match=f"Kod rabatowy {code.code} nie jest już ważny"):
        submit_card(conference=conference, data=data, texts=[])
    used = DiscountCode.objects.get().used
    cancel_card(card=card, by=None, reason="")

    assert (card.due, used, DiscountCode.objects.get().used) == (75000, 1, 0)
    assert ParticipationCard.objects.count() == 1


@pytest.mark.parametrize(("days", "is_taken"), [(-1, False), (0, True)])
def test_discount_code_is_valid_through_its_last_day(days: int, is_taken: bool) -> None:
    conference = ConferenceFactory.create()
    code = DiscountCodeFactory.create(
        conference=conference, valid_until=conference.today() + timedelta(days=days), percent=100
    )
    data = card_input(conference, participant_input(VariantFactory.create(conference=conference)), discount=code)
    with nullcontext() if is_taken else pytest.raises(DiscountUsedUp):
        submit_card(conference=conference, data=data, texts=[])

    assert ParticipationCard.objects.count() == int(is_taken)


def of_another_conference() -> dict[str, dict[str, object]]:
    return {
        "extra": {"extras": (ExtraFactory.create(),)},
        "answer": {"answers": (AnswerInput(QuestionFactory.create(), "tak"),)},
        "variant": {"variant": VariantFactory.create()},
    }


@pytest.mark.parametrize("what", ["extra", "answer", "variant"])
def test_what_another_conference_offers_is_refused(what: str) -> None:
    conference = ConferenceFactory.create()
    person = replace(
        participant_input(VariantFactory.create(conference=conference)),
        **of_another_conference()[what],  # type: ignore[arg-type]  # one field of several kinds
    )
    with pytest.raises(ValidationError, match="nie należy do oferty"):
        submit_card(conference=conference, data=card_input(conference, person), texts=[])


def test_another_conferences_discount_and_an_empty_card_are_refused() -> None:
    conference = ConferenceFactory.create()
    person = participant_input(VariantFactory.create(conference=conference))
    for data in (card_input(conference, person, discount=DiscountCodeFactory.create()), card_input(conference)):
        with pytest.raises(ValidationError, match="nie należy do oferty"):
            submit_card(conference=conference, data=data, texts=[])


def test_extra_of_another_variant_and_two_of_a_group_are_refused() -> None:
    conference = ConferenceFactory.create()
    variant, other = (VariantFactory.create(conference=conference, name=name) for name in ("Wariant I", "Wariant II"))
    elsewhere = ExtraFactory.create(conference=conference, name="Sauna")
    elsewhere.variants.add(other)
    workshops = tuple(ExtraFactory.create(conference=conference, group="warsztaty o 10.00") for _ in range(2))
    refusals = {
        "Sauna nie jest w ofercie wariantu Wariant I.": (elsewhere,),
        "Ewa Łoś może wybrać tylko jedno z: warsztaty o 10.00.": workshops,
    }
    for message, extras in refusals.items():
        person = participant_input(variant, last_name="Łoś", extras=extras)
        with pytest.raises(ValidationError) as refused:
            submit_card(conference=conference, data=card_input(conference, person), texts=[])
        assert refused.value.messages == [message]


def test_nobody_waits_where_no_list_is_kept() -> None:
    conference = ConferenceFactory.create(takes_waiting=False)
    person = participant_input(VariantFactory.create(conference=conference), waits=True)
    with pytest.raises(ValidationError, match="nie prowadzi listy oczekujących"):
        submit_card(conference=conference, data=card_input(conference, person), texts=[])


def test_submission_asks_as_little_for_eight_people_as_for_one() -> None:
    conference = ConferenceFactory.create()
    variant = VariantFactory.create(conference=conference)
    variant.pools.add(PlacePoolFactory.create(conference=conference))
    gala = ExtraFactory.create(conference=conference, pool=PlacePoolFactory.create(conference=conference))
    question = QuestionFactory.create(conference=conference)
    person = participant_input(variant, extras=(gala,), answers=(AnswerInput(question, "tak"),))
    counts = []
    for people in (1, 1, 8):
        with CaptureQueriesContext(connection) as asked:
            submit_card(conference=conference, data=card_input(conference, *[person] * people), texts=[])
        counts.append(len(asked))

    assert counts[1] == counts[2]
