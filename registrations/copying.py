"""What this app adds to the settings of a conference, copied into the next edition."""

from events.copying import saved, twin
from events.models import Conference
from registrations.models import Question


def copy_questions(old: Conference, new: Conference) -> None:
    """Questions with what each depends on; answers stay with the cards they are of."""
    copies: dict[int, Question] = {
        question.pk: saved(twin(question, conference=new, shown_if=None)) for question in old.questions.order_by("pk")
    }
    for question in old.questions.exclude(shown_if=None):
        copy = copies[question.pk]
        copy.shown_if = copies.get(question.shown_if_id or 0)
        copy.save(update_fields=["shown_if"])


def copy_labels(old: Conference, new: Conference) -> None:
    """The labels alone: nobody of the new edition bears one yet."""
    for label in old.labels.all():
        saved(twin(label, conference=new))
