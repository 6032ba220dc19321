"""What happened to a card, in words: its history, its people's, letters and payments, the newest first."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Field, Model
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from checkin.enums import MarkSource
from checkin.models import AttendanceMark
from events import formats
from events.models import Conference, DiscountCode, Variant
from mailings.enums import LetterState
from mailings.models import Letter
from panel.answers import value_text
from payments.models import Payment
from registrations.enums import CardState, ParticipantState, RevisionKind
from registrations.models import Institution, Participant, ParticipationCard

# The rows of one action are written within moments of each other.
SAME_ACTION = timedelta(seconds=5)
MONEY = {"due", "settled"}
NOT_TOLD = {
    "id",
    "payment_noted_at",
    "conference",
    "card",
    "code",
    "cancelled_at",
    "badge_code",
    "arrived_at",
    "certificate_code",
    "waiting",
    "outdated_at",
}
NEEDS = {"diet", "diet_note", "accessibility"}
# What foreign keys point at, by the name of the key.
Names = Mapping[str, Mapping[int, str]]
ENDED_TITLES = {
    CardState.CANCELLED: gettext_lazy("The card was cancelled"),
    CardState.EXPIRED: gettext_lazy("The card expired without payment"),
}
LETTER_TONES = {LetterState.SENT: "settled", LetterState.FAILED: "problem"}


@dataclass(frozen=True)
class Change:
    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Entry:
    """As components/timeline.html shows it."""

    at: datetime
    title: str
    by: str = ""
    tone: str = ""
    url: str = ""
    changes: list[Change] = field(default_factory=list)


# What other changes are called is said by their kind.
LABELS = {RevisionKind.NIGHTS: gettext_lazy("Nights from"), RevisionKind.EXTRAS: gettext_lazy("Extras")}

# By the key of the participant, None of the card itself, and by the row of their history.
Revised = dict[tuple[int | None, int], list[Change]]


def timeline_of(
    card: ParticipationCard, letters: Iterable[Letter], payments: Iterable[Payment], tells_needs: bool = True
) -> list[Entry]:
    """Seven queries; letters and payments are given. Diets and answers are told only to those who may know of them."""
    records = list(card.history.select_related("history_user").order_by("history_date", "history_id"))
    names, revised = names_for(card, records), revised_on(card, tells_needs)
    hidden = frozenset() if tells_needs else frozenset(NEEDS)
    entries = [
        *card_entries(records, names, revised),
        *participant_entries(card, moments_of(records), names, hidden, revised),
        *attendance_entries(card),
        *(letter_entry(letter) for letter in letters),
        *(payment_entry(payment) for payment in payments),
    ]
    return sorted(entries, key=lambda entry: entry.at, reverse=True)


def revised_on(card: ParticipationCard, tells_answers: bool) -> Revised:
    """What was changed of stays, answers and parties; the fact is the row of the history that tells who did it."""
    revised: Revised = defaultdict(list)
    for one in card.revisions.select_related("question"):
        if one.kind != RevisionKind.ANSWER:
            label = str(LABELS.get(RevisionKind(one.kind)) or one.get_kind_display().capitalize())
            revised[one.participant_id, one.fact].append(Change(label, one.before or "—", one.after or "—"))
        elif tells_answers and one.question is not None:
            texts = [value_text(one.question, value) or "—" for value in (one.before, one.after)]
            revised[one.participant_id, one.fact].append(Change(one.question.label, *texts))
    return revised


def names_for(card: ParticipationCard, records: Sequence[Any]) -> Names:
    institutions = Institution.objects.filter(pk__in={record.institution_id for record in records})
    return {
        "variant": dict(Variant.objects.filter(conference=card.conference_id).values_list("pk", "name")),
        "discount": dict(DiscountCode.objects.filter(conference=card.conference_id).values_list("pk", "code")),
        "institution": dict(institutions.values_list("pk", "name")),
    }


def moments_of(records: Sequence[Any]) -> list[datetime]:
    """When the card was submitted and when it was cancelled: its people came and left with it."""
    ended = [record.history_date for record in records if record.state != CardState.SUBMITTED]
    return [*(record.history_date for record in records[:1]), *ended[:1]]


def card_entries(records: Sequence[Any], names: Names, revised: Revised) -> Iterable[Entry]:
    before = None
    for record in records:
        yield card_entry(record, before, names, revised.get((None, record.history_id), []))
        before = record


def card_entry(record: Any, before: Any, names: Names, revised: Sequence[Change] = ()) -> Entry:
    if before is None:
        return Entry(record.history_date, _("The card was submitted"), who(record), "info")
    changes = [*changes_between(ParticipationCard, before, record, names), *revised]
    if record.state != before.state and record.state in ENDED_TITLES:
        title = str(ENDED_TITLES[record.state])
        return Entry(record.history_date, title, who(record), "problem", "", why(record, changes))
    if not changes and record.history_change_reason:
        return Entry(record.history_date, record.history_change_reason, who(record))
    if [change.label for change in changes] == [label_of(ParticipationCard, "settled")]:
        tone = "settled" if record.settled >= record.due else "waiting"
        return Entry(record.history_date, _("The settlement changed"), who(record), tone, "", changes)
    return Entry(record.history_date, _("The card was changed"), who(record), "", "", why(record, changes))


def participant_entries(
    card: ParticipationCard,
    moments: Sequence[datetime],
    names: Names,
    hidden: frozenset[str],
    revised: Revised,
) -> Iterable[Entry]:
    """What happened to people on their own, apart from the moments at which the whole card came or went."""
    by_person: dict[int, list[Any]] = defaultdict(list)
    records = Participant.history.filter(card=card.pk).select_related("history_user")
    for record in records.order_by("history_date", "history_id"):
        by_person[record.id].append(record)
    for records_of_one in by_person.values():
        for before, record in zip([None, *records_of_one], records_of_one, strict=False):
            with_card = any(abs(record.history_date - moment) < SAME_ACTION for moment in moments)
            entry = participant_entry(record, before, names, hidden, revised.get((record.id, record.history_id), []))
            if entry is not None and not with_card:
                yield entry


def participant_entry(
    record: Any, before: Any, names: Names, hidden: frozenset[str] = frozenset(), revised: Sequence[Change] = ()
) -> Entry | None:
    name = {"name": f"{record.first_name} {record.last_name}"}
    if before is None:
        return Entry(record.history_date, _("%(name)s was added") % name, who(record))
    changes = [*changes_between(Participant, before, record, names, hidden), *revised]
    if not changes:
        return told_alone(record, before)
    title, tone = title_of(record, before)
    return Entry(record.history_date, title % name, who(record), tone, "", why(record, changes))


def told_alone(record: Any, before: Any) -> Entry | None:
    """What changed nothing of the person's own row is told by its reason, where it has one."""
    if not record.history_change_reason:
        return None
    title = f"{record.first_name} {record.last_name}: {record.history_change_reason}"
    return Entry(record.history_date, title, who(record))


