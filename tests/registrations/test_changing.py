"""Changes of a card that was sent."""

import pytest
from django.core.exceptions import ValidationError

from events.models import Conference, PlacePool, Price, PriceLevel
from events.services import NoPlaces
from mailings.models import Letter
from registrations.enums import LegalKind, LineKind, RoomWish
from registrations.inputs import NewPerson, Party
from registrations.invariants import broken
from registrations.models import AccessLink, Consent, Participant, ParticipationCard
from registrations.services import (
    CardClosed,
    NotOffered,
    TooLate,
    add_participant,
    cancel_card,
    change_card,
    change_participant,
    change_variant,
    exchange_participant,
    give_consent,
    link_for_participant,
    settle_card,
)
from tests.factories.accounts import UserFactory
from tests.factories.events import DiscountCodeFactory, ExtraFactory, days_ahead
from tests.factories.registrations import LegalTextFactory
from tests.registrations.changes import Event, person_of

pytestmark = pytest.mark.django_db
NOWAK = NewPerson(first_name="Jan", last_name="Nowak-Ćma", email="nowak@example.org", position="kierownik")


def test_data_are_corrected_searched_for_and_told() -> None:
    card = Event().card("Łoś")
    person = change_participant(
        participant=person_of(card, "Łoś"), changes={"last_name": "Łoś-Mak", "position": "księgowa"}, by=None
    )

    assert "los-mak" in person.search_text
    assert person.history.count() == 2
    assert "Ewa Łoś-Mak" in Letter.objects.get(kind="card_changed").text


def test_the_same_data_again_change_and_tell_nothing() -> None:
    card = Event().card("Łoś")

    change_participant(participant=person_of(card, "Łoś"), changes={"last_name": "Łoś"}, by=None)

    assert not Letter.objects.filter(kind="card_changed").exists()


@pytest.mark.parametrize("name", ["badge_code", "card", "state", "variant", "arrived_at", "pk", "certificate_code"])
def test_what_is_not_data_of_a_person_is_not_changed(name: str) -> None:
    card = Event().card("Łoś")

    with pytest.raises(ValueError, match=name):
        change_participant(participant=person_of(card, "Łoś"), changes={name: "x"}, by=None)


def test_new_address_gets_a_new_link_and_the_badge_and_the_old_link_dies() -> None:
    card = Event().card("Łoś")
    settle_card(card=card, settled=card.due, by=None)
    person = person_of(card, "Łoś")
    old = link_for_participant(participant=person)

    change_participant(participant=person, changes={"email": "dobra@example.org"}, by=None)

    old.refresh_from_db()
    assert old.revoked_at is not None
    letters = Letter.objects.filter(kind="badge_ready").order_by("pk")
    assert [letter.to_email for letter in letters] == ["los@example.org", "dobra@example.org"]
    assert old.token not in letters[1].text


def test_exchanged_person_gets_place_price_and_a_badge_of_their_own() -> None:
    event = Event()
    card = event.card("Łoś")
    settle_card(card=card, settled=card.due, by=None)
    person = person_of(card, "Łoś")
    old_code, old_link = person.badge_code, link_for_participant(participant=person)
    text = LegalTextFactory.create(association=event.conference.association, kind=LegalKind.IMAGE)
    give_consent(participant=person, text=text)
    due, beds = card.due, event.beds_taken()

    new = exchange_participant(participant=person, person=NOWAK, by=None)

    card.refresh_from_db()
    assert (card.due, event.beds_taken(), new.pk) == (due, beds, person.pk)
    assert new.badge_code != old_code
    assert list(AccessLink.objects.valid().filter(participant=new, pk=old_link.pk)) == []
    assert Consent.objects.get(participant=new).withdrawn_at is not None
    letters = Letter.objects.filter(kind="badge_ready").order_by("pk")
    assert [letter.to_email for letter in letters] == ["los@example.org", "nowak@example.org"]
    assert new.history.latest().history_change_reason == "Jan Nowak-Ćma zamiast Ewa Łoś"
    assert list(broken()) == []


def test_person_who_has_arrived_is_not_exchanged() -> None:
    card = Event().card("Łoś")
    Participant.objects.update(arrived_at=card.submitted_at)

    with pytest.raises(CardClosed):
        exchange_participant(participant=person_of(card, "Łoś"), person=NOWAK, by=None)


