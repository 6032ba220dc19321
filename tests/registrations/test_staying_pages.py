"""Stay, extras and answers by the link of a card: what is asked, shown before it is confirmed, and kept when wrong."""

from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from registrations.enums import RoomWish
from registrations.inputs import AnswerInput
from registrations.invariants import broken
from registrations.models import Answer, Participant, ParticipationCard, Question
from registrations.services import change_answers, change_stay, link_for_card
from registrations.services.answer_files import FOLDER, sweep_answer_files
from tests.factories.events import days_ahead
from tests.factories.registrations import QuestionFactory
from tests.registrations import hostile_files as files
from tests.registrations.changes import person_of
from tests.registrations.staying import Stay, stay_with

pytestmark = pytest.mark.django_db
WHO = {"first_name": "Jan", "last_name": "Nowak", "email": "nowak@example.org", "diet": "vegan"}
ADDED = {f"p0-{name}": value for name, value in WHO.items()}


def address(card: ParticipationCard, name: Any, *values: object) -> str:
    return reverse(f"registrations:{name}", args=[link_for_card(card=card).token, *values])


def text(answer: Any) -> str:
    return str(answer.content.decode())


def ask(event: Stay, slug: str, **values: Any) -> Question:
    return QuestionFactory.create(conference=event.conference, slug=slug, label=f"Pytanie {slug}", **values)


def answers_of(owner: ParticipationCard | Participant) -> dict[str, str]:
    rows = owner.answers.select_related("question")
    if isinstance(owner, ParticipationCard):
        rows = rows.filter(participant=None)
    return {row.question.slug: row.value for row in rows}


def test_stay_is_filled_in_shown_with_its_difference_and_confirmed_once(client: Client) -> None:
    event = Stay()
    card = event.card("Łoś")
    where, typed = address(card, "change-stay", 1), event.typed(nights=event.nights(0), extras=["gala"])
    page = text(client.get(where))
    shown = text(client.post(where, {**typed, "do": "show"}))
    card.refresh_from_db()
    untouched = card.due
    answers = [client.post(where, {**typed, "do": "confirm", "difference": "18000"}) for _ in range(2)]

    card.refresh_from_db()
    assert 'value="gala"' in page
    assert "dopłata 180,00" in shown
    assert 'name="difference" value="18000"' in shown
    assert (untouched, card.due, [answer.status_code for answer in answers]) == (120001, 138001, [302, 302])
    assert person_of(card, "Łoś").nights.count() == 1
    assert list(broken()) == []


def test_choosing_otherwise_keeps_what_was_typed(client: Client) -> None:
    event = Stay()
    card = event.card("Łoś")
    typed = event.typed(room_wish="named", roommate="Anna Lis", extras=["gala"])
    page = text(client.post(address(card, "change-stay", 1), {**typed, "do": "edit"}))

    assert 'value="Anna Lis"' in page
    assert 'value="gala" checked' in page
    assert "error-summary" not in page


@pytest.mark.parametrize("difference", ["0", "", "-18000"])
def test_stay_at_a_price_that_was_not_shown_is_not_taken(client: Client, difference: str) -> None:
    event = Stay()
    card = event.card("Łoś")
    typed = event.typed(extras=["gala"])
    page = text(client.post(address(card, "change-stay", 1), {**typed, "do": "confirm", "difference": difference}))

    card.refresh_from_db()
    assert "Cena w międzyczasie się zmieniła" in page
    assert card.due == 120001


def test_full_extra_is_told_beside_it_and_what_was_typed_stays(client: Client) -> None:
    event = Stay(seats=1)
    taker = person_of(event.card("Mak"), "Mak")
    change_stay(participant=taker, stay=stay_with(taker, event.gala), by=None)
    card = event.card("Łoś")
    typed = event.typed(extras=["gala"], room_wish="named", roommate="Anna Lis")
    page = text(client.post(address(card, "change-stay", 1), {**typed, "do": "show"}))
    own = text(client.get(address(taker.card, "change-stay", 1)))

    assert "Brak wolnych miejsc: „gala”" in page
    assert 'value="Anna Lis"' in page
    assert 'value="gala" checked' in own


def test_after_the_last_day_a_stay_and_answers_are_refused(client: Client) -> None:
    event = Stay(changes_until=days_ahead(5))
    ask(event, "buty")
    card = event.card("Łoś")
    event.move_clock(days=6)

    for name in ("change-stay", "change-answers"):
        assert client.get(address(card, name, 1)).status_code == 200
        assert client.post(address(card, name, 1), {"do": "confirm"}).status_code == 409


def test_answers_are_corrected_with_the_questions_that_hang_on_them(client: Client) -> None:
    event = Stay()
    bus = ask(event, "bus", kind="boolean", is_required=True)
    ask(event, "train", shown_if=bus, shown_if_value="yes", is_required=True)
    card = event.card("Łoś")
    where, person = address(card, "change-answers", 1), person_of(card, "Łoś")
    wrong = text(client.post(where, {"q-bus": "yes", "q-train": ""}))
    client.post(where, {"q-bus": "yes", "q-train": "14:30"})
    with_train = answers_of(person)
    again = text(client.get(where))
    client.post(where, {"q-bus": "no", "q-train": "14:30"})

    assert "error-summary" in wrong
    assert with_train == {"bus": "yes", "train": "14:30"}
    assert 'value="14:30"' in again
    assert answers_of(person) == {"bus": "no"}
    assert person.revisions.count() == 4


