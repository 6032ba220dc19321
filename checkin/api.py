"""What a paired phone may ask. Its token opens these four addresses and nothing else."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import ParseError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from checkin.authentication import DeviceAuthentication, device_of
from checkin.parsers import ShortJSONParser
from checkin.selectors import find_people, presence
from checkin.serializers import (
    MOST_SCANS,
    FoundPeopleSerializer,
    OutcomesSerializer,
    ScansSerializer,
    SearchSerializer,
    StateSerializer,
    describe_found,
    describe_outcome,
    describe_state,
    read_scans,
    refused,
)
from checkin.services import record_scans, revoke_device


class DeviceView(APIView):
    authentication_classes = [DeviceAuthentication]
    parser_classes = [ShortJSONParser]


class ScansView(DeviceView):
    @extend_schema(
        summary="Record scans",
        description="Up to 500 at once, in any order, as often as the network asks for it.",
        request=ScansSerializer,
        responses={200: OutcomesSerializer, 400: OpenApiTypes.OBJECT, 403: OpenApiTypes.OBJECT},
    )
    def post(self, request: Request) -> Response:
        items = _list_of_scans(request.data)
        read = read_scans(items)
        outcomes = iter(record_scans(device=device_of(request), scans=[scan for scan in read if scan]))
        told = [
            describe_outcome(next(outcomes)) if scan else refused(item) for item, scan in zip(items, read, strict=True)
        ]
        return Response({"outcomes": told})


def _list_of_scans(body: Any) -> list[Any]:
    scans = body.get("scans")
    if not isinstance(scans, list):
        raise ParseError(_("A list of scans is missing."))
    if len(scans) > MOST_SCANS:
        raise ParseError(_("That is too much at once. Send fewer scans."))
    return scans


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
