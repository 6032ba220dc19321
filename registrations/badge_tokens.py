"""What the QR code of a badge carries: an opaque code and the conference's signature of it (Ed25519).

A scanner that holds the conference's public key tells a true badge from a false one with no network,
even when the badge was issued after its last contact. The text is `Z1` + base32(code, signature), all of it
in the alphanumeric alphabet of QR codes, so that the symbol stays small.
"""

import base64
import secrets

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

PREFIX = "Z1"
CODE_BYTES = 10
SIGNATURE_BYTES = 64


def new_badge_code() -> str:
    """80 random bits, as 16 letters and digits."""
    return base64.b32encode(secrets.token_bytes(CODE_BYTES)).decode()


def signing_key(secret: str, conference_key: int) -> Ed25519PrivateKey:
    """The conference's key pair, derived from the installation's secret: nothing to store, nothing to leak."""
    derivation = HKDF(hashes.SHA256(), length=32, salt=b"zjazd badges", info=str(conference_key).encode())
    return Ed25519PrivateKey.from_private_bytes(derivation.derive(secret.encode()))


def sign_badge(code: str, key: Ed25519PrivateKey) -> str:
    """The text of the QR code of the badge with this code."""
    body = base64.b32decode(code)
    return PREFIX + base64.b32encode(body + key.sign(body)).decode().rstrip("=")


def read_badge(text: str, key: Ed25519PublicKey) -> str | None:
    """The code of a badge whose signature holds; None for any other text."""
    text = text.strip().upper()
    if not text.startswith(PREFIX):
        return None
    encoded = text[len(PREFIX) :]
    try:
        raw = base64.b32decode(encoded + "=" * (-len(encoded) % 8))
    except ValueError:
        return None
    if len(raw) != CODE_BYTES + SIGNATURE_BYTES:
        return None
    body, signature = raw[:CODE_BYTES], raw[CODE_BYTES:]
    try:
        key.verify(signature, body)
    except InvalidSignature:
        return None
    return base64.b32encode(body).decode()
