from functools import lru_cache

from events.paper.qr import DataTooLongError, QrMatrix, qr_matrix

# The smallest that holds the signed token of a badge.
VERSION = 5


@lru_cache(maxsize=64)
def code_of(token: str) -> QrMatrix:
    """The QR code of a badge, of level M whatever its length."""
    try:
        return qr_matrix(token, version=VERSION, level="M")
    except DataTooLongError:
        return qr_matrix(token, level="M")
