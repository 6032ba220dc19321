import pypdfium2
import pytest
from django.core import mail
from pytest_django import DjangoCaptureOnCommitCallbacks

from mailings.models import Letter
from mailings.tasks import send_letter
from registrations.services import cancel_card, link_for_card, settle_card, submit_card
from tests.factories.events import ConferenceFactory, VariantFactory, days_ahead
from tests.factories.registrations import card_input, participant_input

pytestmark = pytest.mark.django_db


def letter_of_card(language: str, last_name: str = "Łoś", **conference: object) -> Letter:
    event = ConferenceFactory.create(**conference)
    variant = VariantFactory.create(conference=event, name="Pełny", price=120000)
    person = participant_input(variant, last_name=last_name)
    card = submit_card(conference=event, data=card_input(event, person, language=language), texts=[])
    return Letter.objects.get(reference=card.code, kind="card_received")


def test_received_card_is_confirmed_in_polish() -> None:
    letter = letter_of_card("pl")

    assert letter.subject == f"Otrzymaliśmy kartę uczestnictwa {letter.reference}"
    for body in (letter.text, letter.html):
        assert "ze zgłoszeniem 1 osoby" in body
        assert "Ewa Łoś, Pełny" in body
        assert "1\u00a0200,00\u00a0zł" in body
        assert f"http://testserver/cards/{link_token(letter)}/" in body
    assert "61 1090 1014 0000 0712 1981 2874" in letter.text
    assert "Dear" not in letter.text


def test_received_card_is_confirmed_in_english() -> None:
    letter = letter_of_card("en")

    assert letter.subject == f"Participation card {letter.reference} has been received"
    assert "for 1 person" in letter.text
    assert f"http://testserver/en/cards/{link_token(letter)}/" in letter.text
    assert "Szanowni" not in letter.text + letter.html


def link_token(letter: Letter) -> str:
    return letter.text.partition("/cards/")[2].partition("/")[0]


@pytest.mark.parametrize("name", ["{{ address }}", "{address}", "Żak & Syn", "O'Neill", "%(code)s", "[x](y)"])
def test_names_are_written_as_they_are(name: str) -> None:
    letter = letter_of_card("pl", last_name=name)

    assert f"Ewa {name}, Pełny" in letter.text
    assert "<a " in letter.html
    assert letter.html.count("<a ") == 1


def test_letters_have_no_remote_pictures_and_no_scripts() -> None:
    html = letter_of_card("pl").html

    assert "<img" not in html
    assert "<script" not in html
    assert "style=" not in html


def test_card_for_signature_is_attached_after_the_commit(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks() as waiting:
        letter = letter_of_card("pl")
    attachment = letter.attachments.get()
    drawn_before = bool(attachment.file)

    send_letter(letter.pk)

    # The sending of the letter, and the documents that the association may want to issue.
    assert len(waiting) == 2
    assert not drawn_before
    [sent] = [one for one in mail.outbox if letter.reference in one.subject]
    [(filename, content, kind)] = sent.attachments
    assert (filename, kind) == (f"karta-uczestnictwa-{letter.reference}.pdf", "application/pdf")
    paper = pypdfium2.PdfDocument(content)
    words = " ".join(page.get_textpage().get_text_range() for page in paper)
    assert letter.reference in words
    assert "Ewa Łoś" in words


@pytest.mark.parametrize(
    ("days", "settled", "said"),
    [
        (5, 0, "Nic nie pozostaje do zapłaty."),
        (5, 120000, "Zwrócimy 1\u00a0200,00\u00a0zł na rachunek"),
        (-1, 0, "Do zapłaty pozostaje 1\u00a0200,00\u00a0zł."),
        (-1, 120000, "Opłata jest pokryta z wpłaty."),
    ],
)
def test_cancelled_card_is_told_with_what_becomes_of_the_money(days: int, settled: int, said: str) -> None:
    event = ConferenceFactory.create(resignation_until=days_ahead(days))
    variant = VariantFactory.create(conference=event, price=120000)
    card = submit_card(conference=event, data=card_input(event, participant_input(variant)), texts=[])
    settle_card(card=card, settled=settled, by=None)

    cancel_card(card=card, by=None, reason="choroba")

    letter = Letter.objects.get(kind="card_cancelled")
    assert letter.subject == f"Karta uczestnictwa {card.code} została anulowana"
    assert said in letter.text
    assert said in letter.html


def test_badge_letter_goes_to_each_participant_without_the_others() -> None:
    event = ConferenceFactory.create()
    variant = VariantFactory.create(conference=event, price=100)
    people = [participant_input(variant, last_name=name, email=f"{name}@example.org") for name in ("Lis", "Mak")]
    card = submit_card(conference=event, data=card_input(event, *people), texts=[])

    settle_card(card=card, settled=200, by=None)

    letters = {letter.to_email: letter for letter in Letter.objects.filter(kind="badge_ready")}
    assert set(letters) == {"Lis@example.org", "Mak@example.org"}
    lis = letters["Lis@example.org"]
    assert "Ewa Lis," in lis.text
    assert "/participants/" in lis.text
    assert "Mak" not in lis.text + lis.html
    assert link_for_card(card=card).token not in lis.text + lis.html
