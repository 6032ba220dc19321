import logging
from typing import Any, cast

from django.core.cache import cache
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed, Throttled
from rest_framework.request import Request

from checkin.lookups import device_by_hash
from checkin.models import Device
from checkin.services.pairing import hash_token

log = logging.getLogger(__name__)

SCHEME = "Device"
LONGEST_TOKEN = 100
BAD_TOKENS_A_MINUTE = 20
UNPAIRED = _("This phone is not paired.")


class Wipe(AuthenticationFailed):
    """The phone is known, and must forget all it holds of the conference."""

    detail: Any

    def __init__(self, detail: str | Promise, code: str) -> None:
        super().__init__(str(detail), code)
        self.detail = {"detail": str(detail), "code": code, "wipe": True}


class DeviceAuthentication(BaseAuthentication):
    """`Authorization: Device <token>`. It is a phone that speaks, not a person: there is no user.

    Without a challenge to answer, every refusal is a 403.
    """

    def authenticate(self, request: Request) -> tuple[None, Device]:
        scheme, _space, token = request.META.get("HTTP_AUTHORIZATION", "").partition(" ")
        if scheme != SCHEME:
            raise AuthenticationFailed(UNPAIRED, code="unpaired")
        device = device_by_hash(hash_token(token)) if len(token) <= LONGEST_TOKEN else None
        if device is None:
            count_bad_token(request.META.get("REMOTE_ADDR", ""))
            raise AuthenticationFailed(UNPAIRED, code="unpaired")
        if device.revoked_at is not None:
            raise Wipe(_("This phone has been disconnected. Pair it again."), code="revoked")
        if device.expires_at <= timezone.now():
            raise Wipe(_("The pairing of this phone has ended. Pair it again."), code="expired")
        return None, device


class DeviceScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]  # the library's hook has no types
    """How the description of the API calls it."""

    target_class = DeviceAuthentication
    name = "device"

    def get_security_definition(self, auto_schema: object) -> dict[str, str]:
        return {
            "type": "apiKey",
            "in": "header",
            "name": "Authorization",
            "description": "`Device` and the token that the phone was given when it was paired.",
        }


def count_bad_token(address: str) -> None:
    """Only bad tokens are counted: phones that share an address with a guesser go on scanning.

    While the cache is away guesses are not counted: there are too many tokens to guess one even so.
    """
    key = f"checkin.bad-token.{address}"
    try:
        cache.add(key, 0, timeout=60)
        tried = cache.incr(key)
    except Exception:
        log.warning("The cache is away: guesses of tokens are not counted.")
        return
    if tried > BAD_TOKENS_A_MINUTE:
        raise Throttled(wait=60)


def device_of(request: Request) -> Device:
    return cast("Device", request.auth)
