import pytest
from django.db import transaction

from mailings.enums import LetterState
from mailings.models import Letter
from mailings.services import send_again
from registrations.services import submit_card
from tests.factories.events import ConferenceFactory, VariantFactory
from tests.factories.registrations import card_input, participant_input

CORPUS = ("{{7*7}}", "{% debug %}", "{event.__class__}", "${7*7}", "<script>alert(1)</script>", "{address}", "& <b>")


def letter_about(hostile: str) -> Letter:
    """Written the real way; the names went past the forms' validators, as an import could."""
    conference = ConferenceFactory.create()
    variant = VariantFactory.create(conference=conference, name=hostile)
    data = card_input(conference, participant_input(variant), remarks=hostile)
    card = submit_card(conference=conference, data=data, texts=[])
    return Letter.objects.get(reference=card.code)


@pytest.mark.django_db
@pytest.mark.parametrize("hostile", CORPUS)
def test_letter_tells_hostile_names_as_they_are(hostile: str) -> None:
    letter = letter_about(hostile)
    assert hostile in letter.text
    assert "&lt;" not in letter.text
    if "<" in hostile:
        assert hostile not in letter.html
        assert hostile.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") in letter.html
    else:
        assert hostile in letter.html


@pytest.mark.django_db
def test_fact_is_told_once() -> None:
    letter = letter_about("Wariant")
    card_letters = Letter.objects.filter(dedupe_key=letter.dedupe_key)
    assert card_letters.count() == 1
    with pytest.raises(Exception, match=r"(?i)unique"), transaction.atomic():
        Letter.objects.create(
            association=letter.association, kind="x", dedupe_key=letter.dedupe_key, subject="x", text="x", html="x"
        )


@pytest.mark.django_db
def test_letter_goes_with_the_transaction_that_wrote_it() -> None:
    with transaction.atomic():
        letter_about("Wariant")
        transaction.set_rollback(True)
    assert Letter.objects.count() == 0


@pytest.mark.django_db
@pytest.mark.parametrize("state", [LetterState.QUEUED, LetterState.SENDING, LetterState.FAILED])
def test_only_a_letter_that_failed_is_sent_again(state: str) -> None:
    letter = letter_about("Wariant")
    Letter.objects.filter(pk=letter.pk).update(state=state, attempts=4)
    revived = send_again(letter=letter)
    failed = state == LetterState.FAILED
    assert (revived.state, revived.attempts) == ((LetterState.QUEUED, 0) if failed else (state, 4))
