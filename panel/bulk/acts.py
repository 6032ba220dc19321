"""One act on one row. Each says what it did; None where the row was as it should be already. Refusals are raised."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from events.models import Variant
from mailings.services import own_words, post_letter
from mailings.wordings import fill, values_from
from panel.models import Job
from registrations.enums import Acceptance, ScanState
from registrations.mail import address_of
from registrations.models import Label, Participant, ParticipationCard
from registrations.services import cancel_card, link_for_card, link_for_participant
from registrations.services.changing import change_variant
from registrations.services.locking import ON_THE_CARD
from registrations.services.notes import label_card, label_participant
from registrations.services.papers import accept_signed_card
from registrations.services.resigning import resign

Row = ParticipationCard | Participant
Values = Mapping[str, Any]
LETTER = "message"


def cancel(job: Job, row: Row, values: Values) -> str | None:
    if isinstance(row, ParticipationCard):
        if not row.is_active:
            return None
        cancel_card(card=row, by=job.author, reason=values["reason"])
        return _("cancelled")
    if row.state not in ON_THE_CARD:
        return None
    resign(participants=[row], by=job.author, reason=values["reason"])
    return _("cancelled")


def accept(job: Job, row: Row, values: Values) -> str | None:
    """The files that had come when the job was asked for; of one that came later the row tells that it is new."""
    assert isinstance(row, ParticipationCard)
    assert job.author is not None
    if row.acceptance in {Acceptance.ACCEPTED, Acceptance.NOT_ASKED}:
        return None
    scans = row.scans.filter(state=ScanState.SENT, sent_at__lte=job.created_at)
    known = row.outdated_at if row.outdated_at and row.outdated_at <= job.created_at else None
    accept_signed_card(card=row, by=job.author, seen=list(scans.values_list("sha256", flat=True)), change=known)
    return _("accepted")


def move(job: Job, row: Row, values: Values) -> str | None:
    assert isinstance(row, Participant)
    variant = Variant.objects.get(conference=job.conference, slug=values["variant"])
    if row.variant_id == variant.pk:
        return None
    was = row.variant.name
    change_variant(participant=row, variant=variant, by=job.author)
    return f"{was} → {variant.name}"


def put_label(job: Job, row: Row, values: Values) -> str | None:
    return label(job, row, values["label"], puts=True)


def take_label(job: Job, row: Row, values: Values) -> str | None:
    return label(job, row, values["label"], puts=False)


def label(job: Job, row: Row, name: str, *, puts: bool) -> str | None:
    assert job.author is not None
    wanted = Label.objects.get(conference=job.conference, name=name)
    before = list(row.labels.all())
    if (wanted in before) == puts:
        return None
    after = [*before, wanted] if puts else [one for one in before if one != wanted]
    if isinstance(row, ParticipationCard):
        label_card(card=row, labels=after, by=job.author)
    else:
        label_participant(participant=row, labels=after, by=job.author)
    return _("label put on") if puts else _("label taken off")


def write(job: Job, row: Row, values: Values) -> str | None:
    """One letter for each row and job, however often the job is begun anew."""
    card = row if isinstance(row, ParticipationCard) else row.card
    context = letter_context(row)
    facts = values_from(LETTER, {**context, "conference": job.conference})
    with override(card.language):
        post_letter(
            conference=job.conference,
            template="mailings/own",
            subject=fill(values["subject"], facts),
            to_email=card.contact_email if row is card else row.email,  # type: ignore[union-attr]  # a participant's
            to_name=context["to_name"],
            dedupe_key=f"message:{job.uid}:{row.pk}",
            reference=card.code,
            language=card.language,
            context={**context, **own_words(values["body"], facts)},
        )
    return _("the letter is on its way")


def letter_context(row: Row) -> dict[str, Any]:
    if isinstance(row, ParticipationCard):
        link, name, card = link_for_card(card=row), row.contact_name, row
    else:
        link, name, card = link_for_participant(participant=row), row.full_name, row.card
    return {"to_name": name, "reference": card.code, "card": card, "address": address_of(link, card.language)}
