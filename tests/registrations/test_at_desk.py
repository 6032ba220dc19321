"""Cards that staff take from somebody who stands before them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from events.enums import ConferenceState
from events.models import Conference
from registrations.models import ParticipationCard
from registrations.services import RegistrationClosed, submit_card
from tests.factories.accounts import UserFactory
from tests.factories.events import ConferenceFactory, VariantFactory
from tests.factories.registrations import card_input, participant_input

pytestmark = pytest.mark.django_db


def conference_on(day: int, **changes: object) -> Conference:
    """Three days long, the first of them so many days from now; registration closed before it."""
    first = timezone.localdate() + timedelta(days=day)
    closes = timezone.now() - timedelta(days=1) if day <= 0 else timezone.now() + timedelta(hours=1)
    return ConferenceFactory.create(starts_on=first, registration_closes_at=closes, payment_days=7, **changes)


def take(conference: Conference, *, by_staff: bool = True) -> ParticipationCard:
    data = card_input(conference, participant_input(VariantFactory.create(conference=conference)))
    return submit_card(conference=conference, data=data, texts=[], by=UserFactory.create() if by_staff else None)


def test_staff_take_cards_while_the_conference_is_on_and_institutions_do_not() -> None:
    conference = conference_on(-1)
    card = take(conference)

    assert card.history.get().history_user is not None
    assert card.pay_by == conference.today() + timedelta(days=7)
    with pytest.raises(RegistrationClosed):
        take(conference, by_staff=False)


@pytest.mark.parametrize(("day", "state"), [(-3, "published"), (-1, "draft"), (-1, "cancelled")])
def test_nobody_takes_cards_after_the_end_nor_of_what_is_not_published(day: int, state: str) -> None:
    conference = conference_on(day, state=ConferenceState(state))

    with pytest.raises(RegistrationClosed):
        take(conference)


def test_card_taken_before_the_first_day_is_to_be_paid_by_it() -> None:
    conference = conference_on(2)

    assert take(conference).pay_by == conference.starts_on
    assert take(conference, by_staff=False).history.get().history_user is None
