import secrets
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from functools import partial
from pathlib import PurePosixPath
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from events.models import Conference
from mailings.models import Letter
from registrations.draft_mail import draft_link
from registrations.models import Answer, CardDraft
from registrations.uploads import CleanFile

FORGOTTEN_AFTER = timedelta(days=60)
LETTERS_A_DAY = 5
FILES = "files"


class TooManyLetters(Exception):
    """So many letters with the address went out today that one more would only be a nuisance to somebody."""


def start_draft(*, conference: Conference) -> CardDraft:
    """A new card to be filled in, known only by its link."""
    return CardDraft.objects.create(conference=conference)


@transaction.atomic
def save_step(
    *, draft: CardDraft, step: str, typed: dict[str, Any], others: Mapping[str, Any] | None = None
) -> CardDraft:
    """Keep what was typed in one step, right or wrong, and what that changes in others.

    A draft already submitted stays as it is.
    """
    locked = CardDraft.objects.select_for_update().get(pk=draft.pk)
    if locked.card_id is None:
        locked.typed = {**locked.typed, **(others or {}), step: typed}
        locked.save(update_fields=["typed", "changed_at"])
    return locked


@transaction.atomic
def keep_file(*, draft: CardDraft, whose: str, slug: str, file: CleanFile) -> CardDraft:
    """Keep an answer that is a file, in place of the one before it. `whose` is a person's key, or the card."""
    ending = PurePosixPath(file.name).suffix[:5]
    name = f"answers/{timezone.localdate().year}/{secrets.token_urlsafe(24)}{ending}"
    stored = default_storage.save(name, ContentFile(file.content))
    return put_file(draft, whose, slug, {"file": stored, "name": file.name})


@transaction.atomic
def drop_file(*, draft: CardDraft, whose: str, slug: str) -> CardDraft:
    """Forget an answer that is a file."""
    return put_file(draft, whose, slug, None)


def put_file(draft: CardDraft, whose: str, slug: str, kept: dict[str, str] | None) -> CardDraft:
    locked = CardDraft.objects.select_for_update().get(pk=draft.pk)
    files = {key: dict(of_one) for key, of_one in (locked.typed.get(FILES) or {}).items()}
    before = files.get(whose, {}).pop(slug, None)
    if locked.card_id is not None:
        # The card stands as it was sent; what came too late is not kept.
        before = kept
    else:
        if kept is not None:
            files.setdefault(whose, {})[slug] = kept
        locked.typed = {**locked.typed, FILES: files}
        locked.save(update_fields=["typed", "changed_at"])
    if before is not None:
        transaction.on_commit(partial(delete_files, [before["file"]]), robust=True)
    return locked


@transaction.atomic
def send_draft_link(*, draft: CardDraft, to_email: str, press: str, language: str) -> Letter:
    """Write the address of the draft to somebody. Raises TooManyLetters."""
    CardDraft.objects.select_for_update().get(pk=draft.pk)
    told = Letter.objects.filter(dedupe_key=f"draft_link:{draft.pk}:{press}").first()
    if told is not None:
        return told
    today = Letter.objects.filter(kind="draft_link", created_at__gt=timezone.now() - timedelta(days=1))
    of_draft = today.filter(dedupe_key__startswith=f"draft_link:{draft.pk}:").count()
    if max(of_draft, today.filter(to_email__iexact=to_email).count()) >= LETTERS_A_DAY:
        raise TooManyLetters
    return draft_link(draft, to_email=to_email, language=language, press=press)


def delete_forgotten_drafts(*, now: datetime) -> int:
    """Delete the drafts that nobody touched for long, with their files; gives how many.

    Of a draft that was sent its card remains, with the files that are its answers.
    """
    forgotten = CardDraft.objects.filter(changed_at__lt=now - FORGOTTEN_AFTER)
    count = 0
    for draft in forgotten.order_by("pk").iterator(chunk_size=200):
        count += forget(draft, now)
    return count


@transaction.atomic
def forget(draft: CardDraft, now: datetime) -> int:
    locked = CardDraft.objects.select_for_update().filter(pk=draft.pk, changed_at__lt=now - FORGOTTEN_AFTER).first()
    if locked is None:
        return 0
    names = {kept["file"] for of_one in (locked.typed.get(FILES) or {}).values() for kept in of_one.values()}
    if locked.card_id is not None:
        names -= set(Answer.objects.filter(card=locked.card_id, file__in=names).values_list("file", flat=True))
    locked.delete()
    transaction.on_commit(partial(delete_files, sorted(names)), robust=True)
    return 1


def delete_files(names: Iterable[str]) -> None:
    for name in names:
        default_storage.delete(name)
