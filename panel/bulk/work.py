"""The jobs of actions on many rows. Each row is its own transaction, with its line in the report."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from events.services import NoPlaces
from panel.bulk.actions import ACTIONS, Action
from panel.bulk.acts import Row
from panel.enums import JobState, ListName, Outcome
from panel.jobs.progress import Progress, TurnEnded, row_of
from panel.models import Job, JobRow
from registrations.models import Participant, ParticipationCard
from registrations.services.changing import NotOffered
from registrations.services.locking import CardClosed, TooLate
from registrations.services.papers import ChangedSince, NewFiles, NotNow

REFUSALS = (NoPlaces, CardClosed, TooLate, NotOffered, NotNow, NewFiles, ChangedSince, ValidationError)


def act_on_each(job: Job, progress: Progress) -> str:
    """Goes on after the last row reported, in turns: what is in the report is done."""
    action, codes = ACTIONS[job.params["action"]], job.params["codes"]
    told = set(job.rows.values_list("number", flat=True))
    progress.begin(len(codes))
    for number, code in enumerate(codes, start=1):
        if number in told:
            continue
        act_on_row(job, action, number, code)
        progress.reach(number)
        if progress.turn_is_over and number < len(codes):
            raise TurnEnded
    return summary_of(job)


def act_on_row(job: Job, action: Action, number: int, code: str) -> None:
    with transaction.atomic():
        # Another worker may have taken the job from one that was silent for long.
        if (
            not Job.objects.select_for_update()
            .filter(pk=job.pk, attempts=job.attempts, state=JobState.RUNNING)
            .exists()
        ):
            raise RuntimeError("another worker has the job")
        row = find_row(job, code)
        if row is None:
            report = row_of(job, number, code, Outcome.REFUSED, _("It is no longer there."))
        else:
            report = reported(job, action, number, row)
        report.save()


def reported(job: Job, action: Action, number: int, row: Row) -> JobRow:
    subject = subject_of(row)
    assert action.act is not None
    try:
        with transaction.atomic():
            message = action.act(job, row, job.params["values"])
    except REFUSALS as refusal:
        return row_of(job, number, subject, Outcome.REFUSED, why(refusal))
    if message is None:
        return row_of(job, number, subject, Outcome.SKIPPED, _("It was so already, or this does not concern it."))
    return row_of(job, number, subject, Outcome.DONE, message)


def find_row(job: Job, code: str) -> Row | None:
    if job.params["list"] == ListName.CARDS:
        cards = ParticipationCard.objects.select_related("institution", "conference__association")
        return cards.filter(conference=job.conference, code=code).first()
    people = Participant.objects.select_related("card__institution", "variant", "conference__association")
    return people.filter(conference=job.conference, badge_code=code).first()


def subject_of(row: Row) -> str:
    if isinstance(row, ParticipationCard):
        return f"{row.code}, {row.institution.name}"
    return f"{row.last_name} {row.first_name}, {row.card.institution.name}"


def why(refusal: Exception) -> str:
    if isinstance(refusal, ValidationError):
        return " ".join(refusal.messages)
    if isinstance(refusal, NoPlaces):
        return _("No place is left in: %(pool)s.") % {"pool": refusal.pool.name}
    told = {
        CardClosed: _("The card is cancelled, or the conference has ended."),
        TooLate: _("The time for changes has passed."),
        NotOffered: _("The variant is not offered to this person."),
        NotNow: _("The card is not at this step."),
        ChangedSince: _("The card was changed in the meantime. Look at it first."),
        NewFiles: _("New files have come in the meantime. Look at them first."),
    }
    return told[type(refusal)]


def summary_of(job: Job) -> str:
    counted = {outcome: job.rows.filter(outcome=outcome).count() for outcome in Outcome}
    return _("Done: %(done)s; left as they were: %(skipped)s; refused: %(refused)s.") % {
        "done": counted[Outcome.DONE],
        "skipped": counted[Outcome.SKIPPED],
        "refused": counted[Outcome.REFUSED],
    }
