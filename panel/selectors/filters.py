"""Filters that both lists share. `card` is the way from a row to its card: empty, or `card__`."""

from collections.abc import Iterable

from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext as _

from events.enums import Voivodeship
from events.models import Conference
from events.roles import Permission
from events.validators import compact
from panel.filters import DayFilter, WordsFilter
from panel.listing import Choice, Filter
from registrations.enums import Acceptance, CardState, InstitutionKind, QuestionKind, QuestionTarget
from registrations.models import Answer, Institution, Label, Question
from registrations.search import fold

NIP_LENGTH = 10
QUESTION = "q-"


def choices_of(choices: Iterable[tuple[str, object]], lookup: str) -> list[Choice]:
    return [Choice(str(value), str(label), Q(**{lookup: value})) for value, label in choices]


def yes_no(yes: str, no: str, where: Q) -> list[Choice]:
    return [Choice("yes", yes, where), Choice("no", no, ~where)]


def payment_filter(conference: Conference, card: str, who: Q = Q()) -> Filter:  # noqa: B008  # never changed
    """How the card stands with money. A cancelled card waits for nothing, and may still be overpaid.

    `who` are the rows for which something is due at all.
    """
    due, in_force = F(f"{card}due"), who & Q(**{f"{card}state": CardState.SUBMITTED})
    unpaid = in_force & Q(**{f"{card}settled__lt": due})
    noted = Q(**{f"{card}payment_noted_at__isnull": False})
    part = unpaid & Q(**{f"{card}settled__gt": 0})
    return Filter(
        "payment",
        _("Payment"),
        [
            Choice("unpaid", _("waits for payment"), unpaid),
            Choice("partly", _("paid in part"), part),
            Choice("overdue", _("past the day of payment"), unpaid & Q(**{f"{card}pay_by__lt": conference.today()})),
            Choice("paid", _("paid"), in_force & Q(**{f"{card}settled__gte": due})),
            Choice("nothing", _("nothing has come"), unpaid & Q(**{f"{card}settled": 0})),
            Choice("noted", _("a payment seems to have come"), unpaid & noted),
            Choice("overpaid", _("overpaid"), Q(**{f"{card}settled__gt": due})),
        ],
        needs=Permission.VIEW_MONEY,
    )


def acceptance_filter(card: str) -> Filter:
    return Filter("signed", _("Signed card"), choices_of(Acceptance.choices, f"{card}acceptance"))


def institution_filters(conference: Conference, card: str) -> list[Filter]:
    return [
        WordsFilter(
            "institution",
            _("Institution (a part of its name, or its NIP)"),
            search=lambda words: Q(**{f"{card}institution__in": institutions_called(conference, words)}),
        ),
        Filter("kind", _("Kind of institution"), choices_of(InstitutionKind.choices, f"{card}institution__kind")),
        Filter("voivodeship", _("Voivodeship"), choices_of(Voivodeship.choices, f"{card}institution__voivodeship")),
        Filter(
            "member",
            _("Member of the association"),
            yes_no(_("member"), _("not a member"), Q(**{f"{card}is_member": True})),
        ),
    ]


def institutions_called(conference: Conference, words: str) -> list[int]:
    """Keys of institutions on the conference's cards: with every word in the name or town, or with this NIP."""
    known = Institution.objects.filter(association=conference.association_id, cards__conference=conference).distinct()
    nip = compact(words)
    if nip.isdecimal() and len(nip) == NIP_LENGTH:
        return list(known.filter(nip=nip).values_list("pk", flat=True))
    sought = fold(words).split()
    return [
        pk
        for pk, name, city in known.values_list("pk", "name", "city")
        if all(word in fold(f"{name} {city}") for word in sought)
    ]


def submitted_filters(card: str) -> list[Filter]:
    field = f"{card}submitted_at"
    return [
        DayFilter("from", _("Submitted from"), field=field),
        DayFilter("to", _("Submitted to"), field=field, until=True),
    ]


def label_filter(conference: Conference, labelled: str) -> Filter | None:
    """`labelled` is the relation from a label to the rows. None while the conference has no labels."""
    through = getattr(Label, labelled).through
    row = {"participants": "participant", "cards": "participationcard"}[labelled]
    choices = [
        Choice(one.name, one.name, Q(Exists(through.objects.filter(**{"label": one, row: OuterRef("pk")}))))
        for one in Label.objects.filter(conference=conference)
    ]
    return Filter("label", _("Label"), choices) if choices else None


def question_filters(conference: Conference, target: QuestionTarget) -> list[Filter]:
    """One for each question asked: by its choices, or by whether it was answered. One query."""
    asked = Question.objects.filter(conference=conference, target=target, is_active=True)
    return [question_filter(one) for one in asked]


def question_filter(question: Question) -> Filter:
    name = f"{QUESTION}{question.slug}"
    answered = answers(question, ~Q(value="") | ~Q(file=""))
    if question.kind == QuestionKind.BOOLEAN:
        return Filter(name, question.label, yes_no(_("yes"), _("no"), answers(question, Q(value="yes"))))
    if question.kind in {QuestionKind.CHOICE, QuestionKind.CHOICES}:
        lines = [line.strip() for line in question.choices.splitlines() if line.strip()]
        return Filter(name, question.label, [Choice(one, one, answers(question, among(one))) for one in lines])
    return Filter(name, question.label, yes_no(_("answered"), _("not answered"), answered))


def answers(question: Question, value: Q) -> Q:
    """Whether the row has an answer like this."""
    row = "card" if question.target == QuestionTarget.CARD else "participant"
    return Q(Exists(Answer.objects.filter(value, **{"question": question, row: OuterRef("pk")})))


def among(choice: str) -> Q:
    """One of the lines of an answer."""
    return (
        Q(value=choice)
        | Q(value__startswith=f"{choice}\n")
        | Q(value__endswith=f"\n{choice}")
        | Q(value__contains=f"\n{choice}\n")
    )
