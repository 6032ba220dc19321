from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation

from events.models import Conference
from mailings.enums import LetterState
from mailings.models import Letter, LetterAttachment, Wording
from mailings.tasks import send_letter
from mailings.wordings import as_markup, check_words, fill, missing_addresses, values_from, wording_for


@dataclass(frozen=True)
class Attachment:
    """A file to be drawn for a letter: `source` is a name registered in mailings.attachments."""

    filename: str
    source: str
    ref: str


@transaction.atomic(savepoint=False)
def post_letter(
    *,
    conference: Conference,
    template: str,
    subject: str,
    to_email: str,
    dedupe_key: str,
    to_name: str = "",
    reference: str = "",
    language: str = "pl",
    context: Mapping[str, Any] | None = None,
    attachments: Sequence[Attachment] = (),
) -> Letter:
    """Put a letter in the outbox; it leaves after the caller's transaction commits.

    `template` is a path without ending: `<template>.txt` and `<template>.html` are rendered with
    `conference` and `letter_language` added, or the organiser's own words for the kind, which is the
    template's name. A second letter with the same `dedupe_key` is not written:
    the first is returned.
    """
    kind = template.rsplit("/", 1)[-1]
    values = {"conference": conference, "to_name": to_name, "reference": reference, **(context or {})}
    subject, text, html = write(template, subject, values, wording_for(conference, kind, language), language)
    letter = Letter(
        text=text,
        html=html,
        dedupe_key=dedupe_key,
        association=conference.association,
        conference=conference,
        kind=kind,
        reference=reference,
        language=language,
        to_email=to_email,
        to_name=to_name,
        reply_to=conference.contact_email,
        subject=" ".join(subject.split())[:200],
    )
    # The database decides whether the fact is told for the first time: nothing can come between a look and a write.
    Letter.objects.bulk_create([letter], ignore_conflicts=True)
    key, uid = Letter.objects.values_list("pk", "uid").get(dedupe_key=dedupe_key)
    if uid != letter.uid:
        return Letter.objects.get(pk=key)
    letter.pk = key
    enclose(letter, attachments)
    transaction.on_commit(partial(send_letter.delay, key), robust=True)
    return letter


def write(
    template: str, subject: str, context: Mapping[str, Any], own: Wording | None, language: str
) -> tuple[str, str, str]:
    """Subject, text and text with markup: ours, or the organiser's own words in the same frame."""
    with translation.override(language):
        if own is not None:
            template, facts = "mailings/own", values_from(own.kind, context)
            subject = fill(own.subject, facts)
            context = {**context, **own_words(own.body, facts)}
        values = {**context, "letter_language": language, "subject": subject}
        text = render_to_string(f"{template}.txt", values).strip() + "\n"
        return subject, text, render_to_string(f"{template}.html", values)


def own_words(body: str, facts: Mapping[str, str]) -> dict[str, object]:
    return {
        "own_text": fill(body.replace("\r\n", "\n").strip(), facts),
        "own_markup": as_markup(body, facts),
        "own_addresses": missing_addresses(body, facts),
    }


@transaction.atomic
def keep_wording(*, conference: Conference, kind: str, language: str, subject: str, body: str) -> Wording:
    """The organiser's own words from the next letter on. Raises ValidationError for an unknown placeholder."""
    check_words(kind, subject)
    check_words(kind, body)
    kept = Wording(conference=conference, kind=kind, language=language, subject=subject, body=body)
    kept.clean_fields(exclude=["conference"])
    Wording.objects.bulk_create(
        [kept],
        update_conflicts=True,
        unique_fields=["conference", "kind", "language"],
        update_fields=["subject", "body", "changed_at"],
    )
    return Wording.objects.get(conference=conference, kind=kind, language=language)


@transaction.atomic
def drop_wording(*, conference: Conference, kind: str, language: str) -> None:
    """Back to our words."""
    Wording.objects.filter(conference=conference, kind=kind, language=language).delete()


def enclose(letter: Letter, attachments: Sequence[Attachment]) -> None:
    LetterAttachment.objects.bulk_create(
        LetterAttachment(letter=letter, filename=one.filename, source=one.source, ref=one.ref) for one in attachments
    )


@transaction.atomic
def send_again(*, letter: Letter) -> Letter:
    """Queue a letter that could not be sent; does nothing to one that was sent or waits."""
    revived = Letter.objects.filter(pk=letter.pk, state=LetterState.FAILED).update(
        state=LetterState.QUEUED, due_at=timezone.now(), attempts=0
    )
    if revived:
        transaction.on_commit(partial(send_letter.delay, letter.pk), robust=True)
    letter.refresh_from_db()
    return letter
