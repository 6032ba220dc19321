import os
import shutil
from pathlib import Path

from playwright.sync_api import Browser, Playwright

# Without these a browser looks for its maker's servers, which a test machine need not reach.
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# The first is Chromium without windows, which costs a fifth less.
NAMES = ("chromium-headless-shell", "chromium", "google-chrome")


def chromium_path() -> str:
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    assert found, "Chromium was not found: install it, or name it, as in CHROMIUM=/path/to/chromium."
    return found


def launch(playwright: Playwright, *, film: Path | None = None) -> Browser:
    """A browser; with a film, one whose camera plays it and is allowed without asking."""
    camera = [
        "--use-fake-device-for-media-stream",
        "--use-fake-ui-for-media-stream",
        f"--use-file-for-fake-video-capture={film}",
    ]
    arguments = [*QUIET, *(camera if film else [])]
    return playwright.chromium.launch(executable_path=chromium_path(), args=arguments)
