"""Texts under each other in a box: all of them smaller until they fit, then the least needed left out; names never."""

from collections.abc import Sequence
from dataclasses import dataclass

from badges.boxes import Words
from events.paper.fonts import Face
from events.paper.text import Fitted, fit_whole, text_width

STEP = 0.92
SMALLEST = 0.25
# Print smaller than this is not read: a name that is too long takes more lines instead.
LEAST_SIZE = 5.0
# Of the size of a line: where its baseline lies below its top.
ASCENT = 0.95


@dataclass(frozen=True, slots=True)
class Piece:
    """One text of a stack. Those of the highest `rank` are left out first, those of 0 never."""

    field: str
    text: str
    face: Face
    size: float
    colour: str
    rank: int = 0
    lines: int = 2
    # Room below, in parts of the size.
    gap: float = 0.2


Stack = list[tuple[Piece, Fitted]]


def height_of(stack: Stack) -> float:
    heights = sum(fitted.height + piece.gap * fitted.size for piece, fitted in stack)
    return heights - (stack[-1][0].gap * stack[-1][1].size if stack else 0)


def fit_stack(pieces: Sequence[Piece], width: float, height: float) -> Stack:
    """The pieces that fit, in their order. Text is never cut: what does not fit at the least size is left out."""
    kept = [piece for piece in pieces if piece.text.strip()]
    factor = 1.0
    while kept:
        stack = [
            (piece, fit_whole(piece.text, piece.face, width=width, size=piece.size * factor, least=LEAST_SIZE,
                              lines=piece.lines))
            for piece in kept
        ]  # fmt: skip
        if height_of(stack) <= height:
            return stack
        if factor > SMALLEST:
            factor *= STEP
            continue
        needless = max(kept, key=lambda piece: piece.rank)
        if not needless.rank:
            return stack
        kept.remove(needless)
        factor = 1.0
    return []


def set_stack(stack: Stack, x: float, top: float) -> tuple[Words, ...]:
    """The lines of the stack, downwards from `top`."""
    words = []
    for piece, fitted in stack:
        baseline = top - fitted.size * ASCENT
        for line in fitted.lines:
            width = text_width(line, fitted.face, fitted.size)
            words.append(Words(x, baseline, line, fitted.face, fitted.size, piece.colour, width, piece.field))
            baseline -= fitted.leading
        top -= fitted.height + piece.gap * fitted.size
    return tuple(words)
