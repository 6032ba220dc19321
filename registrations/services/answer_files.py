"""Files sent with a change of a card, kept from the moment they come so that nobody sends them twice.

Between two pages of a change the browser holds a signed note of where its file is. A file whose change was never
made is swept away by the clock.
"""

import secrets
from datetime import date, timedelta
from pathlib import PurePosixPath

from django.core import signing
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from registrations.models import Answer, ParticipationCard
from registrations.uploads import CleanFile

FOLDER = "answers/changes"
SALT = "registrations.answer-file"
SWEPT_AFTER = timedelta(days=2)
# Where it is in the storage, and the name it came with: as a draft keeps it.
Kept = dict[str, str]


def keep_answer_file(file: CleanFile) -> Kept:
    name = (
        f"{FOLDER}/{timezone.localdate().isoformat()}/{secrets.token_urlsafe(24)}{PurePosixPath(file.name).suffix[:5]}"
    )
    return {"file": default_storage.save(name, ContentFile(file.content)), "name": file.name}


def note_of(card: ParticipationCard, slug: str, kept: Kept) -> str:
    """Only this card can use it, and only for this question."""
    return signing.dumps([card.pk, slug, kept["file"], kept["name"]], salt=SALT, compress=True)


def kept_by(card: ParticipationCard, slug: str, note: str) -> Kept | None:
    """None for what nobody signed here, or for another card or question."""
    try:
        key, named, file, name = signing.loads(note, salt=SALT)
    except (signing.BadSignature, ValueError):
        return None
    return {"file": file, "name": name} if (key, named) == (card.pk, slug) else None


def sweep_answer_files(*, today: date) -> int:
    """Delete the files of changes that were never made; how many."""
    count = 0
    for folder in folders():
        try:
            came = date.fromisoformat(folder)
        except ValueError:
            continue
        if came >= today - SWEPT_AFTER:
            continue
        names = {f"{FOLDER}/{folder}/{name}" for name in default_storage.listdir(f"{FOLDER}/{folder}")[1]}
        used = set(Answer.objects.filter(file__startswith=f"{FOLDER}/{folder}/").values_list("file", flat=True))
        for name in names - used:
            default_storage.delete(name)
            count += 1
    return count


def folders() -> list[str]:
    try:
        return list(default_storage.listdir(FOLDER)[0])
    except FileNotFoundError:
        return []
