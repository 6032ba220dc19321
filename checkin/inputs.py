"""What a device sends and what it is told."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from checkin.enums import Direction, ScanResult
from checkin.models import Scan
from checkin.rules import Warn
from registrations.models import Participant


@dataclass(frozen=True, slots=True)
class ScanInput:
    """One scan as a device made it. `scanned_at` is by the device's own clock, in real time.

    `text` is what the code said; for a person found by name `person` is the key that the search gave. `told` is what
    the device showed by itself, empty when it waits for our word.
    """

    uid: UUID
    point_slug: str
    scanned_at: datetime
    text: str = ""
    person: str = ""
    direction: str = Direction.IN
    told: str = ""


@dataclass(frozen=True, slots=True)
class UndoInput:
    """The scan with this identifier is taken back; `made_at` is by the device's own clock."""

    uid: UUID
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one scan.

    `result` is None where nothing could be stored: there is no such point, or the identifier was used before
    in another conference. `first` is the scan that let the person in here, where this one came after it.
    """

    uid: UUID
    result: ScanResult | None
    participant: Participant | None = None
    scanned_at: datetime | None = None
    first: Scan | None = None
    direction: str = Direction.IN
    warnings: tuple[Warn, ...] = ()
