import pytest

from events.enums import Exemption
from events.models import Conference, VatRule
from events.readiness import Section
from registrations.enums import LegalKind, QuestionKind, QuestionTarget
from registrations.models import Question
from registrations.readiness import problems_of_cards
from tests.factories.events import ConferenceFactory
from tests.factories.registrations import LegalTextFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def ready() -> Conference:
    conference = ConferenceFactory.create()
    for kind in (LegalKind.TERMS, LegalKind.PRIVACY):
        LegalTextFactory.create(association=conference.association, kind=kind)
    return conference


def question(conference: Conference, label: str, **values: object) -> Question:
    return Question.objects.create(conference=conference, slug=label.lower(), label=label, **values)


def blocked(conference: Conference) -> list[tuple[Section, str]]:
    return [(one.section, one.text) for one in problems_of_cards(conference) if one.blocks]


def test_texts_that_must_be_there_are_missed(ready: Conference) -> None:
    assert blocked(ready) == []
    assert [section for section, _text in blocked(ConferenceFactory.create())] == [Section.TEXTS, Section.TEXTS]


def test_statement_of_funding_is_missed_only_where_vat_depends_on_it(ready: Conference) -> None:
    rule = VatRule.objects.create(conference=ready, name="Zawsze", exemption=Exemption.ALWAYS, basis="art. 113")
    assert blocked(ready) == []
    VatRule.objects.filter(pk=rule.pk).update(exemption=Exemption.WHOLE)
    assert [section for section, _text in blocked(ready)] == [Section.TEXTS]


@pytest.mark.parametrize(
    ("kind", "choices", "value", "fits"),
    [
        (QuestionKind.BOOLEAN, "", "yes", True),
        (QuestionKind.BOOLEAN, "", "może", False),
        (QuestionKind.CHOICE, "autem\npociągiem", "autem", True),
        (QuestionKind.CHOICE, "autem\npociągiem", "rowerem", False),
        (QuestionKind.TEXT, "", "cokolwiek", True),
        (QuestionKind.TEXT, "", "", False),
        (QuestionKind.FILE, "", "plik", False),
    ],
)
def test_question_that_no_answer_lets_be_asked(
    ready: Conference, kind: QuestionKind, choices: str, value: str, fits: bool
) -> None:
    parent = question(ready, "Pierwsze", kind=kind, choices=choices)
    question(ready, "Drugie", shown_if=parent, shown_if_value=value, position=1)

    assert [section for section, _text in blocked(ready)] == ([] if fits else [Section.QUESTIONS])


def test_question_depending_on_one_no_longer_asked_or_in_a_circle(ready: Conference) -> None:
    parent = question(ready, "Pierwsze", kind=QuestionKind.BOOLEAN, is_active=False)
    child = question(ready, "Drugie", shown_if=parent, shown_if_value="yes", kind=QuestionKind.BOOLEAN)
    assert len(blocked(ready)) == 1

    Question.objects.filter(pk=parent.pk).update(is_active=True, shown_if=child, shown_if_value="yes")
    assert len(blocked(ready)) == 2


def test_question_of_the_card_cannot_depend_on_one_of_participants(ready: Conference) -> None:
    parent = question(ready, "Pierwsze", kind=QuestionKind.BOOLEAN)
    question(ready, "Drugie", target=QuestionTarget.CARD, shown_if=parent, shown_if_value="yes")

    assert len(blocked(ready)) == 1


def test_question_of_choice_needs_two_answers(ready: Conference) -> None:
    question(ready, "Pierwsze", kind=QuestionKind.CHOICE, choices="jedna\n \n")

    assert len(blocked(ready)) == 1
