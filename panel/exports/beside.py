"""What other tables tell of the rows of a sheet, a thousand rows at a time and as text: models would take seconds."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Sum

from panel.enums import ListName
from panel.exports.columns import BETWEEN, zlotys
from registrations.models import CardLine, Night, Participant, ParticipantExtra, ParticipationCard

Keys = Sequence[int]
Told = Mapping[int, Any]


def joined(pairs: Iterable[tuple[int, str]]) -> Told:
    found: dict[int, list[str]] = defaultdict(list)
    for key, text in pairs:
        found[key].append(text)
    return {key: BETWEEN.join(texts) for key, texts in found.items()}


def nights_of(people: Keys) -> Told:
    nights = Night.objects.filter(participant__in=people).order_by("on").values_list("participant", "on")
    return joined((person, f"{on:%d.%m.%Y}") for person, on in nights)


def extras_of(people: Keys) -> Told:
    taken = ParticipantExtra.objects.filter(participant__in=people).order_by("extra__position", "extra")
    return joined(taken.values_list("participant", "extra__name"))


def prices_of(people: Keys) -> Told:
    lines = CardLine.objects.filter(participant__in=people).order_by().values_list("participant")
    return {person: zlotys(amount) for person, amount in lines.annotate(Sum("amount"))}


def labels_of_people(people: Keys) -> Told:
    put = Participant.labels.through.objects.filter(participant__in=people)
    return joined(put.order_by("label__name").values_list("participant", "label__name"))


def labels_of_cards(cards: Keys) -> Told:
    put = ParticipationCard.labels.through.objects.filter(participationcard__in=cards)
    return joined(put.order_by("label__name").values_list("participationcard", "label__name"))


Fetch = Callable[[Keys], Told]
BESIDE: dict[ListName, dict[str, Fetch]] = {
    ListName.PARTICIPANTS: {
        "nights": nights_of,
        "extras": extras_of,
        "price": prices_of,
        "labels": labels_of_people,
    },
    ListName.CARDS: {"labels": labels_of_cards},
}
