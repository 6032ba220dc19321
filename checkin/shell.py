"""The parts of the scanner that a browser keeps, so that it opens without network."""

import hashlib
from collections.abc import Iterator
from functools import lru_cache

from django.conf import settings
from django.templatetags.static import static

SCRIPTS = "js/scanner"
VENDOR = "build/vendor/zxing"
READER = f"{VENDOR}/es/reader/index.js"
WASM = f"{VENDOR}/zxing_reader.wasm"
MAIN = f"{SCRIPTS}/main.js"
# What pages name by the address of `static`; modules name one another by their plain files.
NAMED = (
    *("build/css/zjazd.css", "build/icons.svg", "images/mark.svg", "js/theme.js", "js/forms.js", "js/dialogs.js"),
    *(f"build/fonts/{font}.woff2" for font in ("Lato-Regular", "Lato-Italic", "Lato-Bold", "SourceSerif4-SemiBold")),
    *("images/scanner-192.png", "images/scanner-512.png", MAIN, READER, WASM),
)
VERSION_LENGTH = 10


def shell() -> list[str]:
    """Addresses of all that the scanner's page loads."""
    plain = [f"{settings.STATIC_URL}{name}" for name in (*modules(), f"{VENDOR}/es/share.js")]
    return list(dict.fromkeys([*(static(name) for name in NAMED), *plain]))


def modules() -> Iterator[str]:
    folder = settings.BASE_DIR / "static" / SCRIPTS
    return (f"{SCRIPTS}/{path.name}" for path in sorted(folder.glob("*.js")))


def version_of(page: str) -> str:
    """Another one whenever the page or anything that it loads is another."""
    digest = hashlib.sha256(page.encode())
    digest.update((digest_of_files.__wrapped__ if settings.DEBUG else digest_of_files)())
    return digest.hexdigest()[:VERSION_LENGTH]


@lru_cache(maxsize=1)
def digest_of_files() -> bytes:
    """Of a process that serves one release; read anew each time while developing."""
    digest = hashlib.sha256()
    for name in (*NAMED, *modules()):
        path = settings.BASE_DIR / "static" / name
        digest.update(path.read_bytes() if path.exists() else b"")
    return digest.digest()
