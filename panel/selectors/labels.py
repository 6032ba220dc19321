from dataclasses import dataclass

from django.db.models import Count

from events.models import Conference
from registrations.models import Label


@dataclass(frozen=True)
class LabelUses:
    label: Label
    cards: int
    people: int

    @property
    def is_used(self) -> bool:
        return bool(self.cards or self.people)


def labels_with_uses(conference: Conference) -> list[LabelUses]:
    """Two queries: a label on many cards and people at once would multiply them in one."""
    people = dict(
        Label.objects.filter(conference=conference).annotate(uses=Count("participants")).values_list("pk", "uses")
    )
    labels = Label.objects.filter(conference=conference).annotate(uses=Count("cards"))
    return [LabelUses(label, label.uses, people.get(label.pk, 0)) for label in labels]
