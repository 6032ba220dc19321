"""What a paired phone may ask. Its token opens these addresses and nothing else."""

import gzip
from typing import Any, cast

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import ParseError, PermissionDenied
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from checkin.authentication import DeviceAuthentication, count_bad_token, device_of
from checkin.door_data import answer, door_data
from checkin.models import Device
from checkin.parsers import ShortJSONParser
from checkin.selectors import find_people, presence
from checkin.serializers import (
    DataRequestSerializer,
    DataSerializer,
    FoundPeopleSerializer,
    OutcomesSerializer,
    PairedSerializer,
    PairSerializer,
    ScansSerializer,
    SearchSerializer,
    StateSerializer,
    describe_found,
    describe_outcome,
    describe_state,
    refused,
)
from checkin.services import note_contact, record_scans, revoke_device, take_invitation, undo_scans
from checkin.unpacking import MOST_SCANS, read_held, read_now, read_queue, read_scans, read_undos

# As small as this text gets for little work.
COMPRESSION = 5
LONGEST_CODE = 100


class DeviceView(APIView):
    authentication_classes = [DeviceAuthentication]
    parser_classes = [ShortJSONParser]


def body_of(request: Request) -> dict[str, Any]:
    """The parser lets nothing else through."""
    return cast("dict[str, Any]", request.data)


class ScansView(DeviceView):
    @extend_schema(
        summary="Record scans",
        description="Up to 500 at once, in any order, as often as the network asks for it.",
        request=ScansSerializer,
        responses={200: OutcomesSerializer, 400: OpenApiTypes.OBJECT, 403: OpenApiTypes.OBJECT},
    )
    def post(self, request: Request) -> Response:
        device, body = device_of(request), body_of(request)
        items = _list_of_scans(body)
        read = read_scans(items)
        device_now = read_now(body)
        scans = [scan for scan in read if scan]
        outcomes = iter(record_scans(device=device, scans=scans, device_now=device_now) if scans else [])
        told = [
            describe_outcome(next(outcomes)) if scan else refused(item) for item, scan in zip(items, read, strict=True)
        ]
        undos = read_undos(body.get("undos"))[:MOST_SCANS]
        undone = undo_scans(device=device, undos=undos, device_now=device_now) if undos else ()
        _note(device, body)
        return Response({"outcomes": told, "undone": list(undone)})


def _note(device: Device, body: dict[str, Any]) -> None:
    version = body.get("version")
    note_contact(
        device=device,
        queue=read_queue(body),
        version=version if isinstance(version, str) and version.isprintable() else "",
        device_now=read_now(body),
    )


def _list_of_scans(body: Any) -> list[Any]:
    scans = body.get("scans")
    if not isinstance(scans, list):
        raise ParseError(_("A list of scans is missing."))
    if len(scans) > MOST_SCANS:
        raise ParseError(_("That is too much at once. Send fewer scans."))
    return scans


class DataView(DeviceView):
    """A POST, since what the phone holds does not fit into an address. Compressed here: it is most of what is sent."""

    @extend_schema(
        summary="What the door must know",
        request=DataRequestSerializer,
        responses={200: DataSerializer, 403: OpenApiTypes.OBJECT},
    )
    def post(self, request: Request) -> HttpResponse:
        device, body = device_of(request), body_of(request)
        _note(device, body)
        told = {"now": timezone.now().isoformat(), "device": device.name}
        text = answer(door_data(device), read_held(body), told).encode()
        response = HttpResponse(content_type="application/json", headers={"Vary": "Accept-Encoding"})
        if "gzip" in request.META.get("HTTP_ACCEPT_ENCODING", ""):
            text = gzip.compress(text, COMPRESSION, mtime=0)
            response["Content-Encoding"] = "gzip"
        response.content = text
        return response


class PairView(APIView):
    """The only address that a phone may ask without a token: with the code that the panel shows."""

    authentication_classes: list[Any] = []
    parser_classes = [ShortJSONParser]

    @extend_schema(
        summary="Pair this phone by a code shown in the panel",
        request=PairSerializer,
        responses={200: PairedSerializer, 403: OpenApiTypes.OBJECT},
    )
    def post(self, request: Request) -> Response:
        code = body_of(request).get("code")
        paired = None
        if isinstance(code, str) and 0 < len(code) <= LONGEST_CODE:
            paired = take_invitation(code=code)
            if paired is None:
                count_bad_token(request.META.get("REMOTE_ADDR", ""))
        if paired is None:
            raise PermissionDenied(_("This code was used or is too old. Show another in the panel."))
        device, token = paired
        conference = device.conference
        address = f"{conference.association.slug}/{conference.slug}"
        told = {"token": token, "device": device.name, "conference": conference.title, "address": address}
        return Response(told)


class StateView(DeviceView):
    @extend_schema(summary="Scan points and counters", responses={200: StateSerializer, 403: OpenApiTypes.OBJECT})
    def get(self, request: Request) -> Response:
        device = device_of(request)
        return Response(describe_state(device, presence(device.conference), timezone.now()))


class SearchView(DeviceView):
    """A POST, so that names stay out of the logs of addresses."""

    @extend_schema(
        summary="Find people by name",
        request=SearchSerializer,
        responses={200: FoundPeopleSerializer, 400: OpenApiTypes.OBJECT, 403: OpenApiTypes.OBJECT},
    )
    def post(self, request: Request) -> Response:
        asked = SearchSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        found = find_people(device_of(request).conference, asked.validated_data["words"])
        return Response({"people": [describe_found(participant) for participant in found]})


class UnpairView(DeviceView):
    @extend_schema(summary="End the pairing of this phone", request=None, responses={204: None})
    def post(self, request: Request) -> Response:
        revoke_device(device=device_of(request))
        return Response(status=204)