def test_variant_changes_with_places_nights_and_the_difference_at_todays_price() -> None:
    event = Event()
    card = event.card("Łoś", variant=event.day)
    late = PriceLevel.objects.create(conference=event.conference, name="Późna", until=None)
    Price.objects.create(variant=event.full, level=late, amount=150000)
    Price.objects.create(variant=event.day, level=late, amount=90000)
    person = person_of(card, "Łoś")

    change_variant(participant=person, variant=event.full, by=None)
    card.refresh_from_db()
    dearer = card.due, event.beds_taken(), person.nights.count()
    change_variant(participant=person, variant=event.day, by=None)
    card.refresh_from_db()

    assert dearer == (150000, 1, 2)
    assert (card.due, event.beds_taken(), person.nights.count()) == (90000, 0, 0)
    changes = card.lines.filter(kind=LineKind.CHANGE).values_list("amount", flat=True)
    assert list(changes) == [-80000, 150000, -150000, 90000]
    told = Letter.objects.filter(kind="card_changed").order_by("pk")
    assert "700,00" in told[0].text
    assert "600,00" in told[1].text
    assert list(broken()) == []


def test_variant_without_places_leaves_everything_as_it_was() -> None:
    event = Event(beds=1)
    event.card("Żak")
    card = event.card("Łoś", variant=event.day)

    with pytest.raises(NoPlaces):
        change_variant(participant=person_of(card, "Łoś"), variant=event.full, by=None)

    card.refresh_from_db()
    assert (card.due, person_of(card, "Łoś").variant, card.lines.count()) == (80000, event.day, 1)
    assert list(broken()) == []


def test_variant_of_the_same_pool_needs_no_second_place() -> None:
    event = Event(beds=1)
    card = event.card("Łoś")
    event.day.pools.add(event.hotel)

    change_variant(participant=person_of(card, "Łoś"), variant=event.day, by=None)

    assert event.beds_taken() == 1
    assert list(broken()) == []


def test_variant_of_another_conference_is_not_offered() -> None:
    card, other = Event().card("Łoś"), Event()

    with pytest.raises(NotOffered):
        change_variant(participant=person_of(card, "Łoś"), variant=other.full, by=None)


def test_extra_that_the_new_variant_lacks_is_given_up_and_another_keeps_its_price() -> None:
    event = Event()
    gala_places = PlacePool.objects.create(conference=event.conference, name="Gala", size=5)
    visit = ExtraFactory.create(conference=event.conference, price=5000)
    gala = ExtraFactory.create(conference=event.conference, price=10000, pool=gala_places)
    gala.variants.add(event.full)
    card = event.card("Mak")
    added = add_participant(card=card, person=event.person("Łoś", extras=(visit, gala)), by=None)
    visit.price = 9900
    visit.save()

    change_variant(participant=added, variant=event.day, by=None)

    card.refresh_from_db()
    gala_places.refresh_from_db()
    assert card.due == 120001 + 80000 + 5000
    assert [taken.extra for taken in added.extras.all()] == [visit]
    assert gala_places.taken == 0
    assert list(broken()) == []


def test_per_cent_of_a_discount_follow_the_variant() -> None:
    event = Event()
    code = DiscountCodeFactory.create(conference=event.conference, percent=10, amount=None)
    card = event.card("Łoś", discount=code)

    change_variant(participant=person_of(card, "Łoś"), variant=event.day, by=None)

    card.refresh_from_db()
    assert card.due == 72000
    assert list(broken()) == []


def test_wish_for_a_room_alone_brings_its_surcharge_and_takes_it_away() -> None:
    event = Event()
    ExtraFactory.create(conference=event.conference, kind="single_room", price=10000, is_per_night=True)
    card = event.card("Łoś")
    person = person_of(card, "Łoś")

    change_participant(participant=person, changes={"room_wish": RoomWish.ALONE}, by=None)
    card.refresh_from_db()
    alone = card.due
    change_participant(participant=person, changes={"room_wish": RoomWish.ANY}, by=None)
    card.refresh_from_db()

    assert (alone, card.due) == (140001, 120001)
    assert person.extras.count() == 0
    assert list(broken()) == []


def test_added_person_pays_todays_price_and_gives_a_settled_card_time() -> None:
    event = Event(payment_days=5, expires_after_days=3)
    card = event.card("Łoś")
    settle_card(card=card, settled=card.due, by=None)
    event.move_clock(days=10)

    add_participant(card=card, person=event.person("Żak", variant=event.day), by=None)

    card.refresh_from_db()
    assert card.due == 200001
    assert card.pay_by == days_ahead(15)
    assert card.expires_on == days_ahead(18)
    assert list(broken()) == []