def title_of(record: Any, before: Any) -> tuple[str, str]:
    """The sentence, with the place of the name in it, and its tone."""
    if record.state == ParticipantState.CANCELLED != before.state:
        return _("%(name)s no longer takes part"), "problem"
    if record.state == ParticipantState.REGISTERED != before.state:
        return _("%(name)s was given a place"), "settled"
    if record.badge_code != before.badge_code:
        return _("%(name)s comes instead of another person"), "info"
    return _("Data of %(name)s were changed"), ""


def attendance_entries(card: ParticipationCard) -> Iterable[Entry]:
    """Corrections by hand; names on signed lists are many, and told on the page of attendance."""
    marks = AttendanceMark.objects.filter(participant__card=card, source=MarkSource.HAND)
    for mark in marks.select_related("participant", "session", "made_by"):
        what = mark.session.title if mark.session else formats.weekday_and_day(mark.day) if mark.day else ""
        title = _("Attendance of %(name)s was corrected") % {"name": mark.participant.full_name}
        changes = [Change(what, "", mark.get_verdict_display()), Change(_("Reason"), "", mark.reason)]
        yield Entry(mark.made_at, title, str(mark.made_by or ""), "", "", changes)


def letter_entry(letter: Letter) -> Entry:
    title = _("Letter: %(subject)s (%(state)s)") % {
        "subject": letter.subject,
        "state": letter.get_state_display(),
    }
    return Entry(
        letter.sent_at or letter.created_at,
        title,
        letter.to_email,
        LETTER_TONES.get(LetterState(letter.state), "waiting"),
        reverse("panel:show-letter", args=[*slugs_of(letter.conference), letter.uid]) if letter.conference else "",
    )


def payment_entry(payment: Payment) -> Entry:
    values = {
        "amount": formats.money(abs(payment.amount), payment.currency),
        "method": payment.get_method_display(),
        "day": formats.day(payment.received_on),
    }
    if payment.reverses_id:
        title = _("A payment of %(amount)s was taken back (%(method)s)") % values
    else:
        title = _("Payment of %(amount)s (%(method)s, received %(day)s)") % values
    changes = [Change(_("Title"), "", payment.title)] if payment.title else []
    by = str(payment.recorded_by) if payment.recorded_by else _("payment operator")
    return Entry(payment.recorded_at, title, by, "problem" if payment.reverses_id else "settled", "", changes)


def slugs_of(conference: Conference) -> list[str]:
    return [conference.association.slug, conference.slug]


def who(record: Any) -> str:
    """Who made a change; without a person it came through the institution's link, or by itself."""
    return str(record.history_user) if record.history_user else _("through the link, or automatically")


def why(record: Any, changes: list[Change]) -> list[Change]:
    reason = record.history_change_reason
    return [*changes, Change(_("Reason"), "", reason)] if reason else changes


def changes_between(
    model: type[Model], before: Any, after: Any, names: Names, hidden: frozenset[str] = frozenset()
) -> list[Change]:
    """Field by field in words."""
    changes = []
    for one in after.tracked_fields:
        if one.name in NOT_TOLD or one.name in hidden:
            continue
        old, new = getattr(before, one.attname), getattr(after, one.attname)
        if old != new:
            changes.append(Change(label_of(model, one.name), in_words(one, old, names), in_words(one, new, names)))
    return changes


def label_of(model: type[Model], name: str) -> str:
    label = str(getattr(model._meta.get_field(name), "verbose_name", name))
    return label[:1].upper() + label[1:]


def in_words(kind: "Field[Any, Any]", value: Any, names: Names) -> str:
    if value is None or value == "":
        return "—"
    if kind.is_relation:
        return names.get(kind.name, {}).get(value, str(value))
    if kind.name in MONEY:
        return formats.money(value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return formats.moment(value)
    if isinstance(value, date):
        return formats.day(value)
    if isinstance(value, time):
        return formats.clock(value)
    return str(dict(kind.flatchoices).get(value, value))
