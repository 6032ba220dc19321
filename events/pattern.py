"""The pattern of a conference: a woven band drawn from its edition, its days and its place.

Read like a kilim: each day is a band of rows, the letters of the place choose the figures, and exactly as many
stars shine as the edition counts. The same conference always gets the same pattern.
"""

from hashlib import sha256

CELL = 40
COLUMNS = 12
ROWS_PER_DAY = 4
MAX_DAYS = 4
# Figures of one cell, drawn in its upper left corner; the right half of the band mirrors the left.
FIGURES = (
    '<path class="pattern-mark" d="M{x} {y}h40L{x} {y40}z"/>',
    '<path class="pattern-mark" d="M{x} {y40}a40 40 0 0 1 40-40v40z"/>',
    '<path class="pattern-mark" d="M{x20} {y}l20 20-20 20-20-20z"/>',
    '<path class="pattern-line" d="M{x} {y10}h40M{x} {y20}h40M{x} {y30}h40"/>',
    '<path class="pattern-line" d="M{x} {y40}a40 40 0 0 1 40-40M{x20} {y40}a20 20 0 0 1 20-20"/>',
    '<path class="pattern-mark" d="M{x} {y}h20v20h20v20h-20v-20h-20z"/>',
    "",
)
MIRRORED = (
    '<path class="pattern-mark" d="M{x} {y}h40v40z"/>',
    '<path class="pattern-mark" d="M{x40} {y40}a40 40 0 0 0-40-40v40z"/>',
    FIGURES[2],
    FIGURES[3],
    '<path class="pattern-line" d="M{x40} {y40}a40 40 0 0 0-40-40M{x20} {y40}a20 20 0 0 0-20-20"/>',
    '<path class="pattern-mark" d="M{x20} {y}h20v20h-20v20h-20v-20h20z"/>',
    "",
)
STAR = '<path class="pattern-star" d="M{x20} {y4}l4 12 12 4-12 4-4 12-4-12-12-4 12-4z"/>'


def drawn(figure: str, column: int, row: int) -> str:
    x, y = column * CELL, row * CELL
    places = {"x": x, "x20": x + 20, "x40": x + 40, "y": y, "y4": y + 4, "y10": y + 10, "y20": y + 20}
    return figure.format(**places, y30=y + 30, y40=y + 40)


def star_cells(edition: int, rows: int, seed: bytes) -> set[tuple[int, int]]:
    """As many cells as the edition counts, spread over the band by the place."""
    cells = [(column, row) for row in range(rows) for column in range(COLUMNS)]
    cells.sort(key=lambda cell: sha256(seed + bytes(cell)).digest())
    return set(cells[:edition])


def conference_pattern(*, edition: int | None, days: int, place: str, accent: str) -> str:
    """An SVG coloured by the style sheet's class `accent-<accent>`; decoration only, hidden from screen readers."""
    rows = ROWS_PER_DAY * max(1, min(days, MAX_DAYS))
    seed = sha256(place.casefold().encode()).digest()
    stars = star_cells(edition or 0, rows, seed)
    shapes = []
    for row in range(rows):
        # Each row repeats a short motif, as weaving does; its length and start come from the place.
        length = 2 + seed[row] % 2
        motif = [seed[(row * 3 + step) % len(seed)] % len(FIGURES) for step in range(length)]
        for column in range(COLUMNS):
            left = column < COLUMNS // 2
            kind = motif[(column if left else COLUMNS - 1 - column) % length]
            figure = STAR if (column, row) in stars else (FIGURES if left else MIRRORED)[kind]
            shapes.append(drawn(figure, column, row))
    width, height = COLUMNS * CELL, rows * CELL
    return (
        f'<svg class="pattern accent-{accent}" viewBox="0 0 {width} {height}" '
        f'preserveAspectRatio="xMidYMid slice" aria-hidden="true" focusable="false">{"".join(shapes)}</svg>'
    )
