"""The stand-in's own keys: made at start, with a certificate as KSeF publishes its own."""

import base64
from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.padding import PKCS7
from cryptography.x509.oid import NameOID

OAEP = padding.OAEP(mgf=padding.MGF1(hashes.SHA256()), algorithm=hashes.SHA256(), label=None)
VALID = timedelta(days=365)


class Keys:
    def __init__(self) -> None:
        self._key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Stand-in for KSeF")])
        now = datetime.now(UTC)
        self.valid_from, self.valid_to = now - timedelta(days=1), now + VALID
        certificate = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(name)
            .public_key(self._key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(self.valid_from)
            .not_valid_after(self.valid_to)
            .sign(self._key, hashes.SHA256())
        )
        self.certificate = base64.b64encode(certificate.public_bytes(serialization.Encoding.DER)).decode()

    def open(self, sealed: str) -> bytes:
        """Raises ValueError for what was not encrypted with our key."""
        return self._key.decrypt(base64.b64decode(sealed), OAEP)


def decrypt(content: bytes, key: bytes, vector: bytes) -> bytes:
    """AES-256-CBC with PKCS#7. Raises ValueError for another key or a spoilt content."""
    decryptor = Cipher(algorithms.AES(key), modes.CBC(vector)).decryptor()
    unpadder = PKCS7(128).unpadder()
    padded = decryptor.update(content) + decryptor.finalize()
    return unpadder.update(padded) + unpadder.finalize()
