"""The card signed on paper, or with a qualified signature: sent by its link, then accepted or sent back."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from hashlib import sha256
from uuid import uuid4

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from events.history import signed
from registrations import mail_papers
from registrations.enums import Acceptance, ScanState
from registrations.models import ParticipationCard, SignedScan
from registrations.services.links import link_for_card
from registrations.services.locking import lock_card
from registrations.signing import MOST_FILES, may_become
from registrations.uploads import CleanFile

ENDINGS = {"application/pdf": ".pdf", "image/jpeg": ".jpg"}


class NotNow(Exception):
    """The signed card cannot go to this state from the one in which it is, or the card is cancelled."""


class TooManyFiles(Exception):
    """More files wait for the organiser than a signed card can have."""


class ChangedSince(Exception):
    """The card says something else than when the organiser looked."""


class NewFiles(Exception):
    """The institution has sent more since the organiser looked."""


def send_signed_card(*, card: ParticipationCard, files: Sequence[CleanFile]) -> list[SignedScan]:
    """Give the organiser the signed card: one file, or a photo of each page. A second click changes nothing.

    Called by who has the card's link. Raises NotNow, TooManyFiles. The files are put into the storage before the
    transaction, and taken out again when they are not needed.
    """
    written = [scan_of(card, file) for file in files]
    try:
        with transaction.atomic():
            kept = keep_scans(card, written)
    except Exception:
        forget_files(written)
        raise
    forget_files(scan for scan in written if scan not in kept)
    return kept


def scan_of(card: ParticipationCard, file: CleanFile) -> SignedScan:
    scan = SignedScan(
        card=card,
        name=file.name,
        content_type=file.content_type,
        size=len(file.content),
        sha256=sha256(file.content).hexdigest(),
    )
    scan.file.save(f"{uuid4().hex}{ENDINGS[file.content_type]}", ContentFile(file.content), save=False)
    return scan


def forget_files(scans: Iterable[SignedScan]) -> None:
    for scan in scans:
        scan.file.delete(save=False)


def keep_scans(card: ParticipationCard, written: Sequence[SignedScan]) -> list[SignedScan]:
    """The rows of the files: new ones, and those of the same content that came before, sent once more."""
    locked = lock_card(card.pk)
    before = {scan.sha256: scan for scan in locked.scans.all()}
    if not may_become(locked, Acceptance.SENT):
        raise NotNow
    waiting = {key for key, scan in before.items() if scan.state == ScanState.SENT}
    if len(waiting | {scan.sha256 for scan in written}) > MOST_FILES:
        raise TooManyFiles
    for scan in written:
        known = before.setdefault(scan.sha256, scan)
        known.state, known.reason = ScanState.SENT, ""
        known.decided_by = known.decided_at = None
        if known.sha256 not in waiting:
            known.sent_at = locked.conference.now()
        known.card = locked
        known.save()
    move(locked, Acceptance.SENT, by=None, reason="")
    return [before[key] for key in dict.fromkeys(scan.sha256 for scan in written)]


@transaction.atomic
def accept_signed_card(
    *, card: ParticipationCard, by: User, seen: Collection[str], change: datetime | None = None
) -> ParticipationCard:
    """The organiser takes what was sent, or what was handed over on paper. A letter tells it.

    `seen` are the digests of the files that the organiser looked at, `change` the last change of the card after it
    was signed that they know of. Raises NotNow, NewFiles, ChangedSince.
    """
    locked = lock_card(card.pk)
    if locked.acceptance == Acceptance.ACCEPTED:
        return locked
    if locked.acceptance == Acceptance.OUTDATED and locked.outdated_at != change:
        raise ChangedSince
    if locked.scans.filter(state=ScanState.SENT).exclude(sha256__in=seen).exists():
        raise NewFiles
    decide(locked, ScanState.ACCEPTED, by=by, reason="")
    move(locked, Acceptance.ACCEPTED, by=by, reason="")
    mail_papers.signed_card_accepted(locked, link_for_card(card=locked))
    return locked


@transaction.atomic
def return_signed_card(*, card: ParticipationCard, by: User, reason: str) -> ParticipationCard:
    """Ask the institution to mend it and send it once more; the letter tells why. Raises NotNow."""
    locked = lock_card(card.pk)
    if locked.acceptance == Acceptance.RETURNED:
        return locked
    waits = locked.scans.filter(state=ScanState.SENT).exists()
    decide(locked, ScanState.RETURNED, by=by, reason=reason, of=ScanState.SENT if waits else ScanState.ACCEPTED)
    move(locked, Acceptance.RETURNED, by=by, reason=reason)
    mail_papers.signed_card_returned(locked, link_for_card(card=locked), reason)
    return locked


def decide(card: ParticipationCard, state: ScanState, *, by: User, reason: str, of: ScanState = ScanState.SENT) -> None:
    moment = card.conference.now()
    card.scans.filter(state=of).update(state=state, reason=reason, decided_by=by, decided_at=moment)


def move(card: ParticipationCard, new: Acceptance, *, by: User | None, reason: str) -> None:
    """The one place where the state of a signed card changes."""
    if not may_become(card, new):
        raise NotNow
    if card.acceptance == new:
        return
    card.acceptance = new
    why = reason or (_("The signed card came") if new == Acceptance.SENT else "")
    signed(card, by=by, reason=why).save(update_fields=["acceptance"])