def test_adding_to_a_late_card_does_not_make_it_timely() -> None:
    event = Event(payment_days=5)
    card = event.card("Łoś")
    event.move_clock(days=10)

    add_participant(card=card, person=event.person("Żak"), by=None)

    card.refresh_from_db()
    assert card.pay_by == days_ahead(5)


def test_nobody_is_added_without_a_place_nor_after_registration_but_by_staff() -> None:
    event = Event(beds=1)
    card = event.card("Łoś")
    with pytest.raises(NoPlaces):
        add_participant(card=card, person=event.person("Żak"), by=None)
    Conference.objects.update(registration_closes_at=event.conference.now())
    event.conference.refresh_from_db()
    with pytest.raises(TooLate):
        add_participant(card=card, person=event.person("Żak", variant=event.day), by=None)
    add_participant(card=card, person=event.person("Mak", variant=event.day), by=UserFactory.create())

    assert sorted(card.participants.values_list("last_name", flat=True)) == ["Mak", "Łoś"]
    assert list(broken()) == []


def test_what_another_conference_sells_is_not_added() -> None:
    event, other = Event(), Event()
    card = event.card("Łoś")

    with pytest.raises(ValidationError):
        add_participant(card=card, person=other.person("Żak"), by=None)


def test_changes_end_on_the_organisers_day_for_institutions_and_at_the_end_for_staff() -> None:
    event = Event(changes_until=days_ahead(5))
    card = event.card("Łoś")
    person = person_of(card, "Łoś")
    event.move_clock(days=5)
    change_participant(participant=person, changes={"position": "a"}, by=None)
    event.move_clock(days=1)
    with pytest.raises(TooLate):
        change_participant(participant=person, changes={"position": "b"}, by=None)
    with pytest.raises(TooLate):
        change_card(card=card, changes={"remarks": "b"}, by=None)
    event.move_to_start()
    change_participant(participant=person, changes={"position": "c"}, by=UserFactory.create())

    person.refresh_from_db()
    assert person.position == "c"


def test_nothing_is_changed_on_a_card_that_has_ended() -> None:
    event = Event()
    card = event.card("Łoś")
    person = person_of(card, "Łoś")
    cancel_card(card=card, by=None, reason="")
    attempts = (
        lambda: change_participant(participant=person, changes={"position": "b"}, by=None),
        lambda: exchange_participant(participant=person, person=NOWAK, by=None),
        lambda: change_variant(participant=person, variant=event.day, by=None),
        lambda: add_participant(card=card, person=event.person("Żak"), by=None),
        lambda: change_card(card=card, changes={"remarks": "b"}, by=None),
    )

    for attempt in attempts:
        with pytest.raises(CardClosed):
            attempt()

    assert list(broken()) == []


def test_card_is_corrected_with_its_buyer_and_the_contact_before_is_told_too() -> None:
    card: ParticipationCard = Event().card("Łoś")
    buyer = Party("Gmina Kluki", "ul. Polna 1", "97-415", "Kluki", "3333333333")

    change_card(card=card, changes={"contact_email": "nowy@example.org", "buyer": buyer, "recipient": None}, by=None)

    parties = {party.role: party.name for party in card.parties.all()}
    assert parties == {"institution": "MOPS Radomsko", "buyer": "Gmina Kluki"}
    letters = Letter.objects.filter(kind="card_changed").values_list("to_email", flat=True)
    assert sorted(letters) == ["anna.los@example.org", "nowy@example.org"]
    assert card.history.count() == 2


def test_what_a_card_said_of_its_parties_before_is_kept_beside_the_fact() -> None:
    card: ParticipationCard = Event().card("Łoś")
    before = {party.role: party.in_words for party in card.parties.all()}
    buyer = Party("Gmina Kluki", "ul. Polna 1", "97-415", "Kluki", "3333333333")
    clerk = UserFactory.create()

    for _twice in range(2):
        change_card(card=card, changes={"buyer": buyer, "recipient": None}, by=clerk, reason="na prośbę")

    fact = card.history.latest("history_id")
    assert (fact.history_user, fact.history_change_reason) == (clerk, "na prośbę")
    assert list(card.revisions.values_list("kind", "before", "after", "fact")) == [
        ("buyer", before["buyer"], "Gmina Kluki, ul. Polna 1, 97-415 Kluki, NIP 3333333333", fact.history_id),
        ("recipient", before["recipient"], "", fact.history_id),
    ]
