from collections.abc import Callable

from django.core.files.base import ContentFile
from django.test import Client

from registrations.enums import QuestionKind, QuestionTarget, Tone
from registrations.models import Answer, Label, Question
from registrations.services.notes import label_card, label_participant, save_label
from tests.panel.conftest import House

Enter = Callable[[str], Client]
HOSTILE = "<script>alert(1)</script>{{7*7}}"


def test_note_is_written_shown_and_removed(house: House, enter: Enter) -> None:
    card = house.card("Łoś")
    client = enter("Oskar")

    client.post(house.address("add-note", card.code), {"text": HOSTILE})
    page = client.get(house.address("show-card", card.code)).content.decode()
    note = card.notes.get()
    for _ in range(2):
        client.post(house.address("remove-note", card.code), {"note": str(note.pk)})

    assert note.author == house.people["Oskar"]
    assert "&lt;script&gt;alert(1)&lt;/script&gt;{{7*7}}" in page
    assert not card.notes.exists()
    assert "Oskar" in card.history.latest().history_change_reason


def test_note_of_another_card_stays(house: House, enter: Enter) -> None:
    card, other = house.card("Łoś"), house.card("Ryś")
    enter("Oskar").post(house.address("add-note", other.code), {"text": "Ważne"})

    for number in (str(other.notes.get().pk), "x", "9" * 30):
        enter("Oskar").post(house.address("remove-note", card.code), {"note": number})

    assert other.notes.count() == 1


def test_empty_note_is_refused_on_its_page(house: House, enter: Enter) -> None:
    card = house.card("Łoś")

    answer = enter("Oskar").post(house.address("add-note", card.code), {"text": "  "})

    assert answer.status_code == 200
    assert "data-error-summary" in answer.content.decode()
    assert not card.notes.exists()


def test_label_is_made_put_on_renamed_and_deleted(house: House, enter: Enter) -> None:
    card = house.card("Łoś", "Ryś")
    client = enter("Oskar")

    client.post(house.address("list-labels"), {"name": "VIP  & goście", "tone": "info"})
    again = client.post(house.address("list-labels"), {"name": "VIP & goście", "tone": "info"})
    label = house.conference.labels.get()
    client.post(house.address("set-labels", card.code, 0), {"labels": ["VIP & goście"]})
    client.post(house.address("set-labels", card.code, 2), {"labels": ["VIP & goście"]})
    client.post(house.address("change-label") + "?label=VIP%20%26%20go%C5%9Bcie", {"name": "Pilne", "tone": "problem"})
    warning = client.get(house.address("remove-label") + "?label=Pilne").content.decode()

    assert again.status_code == 200
    label.refresh_from_db()
    assert (label.name, label.tone) == ("Pilne", Tone.PROBLEM)
    assert list(card.labels.all()) == [label]
    assert [one.last_name for one in label.participants.all()] == ["Ryś"]
    assert "1" in warning
    client.post(house.address("remove-label") + "?label=Pilne")
    assert not Label.objects.filter(pk=label.pk).exists()
    assert "Pilne" in card.history.latest().history_change_reason
    page = client.get(house.address("show-card", card.code)).content.decode()
    assert "„Pilne”" in page


def test_label_of_another_conference_is_not_there(house: House, enter: Enter) -> None:
    save_label(conference=house.elsewhere, name="Obca", tone=Tone.INFO)
    card = house.card("Łoś")

    assert enter("Oskar").get(house.address("change-label") + "?label=Obca").status_code == 404
    assert enter("Oskar").get(house.address("remove-label") + "?label=%00").status_code == 404
    enter("Oskar").post(house.address("set-labels", card.code, 0), {"labels": ["Obca"]})
    assert not card.labels.exists()


def test_labels_tell_the_history_from_what_to_what(house: House) -> None:
    card = house.card("Łoś")
    one, two = (save_label(conference=house.conference, name=name, tone=Tone.INFO) for name in ("A", "B"))

    label_card(card=card, labels=[one], by=house.people["Oskar"])
    label_card(card=card, labels=[two], by=house.people["Oskar"])
    label_participant(participant=card.participants.get(), labels=[two], by=house.people["Oskar"])
    label_participant(participant=card.participants.get(), labels=[two], by=house.people["Oskar"])

    assert card.history.latest().history_change_reason == "Etykiety: A → B"
    assert card.participants.get().history.count() == 2


def test_file_answer_is_saved_and_never_shown(house: House, enter: Enter) -> None:
    card = house.card("Łoś")
    question = Question.objects.create(
        conference=house.conference, slug="cv", label="CV", kind=QuestionKind.FILE, target=QuestionTarget.PARTICIPANT
    )
    answer = Answer(question=question, card=card, participant=card.participants.get(), value='a"\r\nb.html')
    answer.file.save("b.html", ContentFile(b"<script>alert(1)</script>"))
    address = house.address("download-answer", card.code, 1, "cv")

    page = enter("Oskar").get(house.address("show-card", card.code)).content.decode()
    given = enter("Oskar").get(address)

    assert address in page
    assert given["Content-Type"] == "application/octet-stream"
    assert given["Content-Disposition"].startswith("attachment")
    assert b"".join(given.streaming_content) == b"<script>alert(1)</script>"  # type: ignore[attr-defined]
    assert enter("Franek").get(address).status_code == 403
    assert enter("Olga").get(address).status_code == 404
    assert enter("Oskar").get(house.address("download-answer", card.code, 0, "cv")).status_code == 404
    answer.file.delete()
