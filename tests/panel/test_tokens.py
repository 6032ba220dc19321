"""Every pair of colours that meets on a page keeps the contrast of WCAG 2.1 AA, in both schemes and all accents."""

import json
import re
from itertools import product
from pathlib import Path

import pytest

from events.enums import Accent

pytestmark = pytest.mark.once

ROOT = Path(__file__).resolve().parents[2]
TOKENS = (ROOT / "styles" / "_tokens.scss").read_text(encoding="utf-8")
TEXT, UI = 4.5, 3.0
SCHEMES = ("light", "dark")
GROUNDS = ("paper", "raised", "sunken")
TONES = ("settled", "waiting", "problem", "info")


def block(name: str) -> str:
    found = re.search(rf"^\${name}: \((.*?)^\);", TOKENS, re.DOTALL | re.MULTILINE)
    assert found, f"styles/_tokens.scss has no map ${name}"
    return found[1]


def colours(scheme: str) -> dict[str, str]:
    return dict(re.findall(r'"([\w-]+)": (#[0-9a-f]{6}),', block(scheme)))


def accents(scheme: str) -> dict[str, dict[str, str]]:
    roles = re.findall(r'"([\w-]+)"', TOKENS.split("$accent-roles:")[1].split(";")[0])
    rows = re.findall(r'"(\w+)": \(([^)]*)\)', block(f"accents-{scheme}"))
    return {name: dict(zip(roles, values.split(", "), strict=True)) for name, values in rows}


def luminance(colour: str) -> float:
    """WCAG 2.1, relative luminance."""
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_of_black_and_white_is_the_standards_21() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize(("scheme", "ground", "text"), list(product(SCHEMES, GROUNDS, ("ink", "muted", *TONES))))
def test_text_keeps_its_contrast_on_every_ground(scheme: str, ground: str, text: str) -> None:
    shades = colours(scheme)
    assert contrast(shades[text], shades[ground]) >= TEXT


@pytest.mark.parametrize(("scheme", "tone"), list(product(SCHEMES, TONES)))
def test_tone_and_ink_keep_their_contrast_on_its_tint(scheme: str, tone: str) -> None:
    shades = colours(scheme)
    assert contrast(shades[tone], shades[f"{tone}-tint"]) >= TEXT
    assert contrast(shades["ink"], shades[f"{tone}-tint"]) >= TEXT


@pytest.mark.parametrize(("scheme", "ground", "line"), list(product(SCHEMES, GROUNDS, ("edge", "focus"))))
def test_edges_of_controls_and_focus_are_seen(scheme: str, ground: str, line: str) -> None:
    shades = colours(scheme)
    assert contrast(shades[line], shades[ground]) >= UI


@pytest.mark.parametrize(("scheme", "accent"), list(product(SCHEMES, Accent.values)))
def test_accent_keeps_its_contrast_as_text_and_under_text(scheme: str, accent: str) -> None:
    shades, own = colours(scheme), accents(scheme)[accent]
    grounds = [*(shades[ground] for ground in GROUNDS), own["accent-tint"]]
    assert min(contrast(own["accent"], ground) for ground in grounds) >= TEXT
    assert contrast(own["on-accent"], own["accent"]) >= TEXT
    assert contrast(shades["ink"], own["accent-tint"]) >= TEXT
    assert contrast(shades["muted"], own["accent-tint"]) >= TEXT
    assert contrast(own["accent-mark"], own["accent-deep"]) >= UI
    assert contrast(shades["star"], own["accent-deep"]) >= UI


def test_accents_are_those_an_organiser_may_choose() -> None:
    for scheme in SCHEMES:
        assert set(accents(scheme)) == set(Accent.values)


def test_both_schemes_have_the_same_tokens() -> None:
    assert set(colours("light")) == set(colours("dark"))


def test_browser_frame_has_the_colour_of_the_paper() -> None:
    page = (ROOT / "templates" / "base.html").read_text(encoding="utf-8")
    framed = re.findall(r'name="theme-color" media="\(prefers-color-scheme: (\w+)\)" content="(#\w+)"', page)
    assert dict(framed) == {scheme: colours(scheme)["paper"] for scheme in SCHEMES}


def test_no_colour_is_written_outside_the_tokens() -> None:
    # Paper of a printer and the quiet zone of a QR code are white in every scheme.
    allowed = {"#fff", "#000"}
    for sheet in sorted((ROOT / "styles").glob("*.scss")):
        if sheet.name == "_tokens.scss":
            continue
        text = re.sub(r"#\{.*?\}|//.*", "", sheet.read_text(encoding="utf-8"))
        assert set(re.findall(r"#[0-9a-fA-F]{3,8}\b", text)) <= allowed, sheet.name


def test_lock_of_packages_names_no_registry() -> None:
    lock = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))
    packages = {name: about for name, about in lock["packages"].items() if name}
    assert [name for name, about in packages.items() if "resolved" in about] == []
    assert [name for name, about in packages.items() if "integrity" not in about] == []
