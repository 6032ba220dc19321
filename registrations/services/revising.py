"""Notes from what to what nights, extras, answers and parties are changed, for whoever reads the history of a card."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.utils.translation import gettext as _

from events.formats import day
from events.models import Extra
from registrations.enums import PartyRole, RevisionKind
from registrations.models import CardParty, Participant, ParticipationCard, Question, Revision

PARTY_KINDS = {
    PartyRole.INSTITUTION: RevisionKind.INSTITUTION,
    PartyRole.BUYER: RevisionKind.BUYER,
    PartyRole.RECIPIENT: RevisionKind.RECIPIENT,
}


def stay_revisions(
    person: Participant,
    *,
    nights: Sequence[date],
    wanted_nights: Sequence[date],
    extras: Iterable[Extra],
    wanted_extras: Iterable[Extra],
) -> list[Revision]:
    """What of the stay will be another; not written yet. In the order of the page."""
    pairs = [
        (RevisionKind.NIGHTS, ", ".join(map(day, sorted(nights))), ", ".join(map(day, sorted(wanted_nights)))),
        (RevisionKind.EXTRAS, names_of(extras), names_of(wanted_extras)),
    ]
    return [
        Revision(card=person.card, participant=person, kind=kind, before=before, after=after)
        for kind, before, after in pairs
        if before != after
    ]


def names_of(extras: Iterable[Extra]) -> str:
    return ", ".join(extra.name for extra in sorted(extras, key=lambda extra: (extra.position, extra.pk)))


def told(revisions: Iterable[Revision]) -> list[str]:
    """Sentences for a letter, in the language in force."""
    labels = {RevisionKind.NIGHTS: _("Nights from"), RevisionKind.EXTRAS: _("Extras")}
    return [
        f"{labels[RevisionKind(one.kind)]}: {one.before or '—'} → {one.after or '—'}"
        for one in revisions
        if one.kind in labels
    ]


def write_revisions(row: Participant | ParticipationCard, revisions: Sequence[Revision]) -> None:
    """Beside the last row of the history, which tells who did it and when."""
    fact = row.history.latest("history_id").history_id
    for one in revisions:
        one.fact = fact
    Revision.objects.bulk_create(revisions)


def answer_revision(
    card: ParticipationCard, person: Participant | None, question: Question, before: str, after: str
) -> Revision:
    return Revision(
        card=card, participant=person, kind=RevisionKind.ANSWER, question=question, before=before, after=after
    )


def party_revision(
    card: ParticipationCard, role: PartyRole, *, before: CardParty | None, after: CardParty | None
) -> Revision:
    kind = PARTY_KINDS[role]
    words = ["" if party is None else party.in_words for party in (before, after)]
    return Revision(card=card, kind=kind, before=words[0], after=words[1])
