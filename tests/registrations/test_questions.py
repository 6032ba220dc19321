"""The organiser's own questions on the card: which are asked, what is taken for an answer, files among them."""

import io
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image
from pytest_django import DjangoCaptureOnCommitCallbacks

from registrations.models import Answer, CardDraft, ParticipationCard
from tests.factories.events import ConferenceFactory
from tests.registrations.typing_in import Clerk, clerk_of, person, question

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk(client: Client) -> Clerk:
    return clerk_of(client)


def photo() -> SimpleUploadedFile:
    drawn = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(drawn, "JPEG")
    return SimpleUploadedFile("../../zdjęcie\r\nX: 1.jpg", drawn.getvalue(), "text/html")


def fill_with(clerk: Clerk, stay: dict[str, Any], card: dict[str, Any]) -> None:
    clerk.fill(person(clerk.variant))
    clerk.post("stay", clerk.stay(stay))
    clerk.post("questions", card)


def test_step_of_the_card_is_there_only_when_the_card_is_asked(clerk: Clerk) -> None:
    before = clerk.see("statements")
    question(clerk.conference, "skad", target="card")

    assert "Krok 5 z 6" in before
    assert "Krok 6 z 7" in clerk.see("statements")


def test_answers_of_every_kind_reach_the_card(clerk: Clerk) -> None:
    question(clerk.conference, "tekst", target="card", is_required=True)
    question(clerk.conference, "liczba", target="card", kind="number")
    question(clerk.conference, "dzien", target="card", kind="date")
    question(clerk.conference, "jedna", kind="choice", choices="S\nM\n\nM\nL")
    question(clerk.conference, "kilka", kind="choices", choices="rano\nwieczorem")
    question(clerk.conference, "tak", kind="boolean", is_required=True)
    stay = {"q-jedna": "M", "q-kilka": ["rano", "wieczorem"], "q-tak": "no"}
    fill_with(clerk, stay, {"q-tekst": " z  listu ", "q-liczba": "1 200,5", "q-dzien": "13.06.2024"})
    summary = clerk.see("summary")
    clerk.send()

    assert {one.question.slug: one.value for one in Answer.objects.filter(participant=None)} == {
        "tekst": "z listu",
        "liczba": "1200.5",
        "dzien": "2024-06-13",
    }
    assert {one.question.slug: one.value for one in Answer.objects.exclude(participant=None)} == {
        "jedna": "M",
        "kilka": "rano\nwieczorem",
        "tak": "no",
    }
    assert "rano, wieczorem" in summary
    assert "13.06.2024" in summary


@pytest.mark.parametrize(
    ("kind", "value", "message"),
    [
        ("text", "", "To pole jest wymagane."),
        ("text", "x" * 501, "najwyżej 500"),
        ("text", "a\nb", "To pole mieści jeden wiersz."),
        ("number", "9" * 400, "Proszę wpisać liczbę cyframi"),
        ("number", "1e999", "Proszę wpisać liczbę cyframi"),
        ("number", "٣", "Proszę wpisać liczbę cyframi"),
        ("date", "31.02.2024", "Wpisz poprawną datę."),
        ("date", "0001-01-01", "Wpisz poprawną datę."),
        ("choice", "XXL", "Wybierz poprawną wartość."),
        ("choices", "XXL", "Wybierz poprawną wartość."),
        ("boolean", "maybe", "Wybierz poprawną wartość."),
    ],
)
def test_wrong_answer_is_refused_at_its_field(clerk: Clerk, kind: str, value: str, message: str) -> None:
    question(clerk.conference, "pytanie", target="card", kind=kind, choices="S\nM", is_required=True)

    page = clerk.post("questions", {"q-pytanie": value}).content.decode()
    clerk.fill(person(clerk.variant))
    clerk.send()

    assert page.count(message) == 2
    assert "error-summary" in page
    assert not ParticipationCard.objects.exists()


def test_question_of_another_conference_is_passed_over(clerk: Clerk) -> None:
    question(clerk.conference, "nasze", target="card")
    question(ConferenceFactory.create(), "cudze", target="card")

    fill_with(clerk, {}, {"q-nasze": "tak", "q-cudze": "tak"})
    clerk.send()

    assert [one.question.slug for one in Answer.objects.all()] == ["nasze"]


def test_follow_up_is_required_only_after_the_answer_that_asks_for_it(clerk: Clerk) -> None:
    bus = question(clerk.conference, "autokar", kind="boolean", is_required=True)
    question(clerk.conference, "pociag", shown_if=bus, shown_if_value="yes", is_required=True)
    clerk.fill(person(clerk.variant))
    shown = clerk.see("stay")

    asked = clerk.post("stay", clerk.stay({"q-autokar": "yes"})).content.decode()
    not_asked = clerk.post("stay", clerk.stay({"q-autokar": "no", "q-pociag": "9.15"}))
    clerk.send()

    assert "Tylko jeśli odpowiedź na „Pytanie autokar” to „tak”." in shown
    assert f'data-shown-when="{clerk.keys()[0]}-q-autokar:yes"' in shown
    assert asked.count("To pole jest wymagane.") == 2
    assert not_asked.status_code == 302
    assert [one.question.slug for one in Answer.objects.all()] == ["autokar"]


