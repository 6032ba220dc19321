from datetime import date, datetime, time, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from events.enums import ExtraKind
from events.models import Conference
from payments.documents.stays import stay_of, stays_of_card
from program.enums import SessionKind
from registrations.models import Night, ParticipantExtra
from registrations.services import link_for_card, link_for_participant
from tests.events.paper_reading import pages_of, text_of
from tests.factories.documents import paid_card, sold_conference
from tests.factories.events import ExtraFactory
from tests.factories.program import SessionFactory

pytestmark = pytest.mark.django_db


def serve(conference: Conference, on: date, at: int, kind: SessionKind = SessionKind.MEAL) -> None:
    begins = timezone.make_aware(datetime.combine(on, time(at)))
    SessionFactory.create(conference=conference, kind=kind, starts_at=begins, ends_at=begins + timedelta(hours=1))


def end(conference: Conference) -> None:
    Conference.objects.filter(pk=conference.pk).update(clock_shift=timedelta(days=40))


def test_meals_are_those_of_the_programme_and_breakfast_follows_a_night() -> None:
    conference = sold_conference()
    first = conference.starts_on
    person = paid_card(conference).participants.get()
    Night.objects.filter(participant=person).delete()
    Night.objects.create(participant=person, on=first)
    serve(conference, first, 14)
    serve(conference, first, 19)
    serve(conference, first + timedelta(days=1), 13)
    stay = stay_of(person)
    assert stay is not None
    given = [(day.breakfast, day.dinner, day.supper, day.night) for day in stay.days]
    assert given == [(False, True, True, True), (True, True, False, False), (False, False, False, False)]
    assert (stay.breakfasts, stay.dinners, stay.suppers, stay.nights) == (1, 2, 1, 1)


def test_a_gala_sold_apart_is_the_supper_of_its_guests() -> None:
    conference = sold_conference()
    gala = ExtraFactory.create(conference=conference, kind=ExtraKind.GALA)
    serve(conference, conference.starts_on, 19, SessionKind.GALA)
    guest, other = paid_card(conference, people=2).participants.order_by("pk")
    ParticipantExtra.objects.create(participant=guest, extra=gala)
    suppers = {stay.participant.pk: stay.suppers for stay in stays_of_card(guest.card)}
    assert suppers == {guest.pk: 1, other.pk: 0}


def test_who_did_not_come_has_no_stay_where_the_door_was_watched() -> None:
    conference = sold_conference()
    here, away = paid_card(conference, people=2).participants.order_by("pk")
    assert len(stays_of_card(here.card)) == 2
    here.arrived_at = timezone.now()
    here.save()
    assert [stay.participant for stay in stays_of_card(here.card)] == [here]
    assert stay_of(away) is None


def test_the_paper_comes_by_link_after_the_conference_and_not_before() -> None:
    conference = sold_conference()
    card = paid_card(conference, people=2)
    person = card.participants.order_by("pk")[0]
    addresses = [
        reverse("payments:download-stays", args=[link_for_card(card=card).token]),
        reverse("payments:download-own-stay", args=[link_for_participant(participant=person).token]),
    ]
    assert [Client().get(address).status_code for address in addresses] == [404, 404]
    end(conference)
    of_card, own = (Client().get(address).content for address in addresses)
    assert (pages_of(of_card), pages_of(own)) == (2, 1)
    text = text_of(own)
    assert person.full_name in text
    assert "Potwierdzenie udziału" in text
    assert "Razem" in text
