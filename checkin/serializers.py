from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from rest_framework import serializers

from checkin.enums import Direction, ScanResult
from checkin.inputs import Outcome, ScanInput
from checkin.models import Device
from checkin.reading import person_key
from checkin.rules import Warn
from checkin.selectors import Presence
from checkin.unpacking import LONGEST_TEXT, MOST_SCANS
from registrations.models import Participant


class ScanSerializer(serializers.Serializer[ScanInput]):
    """One scan. `text` is what the code said; `person` the key of somebody found by name.

    `told` is what the phone showed without asking; it is left out by one that waits for the answer.
    """

    uid = serializers.UUIDField()
    point = serializers.SlugField(max_length=40)
    scanned_at = serializers.DateTimeField()
    text = serializers.CharField(max_length=LONGEST_TEXT, allow_blank=True, required=False, default="")
    person = serializers.CharField(max_length=200, allow_blank=True, required=False, default="")
    direction = serializers.ChoiceField(choices=Direction.values, required=False, default=Direction.IN)
    told = serializers.ChoiceField(choices=ScanResult.values, allow_blank=True, required=False, default="")


class UndoSerializer(serializers.Serializer[Any]):
    """The scan with this identifier is taken back."""

    uid = serializers.UUIDField()
    made_at = serializers.DateTimeField()


class ContactSerializer(serializers.Serializer[Any]):
    """What a phone tells of itself: its clock, how many scans will still wait in it, the version of its scanner."""

    now = serializers.DateTimeField(required=False)
    queue = serializers.IntegerField(required=False, min_value=0)
    version = serializers.CharField(required=False, max_length=20)


class ScansSerializer(ContactSerializer):
    scans = serializers.ListField(child=ScanSerializer(), max_length=MOST_SCANS)
    undos = serializers.ListField(child=UndoSerializer(), max_length=MOST_SCANS, required=False)


class DataRequestSerializer(ContactSerializer):
    """`have` maps the names of the parts that the phone holds to their digests."""

    have = serializers.DictField(child=serializers.CharField(max_length=20), required=False)


class DataSerializer(serializers.Serializer[Any]):
    """`parts` maps names to digest and content; the parts that are `gone` are to be forgotten."""

    now = serializers.DateTimeField()
    device = serializers.CharField()
    gone = serializers.ListField(child=serializers.CharField())
    parts = serializers.DictField()


class PairSerializer(serializers.Serializer[Any]):
    code = serializers.CharField(max_length=100)


class PairedSerializer(serializers.Serializer[Any]):
    token = serializers.CharField()
    device = serializers.CharField()
    conference = serializers.CharField()
    address = serializers.CharField()


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
    direction = serializers.ChoiceField(choices=Direction.values)
    warnings = serializers.ListField(child=serializers.ChoiceField(choices=[warn.value for warn in Warn]))


class OutcomesSerializer(serializers.Serializer[Any]):
    """`undone` are the scans taken back that are known here; others have not come, or were refused."""

    outcomes = OutcomeSerializer(many=True)
    undone = serializers.ListField(child=serializers.UUIDField())


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
        "direction": outcome.direction,
        "warnings": list(outcome.warnings),
    }


def refused(item: Any) -> dict[str, Any]:
    """The answer to a malformed scan; it names it, if it can, so that the phone stops sending it."""
    uid = item.get("uid") if isinstance(item, dict) else None
    named = uid if isinstance(uid, str) and uid.isascii() else None
    nothing: dict[str, Any] = {
        "person": None,
        "scanned_at": None,
        "first": None,
        "direction": Direction.IN,
        "warnings": [],
    }
    return {"uid": named, "result": "refused", **nothing}


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
