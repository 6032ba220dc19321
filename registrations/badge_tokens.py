"""What the QR code of a badge carries: an opaque code and the conference's signature of it (Ed25519).

A scanner that holds the conference's public key tells a true badge from a false one with no network,
even when the badge was issued after its last contact. The text is `Z1` + base32(code, signature), all of it
in the alphanumeric alphabet of QR codes, so that the symbol stays small.
"""

import base64
import secrets
from hmac import compare_digest

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

PREFIX = "Z1"
CODE_BYTES = 10
CODE_LETTERS = 16
TEXT_LETTERS = 121


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


def read_badge(text: str, key: Ed25519PrivateKey) -> str | None:
    """The code of a badge that is letter for letter what we print; None for any other text.

    A code has one signature only, and to make it anew takes a quarter of the time of checking it. It is compared in
    the same time wherever it differs, so that nobody is helped to guess it.
    """
    text = text.strip().upper()
    if not text.startswith(PREFIX) or len(text) != TEXT_LETTERS or not text.isascii():
        return None
    code = text[len(PREFIX) : len(PREFIX) + CODE_LETTERS]
    try:
        printed = sign_badge(code, key)
    except ValueError:
        return None
    return code if compare_digest(printed, text) else None
