"""Contrast of text and what it stands on (WCAG 2.1, 1.4.3)."""

import re

LEAST_CONTRAST = 4.5
WHITE, DARK, BLACK = "#ffffff", "#16202e", "#000000"
COLOUR = re.compile(r"#[0-9a-fA-F]{6}\Z")


def luminance(colour: str) -> float:
    """Relative luminance of `#rrggbb`, from 0 to 1."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def text_on(ground: str) -> str:
    """White or our ink, whichever is read better; black on the few grounds of middle brightness that bear neither."""
    text = max((WHITE, DARK), key=lambda one: contrast(one, ground))
    return text if is_readable(text, ground) else BLACK


def is_readable(text: str, ground: str) -> bool:
    return contrast(text, ground) >= LEAST_CONTRAST
