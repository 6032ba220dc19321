"""Two entries of one person, made one by hand. Nothing that was paid, scanned or certified is ever lost."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from accounts.models import User
from certificates.models import Certificate
from checkin.models import AttendanceMark, Scan
from events.history import signed
from registrations.enums import CardState, ParticipantState
from registrations.models import AccessLink, CardLine, Participant, ParticipationCard
from registrations.search import sort_key
from registrations.services.leaving import end_card, pass_on, withdraw
from registrations.services.merging import NotTheSame
from registrations.services.people import search_text
from registrations.services.places import release_places

# Taken from the entry given up where the one kept says nothing.
FILLED = (
    "academic_title",
    "position",
    "phone",
    "badge_text",
    "diet_note",
    "accessibility",
    "roommate",
    "arrives_on",
    "arrives_at",
)


class CannotMerge(Exception):
    """Carries the sentences that say why."""

    def __init__(self, reasons: Sequence[str]) -> None:
        super().__init__(" ".join(reasons))
        self.reasons = list(reasons)


@dataclass(frozen=True)
class Holds:
    """What hangs on an entry: sum of its lines in grosze, scans of its badge, marks of attendance, certificates."""

    owed: int
    scans: int
    marks: int
    certificates: int


def holds_of(person: Participant) -> Holds:
    """Four queries."""
    owed = CardLine.objects.filter(participant=person).aggregate(sum=Sum("amount", default=0))["sum"]
    return Holds(
        owed=owed,
        scans=Scan.objects.filter(participant=person).count(),
        marks=AttendanceMark.objects.filter(participant=person).count(),
        certificates=Certificate.objects.filter(participant=person).count(),
    )


def why_not(keep: Participant, drop: Participant) -> list[str]:
    """Sentences that say why `drop` cannot be given up for `keep`; none when it can. Eight queries."""
    kept, dropped = holds_of(keep), holds_of(drop)
    reasons = []
    if dropped.certificates and kept.certificates:
        reasons.append(_("Both have a certificate. A certificate that was issued is never taken away by merging."))
    elif dropped.certificates:
        reasons.append(_("The entry to be given up has a certificate: keep that one instead."))
    if dropped.scans and kept.scans:
        reasons.append(_("The badges of both were scanned: two people may be using them."))
    elif dropped.scans:
        reasons.append(_("The badge of the entry to be given up was scanned: keep that one instead."))
    if dropped.marks:
        reasons.append(_("Attendance was written down for the entry to be given up: keep that one instead."))
    if dropped.owed:
        reasons.append(
            _(
                "There is something to pay for the entry to be given up. Let it resign instead, so that the fee and "
                "the money to be returned are settled with its institution."
            )
        )
    return reasons


@transaction.atomic
def merge_people(*, keep: Participant, drop: Participant, by: User) -> Participant:
    """`drop` takes part no more, its place is free, and what `keep` did not say of itself is taken from it.

    Given up before, it stays so. Raises NotTheSame, CannotMerge.
    """
    cards = {keep.card_id, drop.card_id}
    list(ParticipationCard.objects.select_for_update().filter(pk__in=cards).order_by("pk"))
    found = Participant.objects.select_for_update(of=("self",)).filter(pk__in={keep.pk, drop.pk})
    rows = {
        one.pk: one for one in found.select_related("card__conference__association", "card__institution", "variant")
    }
    kept, dropped = rows[keep.pk], rows[drop.pk]
    if kept.pk == dropped.pk or kept.conference_id != dropped.conference_id:
        raise NotTheSame
    if ParticipantState.CANCELLED in (kept.state, dropped.state):
        raise NotTheSame
    if reasons := why_not(kept, dropped):
        raise CannotMerge(reasons)
    fill_in(kept, dropped, by)
    give_up(kept, dropped, by)
    return kept


def fill_in(kept: Participant, dropped: Participant, by: User) -> None:
    changed = [name for name in FILLED if getattr(dropped, name) and not getattr(kept, name)]
    for name in changed:
        setattr(kept, name, getattr(dropped, name))
    kept.sort_key = sort_key(kept.last_name, kept.first_name)
    kept.search_text = search_text(kept.card, kept.first_name, kept.last_name, kept.email)
    kept.labels.add(*dropped.labels.all())
    asked = set(kept.answers.values_list("question_id", flat=True))
    dropped.answers.exclude(question__in=asked).update(participant=kept, card=kept.card)
    reason = _("Merged with %(name)s on the card %(code)s") % {"name": dropped.full_name, "code": dropped.card.code}
    signed(kept, by=by, reason=reason).save(update_fields=[*changed, "sort_key", "search_text"])


def give_up(kept: Participant, dropped: Participant, by: User) -> None:
    """Places last, as everywhere."""
    card = dropped.card
    what = _("Merged with %(name)s on the card %(code)s") % {"name": kept.full_name, "code": kept.card.code}
    withdraw(card, [dropped], percent=0, what=what, by=by, reason=what)
    AccessLink.objects.filter(participant=dropped, revoked_at__isnull=True).update(revoked_at=card.conference.now())
    if card.pk != kept.card_id and not card.participants.exclude(state=ParticipantState.CANCELLED).exists():
        end_card(card, CardState.CANCELLED)
        signed(card, by=by, reason=what).save(update_fields=["state", "cancelled_at"])
    release_places([dropped])
    pass_on(card)
