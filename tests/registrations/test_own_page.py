"""A participant's own page: what they change, what they agree to, and whom they see."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from events.models import Conference
from registrations.enums import PERSONAL_CONSENTS, Diet, LegalKind, RoomWish
from registrations.models import AccessLink, Consent, Participant, ParticipationCard
from registrations.services import cancel_card, give_consent, link_for_card, link_for_participant, submit_card
from tests.factories.events import ConferenceFactory, VariantFactory, days_ahead
from tests.factories.registrations import LegalTextFactory, card_input, participant_input

pytestmark = pytest.mark.django_db
SLUGS = [kind.value.replace("_", "-") for kind in PERSONAL_CONSENTS]


def card_of(conference: Conference | None = None, *surnames: str, **person: Any) -> ParticipationCard:
    conference = conference or ConferenceFactory.create()
    variant = conference.variants.first() or VariantFactory.create(conference=conference, price=100)
    people = [participant_input(variant, last_name=name, **person) for name in surnames or ("Łoś", "Żak")]
    return submit_card(conference=conference, data=card_input(conference, *people), texts=[])


def someone(card: ParticipationCard, surname: str = "Łoś") -> Participant:
    return card.participants.get(last_name=surname)


def link_of(person: Participant) -> AccessLink:
    return link_for_participant(participant=person)


def shown(client: Client, person: Participant, page: str = "show-participant") -> str:
    return client.get(reverse(f"registrations:{page}", args=[link_of(person).token])).content.decode()


def change(client: Client, person: Participant, **typed: str) -> Any:
    address = reverse("registrations:change-own", args=[link_of(person).token])
    return client.post(address, {"diet": "standard", "room_wish": "any", **typed})


def test_own_data_are_changed_with_a_history(client: Client) -> None:
    person = someone(card_of())

    answer = change(
        client,
        person,
        diet="other",
        diet_note="bez orzechów",
        accessibility="miejsce na wózek",
        room_wish="named",
        roommate="Jan Żak",
        badge_text="Kierownik MOPS",
    )

    assert answer["Location"].endswith("?changed=yes")
    person.refresh_from_db()
    assert (person.diet, person.diet_note, person.room_wish) == (Diet.OTHER, "bez orzechów", RoomWish.NAMED)
    assert (person.roommate, person.badge_text) == ("Jan Żak", "Kierownik MOPS")
    newest = person.history.latest("history_id")
    assert (newest.history_user, newest.history_change_reason) == (None, "Uczestnik sam, na swojej stronie")
    page = client.get(answer["Location"]).content.decode()
    assert "Dane zostały zmienione." in page
    assert "Kierownik MOPS" in page
    count = person.history.count()
    change(
        client,
        person,
        diet="other",
        diet_note="bez orzechów",
        accessibility="miejsce na wózek",
        room_wish="named",
        roommate="Jan Żak",
        badge_text="Kierownik MOPS",
    )
    assert person.history.count() == count


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"room_wish": "named"}, "Proszę wpisać, z kim"),
        ({"diet": "other"}, "Proszę opisać dietę"),
        ({"diet": "mięso"}, "mięso"),
        ({"room_wish": "alone"}, "alone"),
        ({"badge_text": "<b>x</b>"}, "bez adresów stron"),
        ({"accessibility": "x" * 301}, "300"),
    ],
)
def test_wrong_answers_are_told_and_kept(client: Client, typed: dict[str, str], said: str) -> None:
    person = someone(card_of())

    page = change(client, person, **{"badge_text": "Zostaje", **typed}).content.decode()

    assert said in page
    assert "field-wrong" in page
    assert typed.get("badge_text", "Zostaje").replace("<", "&lt;").replace(">", "&gt;") in page
    assert person.history.count() == 1


def test_nothing_else_can_be_changed_by_the_page(client: Client) -> None:
    person = someone(card_of())
    before = Participant.objects.filter(pk=person.pk).values().get()

    change(client, person, last_name="Inna", state="cancelled", variant="1", email="x@example.org", badge_code="A")

    assert Participant.objects.filter(pk=person.pk).values().get() == before


def test_who_sleeps_alone_for_money_does_not_change_it_here(client: Client) -> None:
    person = someone(card_of())
    Participant.objects.filter(pk=person.pk).update(room_wish=RoomWish.ALONE)

    page = shown(client, person, "change-own")
    change(client, person, room_wish="any", diet="vegan")

    assert 'name="room_wish"' not in page
    person.refresh_from_db()
    assert (person.room_wish, person.diet) == (RoomWish.ALONE, Diet.VEGAN)


@pytest.mark.parametrize(
    ("conference", "may"),
    [
        ({"changes_until": days_ahead(0)}, True),
        ({"changes_until": days_ahead(-1)}, False),
        ({"starts_on": days_ahead(1), "ends_on": days_ahead(2)}, True),
        ({"starts_on": days_ahead(0), "ends_on": days_ahead(2)}, False),
    ],
)
def test_changes_are_taken_until_their_day(client: Client, conference: dict[str, Any], may: bool) -> None:
    card = card_of()
    Conference.objects.update(**conference)
    person = someone(card)

    assert ("Zmień" in shown(client, person)) == may
    change(client, person, diet="vegan")

    person.refresh_from_db()
    assert (person.diet == Diet.VEGAN) == may


def test_who_resigned_changes_nothing(client: Client) -> None:
    card = card_of()
    person = someone(card)
    cancel_card(card=card, by=None, reason="choroba")

    change(client, person, diet="vegan")

    person.refresh_from_db()
    assert person.diet == Diet.STANDARD


@pytest.mark.parametrize(("slug", "kind"), list(zip(SLUGS, PERSONAL_CONSENTS, strict=True)))
def test_each_consent_is_given_and_withdrawn_apart(client: Client, slug: str, kind: LegalKind) -> None:
    card = card_of()
    texts = {
        one: LegalTextFactory.create(association=card.conference.association, kind=one, title=one.value, version=3)
        for one in PERSONAL_CONSENTS
    }
    person = someone(card)
    address = reverse("registrations:set-consent", args=[link_of(person).token, slug])

    client.post(address, {"do": "give", "version": "2"})
    assert Consent.objects.count() == 0
    for _ in range(2):
        client.post(address, {"do": "give", "version": "3"})

    given = Consent.objects.get()
    assert (given.text, given.participant, given.withdrawn_at) == (texts[kind], person, None)
    for other in SLUGS:
        if other != slug:
            client.post(reverse("registrations:set-consent", args=[link_of(person).token, other]), {"do": "withdraw"})
    assert shown(client, person).count("Wycofaj zgodę") == 1
    client.post(address, {"do": "withdraw"})
    given.refresh_from_db()
    assert given.withdrawn_at is not None
    assert "Wycofano" in shown(client, person, "show-own-agreements")


def test_unknown_consent_is_not_there(client: Client) -> None:
    person = someone(card_of())
    for slug in ("terms", "privacy", "public-funding", "x"):
        address = reverse("registrations:set-consent", args=[link_of(person).token, slug])
        assert client.post(address, {"do": "give", "version": "1"}).status_code == 404
    assert Consent.objects.count() == 0


def agree_to_be_seen(person: Participant) -> Consent:
    text = person.conference.association.legal_texts.get(kind=LegalKind.VISIBLE_LIST)
    return give_consent(participant=person, text=text)


def test_participants_see_only_those_who_agreed(client: Client) -> None:
    conference, other = ConferenceFactory.create(), ConferenceFactory.create()
    for event in (conference, other):
        LegalTextFactory.create(association=event.association, kind=LegalKind.VISIBLE_LIST, title="Lista")
    card = card_of(conference, "Łoś", "Jawna", "Ukryta", "Wycofana")
    gone, elsewhere = card_of(conference, "Odeszła"), card_of(other, "Obca")
    for surname in ("Jawna", "Wycofana"):
        agree_to_be_seen(someone(card, surname))
    Consent.objects.filter(participant__last_name="Wycofana").update(withdrawn_at=timezone.now())
    agree_to_be_seen(someone(gone, "Odeszła"))
    agree_to_be_seen(someone(elsewhere, "Obca"))
    cancel_card(card=gone, by=None, reason="choroba")

    page = shown(client, someone(card))

    names = {name: name in page for name in ("Jawna", "Ukryta", "Wycofana", "Odeszła", "Obca")}
    assert names == {"Jawna": True, "Ukryta": False, "Wycofana": False, "Odeszła": False, "Obca": False}
    seen = someone(card, "Jawna")
    assert seen.badge_code not in page
    assert card.code not in page
    assert "Jawna" not in shown(client, someone(gone, "Odeszła"))
    assert "Jawna" not in shown(client, someone(elsewhere, "Obca"))


def test_own_page_asks_as_much_for_one_seen_as_for_three(client: Client, django_assert_num_queries: Any) -> None:
    conference = ConferenceFactory.create()
    LegalTextFactory.create(association=conference.association, kind=LegalKind.VISIBLE_LIST)
    card = card_of(conference, "Łoś", "Lis", "Mak")
    address = reverse("registrations:show-participant", args=[link_of(someone(card)).token])
    agree_to_be_seen(someone(card))
    with django_assert_num_queries(5):
        client.get(address)
    for surname in ("Lis", "Mak"):
        agree_to_be_seen(someone(card, surname))
    with django_assert_num_queries(5):
        client.get(address)


def test_what_was_agreed_to_is_shown_with_its_digest(client: Client) -> None:
    conference = ConferenceFactory.create()
    terms = LegalTextFactory.create(association=conference.association, version=7, body="Warunki <b>słowo w słowo</b>")
    image = LegalTextFactory.create(association=conference.association, kind=LegalKind.IMAGE, body="Zgoda na zdjęcia")
    variant = VariantFactory.create(conference=conference)
    data = card_input(conference, participant_input(variant, last_name="Łoś"))
    card = submit_card(conference=conference, data=data, texts=[terms])
    give_consent(participant=someone(card), text=image)

    of_card = client.get(
        reverse("registrations:show-agreements", args=[link_for_card(card=card).token])
    ).content.decode()
    of_person = shown(client, someone(card), "show-own-agreements")

    assert terms.sha256 in of_card
    assert "Warunki &lt;b&gt;słowo w słowo&lt;/b&gt;" in of_card
    assert image.sha256 not in of_card
    assert image.sha256 in of_person
    assert terms.sha256 not in of_person


def test_link_that_ran_out_opens_none_of_the_pages(client: Client) -> None:
    person = someone(card_of())
    link = link_of(person)
    AccessLink.objects.filter(pk=link.pk).update(expires_at=timezone.now() - timedelta(days=1))
    answers = [
        client.get(reverse(f"registrations:{page}", args=[link.token])).status_code
        for page in ("show-participant", "change-own", "show-own-agreements")
    ]
    assert answers == [404, 404, 404]
