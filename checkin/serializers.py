from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from rest_framework import serializers

from checkin.enums import ScanResult
from checkin.inputs import Outcome, ScanInput
from checkin.models import Device
from checkin.reading import person_key
from checkin.selectors import Presence
from registrations.models import Participant

MOST_SCANS = 500
# Whatever is scanned is stored as a refused scan, so any QR code at all must pass: the largest holds 7,089 digits.
LONGEST_TEXT = 7100


class ScanSerializer(serializers.Serializer[ScanInput]):
    """One scan. `text` is what the code said; `person` the key of somebody found by name."""

    uid = serializers.UUIDField()
    point = serializers.SlugField(max_length=40)
    scanned_at = serializers.DateTimeField()
    text = serializers.CharField(max_length=LONGEST_TEXT, allow_blank=True, required=False, default="")
    person = serializers.CharField(max_length=200, allow_blank=True, required=False, default="")


class ScansSerializer(serializers.Serializer[Any]):
    scans = serializers.ListField(child=ScanSerializer(), max_length=MOST_SCANS)


class PersonSerializer(serializers.Serializer[Any]):
    name = serializers.CharField()
    institution = serializers.CharField()
    variant = serializers.CharField()


class FirstSerializer(serializers.Serializer[Any]):
    at = serializers.DateTimeField()
    point = serializers.CharField()


class OutcomeSerializer(serializers.Serializer[Any]):
    """`result` is `refused` where the scan could not be stored: it is malformed, or its point is gone."""

    uid = serializers.CharField(allow_null=True)
    result = serializers.ChoiceField(choices=[*ScanResult.values, "refused"])
    person = PersonSerializer(allow_null=True)
    scanned_at = serializers.DateTimeField(allow_null=True)
    first = FirstSerializer(allow_null=True)


class OutcomesSerializer(serializers.Serializer[Any]):
    outcomes = OutcomeSerializer(many=True)


class PointSerializer(serializers.Serializer[Any]):
    slug = serializers.CharField()
    name = serializers.CharField()
    kind = serializers.CharField()
    present = serializers.IntegerField()
    expected = serializers.IntegerField()


class StateSerializer(serializers.Serializer[Any]):
    """`now` is the server's real time, so that a phone can tell that its clock is wrong."""

    conference = serializers.CharField()
    device = serializers.CharField()
    now = serializers.DateTimeField()
    points = PointSerializer(many=True)


class SearchSerializer(serializers.Serializer[Any]):
    words = serializers.CharField(max_length=100)


class FoundSerializer(PersonSerializer):
    key = serializers.CharField()
    state = serializers.ChoiceField(choices=["expected", "arrived", "unpaid", "cancelled"])


class FoundPeopleSerializer(serializers.Serializer[Any]):
    people = FoundSerializer(many=True)


# Made once: its fields keep nothing of what they have checked.
ONE_SCAN = ScanSerializer()


def read_scans(items: Iterable[Any]) -> list[ScanInput | None]:
    """Scans in order; None for one that is malformed, so that it does not hold up the others."""
    read: list[ScanInput | None] = []
    for item in items:
        try:
            values = ONE_SCAN.run_validation(item)
        except serializers.ValidationError:
            read.append(None)
        else:
            read.append(ScanInput(point_slug=values.pop("point"), **values))
    return read


def describe_person(participant: Participant) -> dict[str, str]:
    return {
        "name": participant.titled_name,
        "institution": participant.card.institution.name,
        "variant": participant.variant.name,
    }


def describe_outcome(outcome: Outcome) -> dict[str, Any]:
    first = outcome.first
    return {
        "uid": str(outcome.uid),
        "result": outcome.result.value if outcome.result else "refused",
        "person": describe_person(outcome.participant) if outcome.participant else None,
        "scanned_at": outcome.scanned_at.astimezone(UTC) if outcome.scanned_at else None,
        "first": {"at": first.scanned_at.astimezone(UTC), "point": first.point.name} if first else None,
    }


def refused(item: Any) -> dict[str, Any]:
    """The answer to a malformed scan; it names it, if it can, so that the phone stops sending it."""
    uid = item.get("uid") if isinstance(item, dict) else None
    named = uid if isinstance(uid, str) and uid.isascii() else None
    return {"uid": named, "result": "refused", "person": None, "scanned_at": None, "first": None}


def describe_point(presence: Presence) -> dict[str, Any]:
    point = presence.point
    return {
        "slug": point.slug,
        "name": point.name,
        "kind": point.kind,
        "present": presence.present,
        "expected": presence.expected,
    }


def describe_state(device: Device, points: Iterable[Presence], now: datetime) -> dict[str, Any]:
    return {
        "conference": device.conference.title,
        "device": device.name,
        "now": now,
        "points": [describe_point(presence) for presence in points],
    }


def describe_found(participant: Participant) -> dict[str, str]:
    return describe_person(participant) | {"key": person_key(participant), "state": _state_at_the_door(participant)}


def _state_at_the_door(participant: Participant) -> str:
    if not participant.is_active or not participant.card.is_active:
        return "cancelled"
    if participant.card.balance > 0:
        return "unpaid"
    return "arrived" if participant.arrived_at else "expected"