def test_answer_of_the_card_takes_with_it_what_hangs_on_it(client: Client) -> None:
    event = Stay()
    coach = ask(event, "coach", target="card", kind="boolean")
    stop = ask(event, "stop", shown_if=coach, shown_if_value="yes")
    card = event.card("Łoś")
    where, person = address(card, "change-card-answers"), person_of(card, "Łoś")
    client.post(where, {"q-coach": "yes"})
    change_answers(card=card, participant=person, answers=[AnswerInput(stop, "Radomsko")], by=None)
    asked = text(client.get(address(card, "change-answers", 1)))
    client.post(where, {"q-coach": "no"})

    assert "Pytanie stop" in asked
    assert answers_of(card) == {"coach": "no"}
    assert answers_of(person) == {}


def photo() -> SimpleUploadedFile:
    return SimpleUploadedFile("legitymacja.jpg", files.photo(60, 40), "image/jpeg")


def note_on(page: str) -> str:
    return page.partition('name="q-skan-kept" value="')[2].partition('"')[0]


def test_file_is_kept_when_something_else_is_wrong_then_saved_replaced_and_taken_off(client: Client) -> None:
    event = Stay()
    ask(event, "skan", kind="file")
    ask(event, "buty", is_required=True)
    card = event.card("Łoś")
    where, person = address(card, "change-answers", 1), person_of(card, "Łoś")
    half = text(client.post(where, {"q-buty": "", "q-skan": photo()}))
    client.post(where, {"q-buty": "38", "q-skan-kept": note_on(half)})
    kept = person.answers.get(question__slug="skan")
    stored = str(kept.file)
    untouched = client.post(where, {"q-buty": "39"})
    page = text(client.post(where, {"q-buty": "39", "do": "drop-file:answers:skan"}))
    still = person.answers.filter(question__slug="skan").exists()
    client.post(where, {"q-buty": "39", "q-skan-kept": note_on(page)})

    assert (kept.value, default_storage.exists(stored)) == ("legitymacja.jpg", True)
    assert (untouched.status_code, still) == (302, True)
    assert answers_of(person) == {"buty": "39"}


def test_note_of_a_file_opens_nothing_on_another_card(client: Client) -> None:
    event = Stay()
    ask(event, "skan", kind="file")
    card, other = event.card("Łoś"), event.card("Mak")
    half = text(client.post(address(card, "change-answers", 1), {"q-skan": photo(), "do": "drop-file:x:y"}))
    for note in (note_on(half), "answers/2026/cudzy.pdf", "x" * 3000):
        client.post(address(other, "change-answers", 1), {"q-skan-kept": note})

    assert note_on(half)
    assert not Answer.objects.filter(card=other).exists()


def test_file_of_a_change_never_made_is_swept_away_and_an_answer_stays(client: Client) -> None:
    event = Stay()
    ask(event, "skan", kind="file")
    card = event.card("Łoś")
    where = address(card, "change-answers", 1)
    client.post(where, {"q-skan": photo(), "do": "drop-file:x:y"})
    client.post(where, {"q-skan": photo()})
    stored = str(Answer.objects.get(card=card).file)
    sweep_answer_files(today=days_ahead(2))
    fresh = len(default_storage.listdir(stored.rpartition("/")[0])[1])
    swept = sweep_answer_files(today=days_ahead(3))

    assert stored.startswith(FOLDER)
    assert fresh - swept >= 1
    assert default_storage.exists(stored)


def test_somebody_added_is_asked_everything_that_the_card_asks(client: Client) -> None:
    event = Stay()
    ask(event, "buty", is_required=True)
    card = event.card("Łoś")
    where, who = address(card, "add-person"), {**ADDED, "p0-variant": "full"}
    shown = text(client.post(where, {**who, "do": "next"}))
    stay = {f"s0-{name}": value for name, value in event.typed(room_wish="alone", extras=["gala"]).items()}
    unanswered = text(client.post(where, {**who, **stay, "stay_seen": "yes", "do": "add", "total": "158001"}))
    client.post(where, {**who, **stay, "stay_seen": "yes", "s0-q-buty": "38", "do": "add", "total": "158001"})

    card.refresh_from_db()
    added = person_of(card, "Nowak")
    assert "Pytanie buty" in shown
    assert "error-summary" in unanswered
    assert (added.room_wish, answers_of(added)) == (RoomWish.ALONE, {"buty": "38"})
    assert {taken.extra.slug for taken in added.extras.all()} == {"gala", "alone"}
    assert card.due == 120001 + 158001
    assert list(broken()) == []


def test_who_comes_instead_answers_anew_and_inherits_the_place_alone(client: Client) -> None:
    event = Stay()
    shoes = ask(event, "buty", is_required=True)
    card = event.card("Łoś")
    person = person_of(card, "Łoś")
    change_stay(participant=person, stay=stay_with(person, event.gala), by=None)
    change_answers(card=card, participant=person, answers=[AnswerInput(shoes, "rozmiar 42")], by=None)
    where = address(card, "exchange-person", 1)
    page = text(client.get(where))
    wrong = text(client.post(where, WHO))
    client.post(where, {**WHO, "q-buty": "38"})

    new = card.participants.get()
    assert "Pytanie buty" in page
    assert "rozmiar 42" not in page
    assert 'value="Nowak"' in wrong
    assert (new.full_name, answers_of(new)) == ("Jan Nowak", {"buty": "38"})
    assert [taken.extra.slug for taken in new.extras.all()] == ["gala"]
    assert not new.revisions.filter(kind="answer").exists()
    assert list(broken()) == []
