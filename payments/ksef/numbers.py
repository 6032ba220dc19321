"""Numbers and addresses of KSeF: the check of a KSeF number, the hash of a document, the text of CODE I."""

import base64
import hashlib
import re
from datetime import date

# 35 characters: NIP, day, twelve hexadecimal digits, checksum. Older ones had a hyphen amid the digits (36 characters).
KSEF_NUMBER = re.compile(r"[1-9][0-9]{9}-20[0-9]{6}-[0-9A-F]{12}-[0-9A-F]{2}")
POLYNOMIAL = 0x07


def crc8(data: bytes) -> int:
    """CRC-8 with the polynomial 0x07, beginning from 0, as the documentation of KSeF numbers tells."""
    checksum = 0
    for byte in data:
        checksum ^= byte
        for _ in range(8):
            checksum = (checksum << 1) ^ POLYNOMIAL if checksum & 0x80 else checksum << 1
        checksum &= 0xFF
    return checksum


def is_ksef_number(number: str) -> bool:
    """Its form, and the checksum over the first 32 characters with their hyphens."""
    return bool(KSEF_NUMBER.fullmatch(number)) and f"{crc8(number[:32].encode()):02X}" == number[-2:]


def sha256(xml: bytes) -> bytes:
    return hashlib.sha256(xml).digest()


def verification_url(base: str, *, nip: str, issued_on: date, digest: bytes) -> str:
    """CODE I: what the code on a printed invoice says; the same with or without a KSeF number."""
    hashed = base64.urlsafe_b64encode(digest).decode().rstrip("=")
    return f"{base}/invoice/{nip}/{issued_on:%d-%m-%Y}/{hashed}"
