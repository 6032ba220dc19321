import pytest

from events.models import PlacePool
from mailings.models import Letter
from registrations.enums import ParticipantState, WaitingState
from registrations.invariants import broken
from registrations.models import Participant, ParticipationCard, PlaceHold, WaitingEntry
from registrations.services import cancel_card, submit_card
from registrations.services.places import hold_places, release_places
from tests.factories.events import (
    ConferenceFactory,
    DiscountCodeFactory,
    ExtraFactory,
    PlacePoolFactory,
    VariantFactory,
)
from tests.factories.registrations import card_input, participant_input

pytestmark = pytest.mark.django_db


@pytest.fixture
def card() -> ParticipationCard:
    conference = ConferenceFactory.create()
    variant = VariantFactory.create(conference=conference, price=120000)
    variant.pools.add(PlacePoolFactory.create(conference=conference, name="Hotel"))
    people = [participant_input(variant) for _ in range(2)]
    return submit_card(conference=conference, data=card_input(conference, *people), texts=[])


def test_submitted_and_cancelled_cards_break_nothing(card: ParticipationCard) -> None:
    submitted = list(broken())
    cancel_card(card=card, by=None, reason="choroba")

    assert submitted == []
    assert list(broken()) == []


def test_wrong_counter_is_found(card: ParticipationCard) -> None:
    PlacePool.objects.update(taken=1)

    assert list(broken()) == [f"Pool Hotel of {card.conference}: the counter says 1, 2 places are held."]


def test_place_of_a_cancelled_participant_is_found(card: ParticipationCard) -> None:
    gone = card.participants.first()
    assert gone is not None
    Participant.objects.filter(pk=gone.pk).update(state=ParticipantState.CANCELLED)

    assert list(broken()) == [f"Participant {gone.pk} holds a place in Hotel that is not theirs."]


def test_participant_without_place_is_found(card: ParticipationCard) -> None:
    first = PlaceHold.objects.order_by("pk").first()
    assert first is not None
    first.delete()
    PlacePool.objects.update(taken=1)

    assert list(broken()) == [f"Participant {first.participant_id} holds no place in a pool of their variant."]


def test_place_in_a_pool_of_another_variant_is_found(card: ParticipationCard) -> None:
    other = PlacePoolFactory.create(conference=card.conference, name="Sala", taken=1)
    holder = card.participants.first()
    assert holder is not None
    PlaceHold.objects.create(participant=holder, pool=other)

    assert list(broken()) == [f"Participant {holder.pk} holds a place in Sala that is not theirs."]


def test_wrong_sum_is_found(card: ParticipationCard) -> None:
    ParticipationCard.objects.update(due=1)

    assert list(broken()) == [f"Card {card.code}: 1 is due, its lines make 240000."]


def test_stranger_on_a_card_is_found(card: ParticipationCard) -> None:
    stranger = card.participants.first()
    assert stranger is not None
    Participant.objects.filter(pk=stranger.pk).update(conference=ConferenceFactory.create())

    assert list(broken()) == [f"Participant {stranger.pk} of card {card.code} belongs to another conference."]


def test_card_without_letter_is_found(card: ParticipationCard) -> None:
    Letter.objects.all().delete()

    assert list(broken()) == [f"Card {card.code} was submitted, but its letter was never written."]


@pytest.fixture
def card_with_gala() -> ParticipationCard:
    conference = ConferenceFactory.create()
    variant = VariantFactory.create(conference=conference)
    gala = ExtraFactory.create(
        conference=conference, name="Kolacja", pool=PlacePoolFactory.create(conference=conference, name="Sala")
    )
    data = card_input(conference, participant_input(variant, extras=(gala,)))
    return submit_card(conference=conference, data=data, texts=[])


def test_place_of_an_extra_is_the_participants(card_with_gala: ParticipationCard) -> None:
    assert PlaceHold.objects.count() == 1
    assert list(broken()) == []


def test_extra_without_place_is_found(card_with_gala: ParticipationCard) -> None:
    hold = PlaceHold.objects.get()
    hold.delete()
    PlacePool.objects.update(taken=0)

    assert list(broken()) == [f"Participant {hold.participant_id} holds no place for Kolacja."]


def test_place_of_an_extra_no_longer_taken_is_found(card_with_gala: ParticipationCard) -> None:
    holder = card_with_gala.participants.get()
    holder.extras.all().delete()

    assert list(broken()) == [f"Participant {holder.pk} holds a place in Sala that is not theirs."]


@pytest.fixture
def waiting_card(card: ParticipationCard) -> ParticipationCard:
    variant = card.conference.variants.get()
    data = card_input(card.conference, participant_input(variant, waits=True))
    return submit_card(conference=card.conference, data=data, texts=[])


def test_those_who_wait_break_nothing_before_and_after(waiting_card: ParticipationCard) -> None:
    waiting = list(broken())
    cancel_card(card=waiting_card, by=None, reason="")

    assert waiting == []
    assert list(broken()) == []


def test_who_waits_holds_a_place_only_while_one_is_offered(waiting_card: ParticipationCard) -> None:
    waits = waiting_card.participants.get()
    hold_places([waits])
    without_offer = list(broken())
    WaitingEntry.objects.update(state=WaitingState.OFFERED, offer_until=waiting_card.conference.now())
    with_offer = list(broken())
    release_places([waits])

    assert without_offer == [f"Participant {waits.pk} holds a place in Hotel that is not theirs."]
    assert with_offer == []
    assert list(broken()) == [f"Participant {waits.pk} holds no place in a pool of their variant."]


def test_who_waits_without_a_turn_is_found(waiting_card: ParticipationCard) -> None:
    waits = waiting_card.participants.get()
    turn = WaitingEntry.objects.get()
    Participant.objects.filter(pk=waits.pk).update(waiting=None)

    assert list(broken()) == [
        f"Participant {waits.pk} waits without an open turn.",
        f"Turn {turn.pk} of card {waiting_card} is open, and nobody waits.",
    ]


def test_wrong_count_of_a_discount_code_is_found(card: ParticipationCard) -> None:
    DiscountCodeFactory.create(conference=card.conference, code="RABAT", used=1)

    assert list(broken()) == ["Discount code RABAT says it is used 1 times, 0 cards use it."]
