"""From the text of a code to the badge it belongs to."""

import base64
from collections.abc import Iterable
from functools import lru_cache
from hashlib import sha256

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings
from django.core import signing

from checkin.models import Device
from registrations.badge_tokens import CODE_BYTES, PREFIX, read_badge, signing_key
from registrations.models import Participant

DEVICE_SALT = "checkin.device"
DIGEST_BYTES = 9
LONGEST_NUMBER = 15


@lru_cache(maxsize=64)
def _derive(secret: str, conference: int) -> tuple[Ed25519PrivateKey, Ed25519PublicKey]:
    key = signing_key(secret, conference)
    return key, key.public_key()


def public_key(conference: int) -> Ed25519PublicKey:
    """The key that tells the conference's true badges; derived once in a process."""
    return _derive(settings.BADGE_SIGNING_KEY, conference)[1]


def badge_code(text: str, conference: int) -> str | None:
    return read_badge(text, _derive(settings.BADGE_SIGNING_KEY, conference)[0])


def claimed_code(text: str) -> str | None:
    """The code that the text of a badge claims, its signature not yet checked."""
    compact = text.strip().upper()
    if not compact.startswith(PREFIX):
        return None
    encoded = compact[len(PREFIX) :]
    try:
        raw = base64.b32decode(encoded + "=" * (-len(encoded) % 8))
    except ValueError:
        return None
    return base64.b32encode(raw[:CODE_BYTES]).decode() if len(raw) > CODE_BYTES else None


def badges_of_others(texts: Iterable[str], conference: int) -> set[str]:
    """Those of the texts that are true badges of some other conference. At most one query."""
    claims = {text: code for text in texts if (code := claimed_code(text))}
    if not claims:
        return set()
    issued = dict(
        Participant.objects.filter(badge_code__in=set(claims.values()))
        .exclude(conference=conference)
        .values_list("badge_code", "conference_id")
    )
    return {text for text, code in claims.items() if code in issued and badge_code(text, issued[code]) == code}


def code_digest(code: str) -> str:
    """Names a badge to a phone: who has it cannot make the badge, nor find its code among 2 to the power of 80."""
    return base64.urlsafe_b64encode(sha256(code.encode()).digest()[:DIGEST_BYTES]).decode()


def person_key(participant: Participant) -> str:
    """Names a participant to a device that found them by name; of their badge it tells the digest alone."""
    return f"{participant.pk}.{code_digest(participant.badge_code)}"


def read_person_key(key: str) -> tuple[int, str] | None:
    """The participant's primary key and the digest of the badge they had when the phone was told; None for any other.

    Whether they are of this conference and still have that badge is for the caller to see.
    """
    number, dot, digest = key.partition(".")
    if not dot or not number.isascii() or not number.isdigit() or len(number) > LONGEST_NUMBER:
        return None
    return int(number), digest


def device_key(device: Device) -> str:
    """Names a paired phone to the people who may disconnect it."""
    return signing.Signer(salt=DEVICE_SALT).sign(str(device.pk))


def read_device_key(key: str) -> int | None:
    try:
        return int(signing.Signer(salt=DEVICE_SALT).unsign(key))
    except (signing.BadSignature, ValueError):
        return None
