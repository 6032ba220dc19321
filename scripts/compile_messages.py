"""Compiles locale/*/LC_MESSAGES/*.po in pure Python, so that no gettext need be installed."""

import sys
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parent.parent


def compile_file(source: Path) -> None:
    """The finished file takes the old one's place in one step: a running server never reads half of it."""
    with source.open("rb") as text:
        catalog = read_po(text, locale=source.parent.parent.name)
    target = source.with_suffix(".mo")
    draft = target.with_suffix(".mo.part")
    with draft.open("wb") as output:
        write_mo(output, catalog)
    draft.replace(target)


if __name__ == "__main__":
    found = sorted(ROOT.glob("locale/*/LC_MESSAGES/*.po"))
    for path in found:
        compile_file(path)
    sys.stdout.write(f"{len(found)} compiled\n")