def test_participant_is_asked_what_follows_from_an_answer_of_the_card(clerk: Clerk) -> None:
    own = question(clerk.conference, "dojazd", target="card", kind="choice", choices="autem\npociągiem")
    question(clerk.conference, "rejestracja", shown_if=own, shown_if_value="autem", is_required=True)
    clerk.fill(person(clerk.variant))
    name = f"{clerk.keys()[0]}-q-rejestracja"

    clerk.post("questions", {"q-dojazd": "pociągiem"})
    by_train = clerk.see("stay")
    clerk.post("questions", {"q-dojazd": "autem"})

    assert name not in by_train
    assert name in clerk.see("stay")
    assert "W tym kroku czegoś brakuje:" in clerk.see("summary")


def test_questions_that_follow_each_other_in_a_circle_are_not_asked(clerk: Clerk) -> None:
    first = question(clerk.conference, "a", target="card", is_required=True)
    second = question(clerk.conference, "b", target="card", is_required=True, shown_if=first, shown_if_value="x")
    first.shown_if, first.shown_if_value = second, "x"
    first.save()

    fill_with(clerk, {}, {"q-a": "x", "q-b": "x"})
    clerk.send()

    assert ParticipationCard.objects.count() == 1
    assert not Answer.objects.exists()


def test_file_is_kept_under_a_name_nobody_guesses_and_goes_with_the_card(clerk: Clerk, settings: Any) -> None:
    question(clerk.conference, "skan", kind="file", is_required=True)
    clerk.fill(person(clerk.variant))
    name = f"{clerk.keys()[0]}-q-skan"
    missing = clerk.post("stay", clerk.stay({})).content.decode()
    clerk.post("stay", {**clerk.stay({}), name: photo()}, do="keep")
    page = clerk.see("stay")
    again = clerk.post("stay", clerk.stay({}))
    clerk.send()

    assert missing.count("To pole jest wymagane.") == 2
    assert "Załączono: <strong>" in page
    assert again.status_code == 302
    answer = Answer.objects.get()
    stored = str(answer.file.name)
    assert "\r" not in answer.value
    assert stored.startswith("answers/")
    assert "zdj" not in stored
    with default_storage.open(stored) as kept:
        assert kept.read(2) == b"\xff\xd8"


def test_new_file_takes_the_place_of_the_old_and_can_be_taken_off(
    clerk: Clerk, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    question(clerk.conference, "skan", target="card", kind="file")
    names = []
    for _ in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            clerk.post("questions", {"q-skan": photo()})
        names.append(CardDraft.objects.get().typed["files"]["card"]["skan"]["file"])
    with django_capture_on_commit_callbacks(execute=True):
        clerk.post("questions", {}, do="drop-file:card:skan")

    assert names[0] != names[1]
    assert [default_storage.exists(name) for name in names] == [False, False]
    assert CardDraft.objects.get().typed["files"] == {"card": {}}


@pytest.mark.parametrize("content", [b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"MZ", b"", b"\xff\xd8\xff broken"])
@pytest.mark.parametrize("wish", ["next", "back"])
def test_file_of_another_kind_is_refused_whatever_its_name(clerk: Clerk, content: bytes, wish: str) -> None:
    question(clerk.conference, "skan", target="card", kind="file", is_required=True)
    question(clerk.conference, "tekst", target="card")

    sent = {"q-skan": SimpleUploadedFile("skan.pdf", content, "application/pdf"), "q-tekst": "zostaje"}
    page = clerk.post("questions", sent, do=wish).content.decode()

    assert "error-summary" in page
    assert 'value="zostaje"' in page
    assert "files" not in CardDraft.objects.get().typed


@pytest.mark.parametrize("wish", ["drop-file:card:nie-ma", "drop-file:", "drop-file:::\x00", "drop-file:" + "9" * 400])
def test_taking_off_a_file_that_is_not_there_does_no_harm(clerk: Clerk, wish: str) -> None:
    question(clerk.conference, "skan", target="card", kind="file")

    assert clerk.post("questions", {}, do=wish).status_code == 302


def test_files_are_named_by_the_draft_and_never_by_a_post(clerk: Clerk) -> None:
    question(clerk.conference, "skan", target="card", kind="file")
    fill_with(clerk, {}, {"q-skan": "../../etc/passwd", "files": '{"card": {"skan": "x"}}'})
    clerk.send()

    assert ParticipationCard.objects.count() == 1
    assert not Answer.objects.exists()
