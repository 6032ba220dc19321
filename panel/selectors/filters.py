"""Filters that both lists share. `card` is the way from a row to its card: empty, or `card__`."""

from collections.abc import Iterable, Mapping

from django.db.models import Exists, F, OuterRef, Q, QuerySet
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


def institutions_called(conference: Conference, words: str) -> QuerySet[Institution, Institution]:
    """Those the association knows with every word in the name or town, or with this NIP."""
    known = Institution.objects.filter(association=conference.association_id)
    nip = compact(words)
    if nip.isdecimal() and len(nip) == NIP_LENGTH:
        return known.filter(nip=nip)
    for word in fold(words).split():
        known = known.filter(search_text__contains=word)
    return known


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


def question_filters(conference: Conference, rows: Mapping[QuestionTarget, str]) -> list[Filter]:
    """One for each question asked: by its choices, or by whether it was answered. One query.

    `rows` tells, for each whom one can ask, where a row of the list keeps their key: its own, or its card's.
    """
    asked = Question.objects.filter(conference=conference, target__in=rows, is_active=True)
    return [question_filter(one, rows[QuestionTarget(one.target)]) for one in asked]


def question_filter(question: Question, row: str) -> Filter:
    def told(value: Q) -> Q:
        who = "card" if question.target == QuestionTarget.CARD else "participant"
        return Q(Exists(Answer.objects.filter(value, **{"question": question, who: OuterRef(row)})))

    name = f"{QUESTION}{question.slug}"
    if question.kind == QuestionKind.BOOLEAN:
        return Filter(name, question.label, yes_no(_("yes"), _("no"), told(Q(value="yes"))))
    if question.kind in {QuestionKind.CHOICE, QuestionKind.CHOICES}:
        lines = [line.strip() for line in question.choices.splitlines() if line.strip()]
        return Filter(name, question.label, [Choice(one, one, told(among(one))) for one in lines])
    answered = told(~Q(value="") | ~Q(file=""))
    return Filter(name, question.label, yes_no(_("answered"), _("not answered"), answered))


def among(choice: str) -> Q:
    """One of the lines of an answer."""
    return (
        Q(value=choice)
        | Q(value__startswith=f"{choice}\n")
        | Q(value__endswith=f"\n{choice}")
        | Q(value__contains=f"\n{choice}\n")
    )
