"""Sizes of badges and sheets of labels. Millimetres in, points out."""

from dataclasses import dataclass

from reportlab.lib.units import mm

from badges.enums import Format, Orientation

A4 = (210.0, 297.0)
# Upright, in millimetres.
SIZES: dict[str, tuple[float, float]] = {
    Format.A6: (105.0, 148.0),
    Format.CARD_90: (55.0, 90.0),
    Format.CARD_86: (54.0, 86.0),
}


@dataclass(frozen=True, slots=True)
class Grid:
    """A sheet of labels on A4, in millimetres."""

    columns: int
    rows: int
    width: float
    height: float
    left: float
    top: float
    gap_x: float = 0.0
    gap_y: float = 0.0

    @property
    def right_edge(self) -> float:
        return self.left + self.columns * self.width + (self.columns - 1) * self.gap_x

    @property
    def bottom_edge(self) -> float:
        return self.top + self.rows * self.height + (self.rows - 1) * self.gap_y

    @property
    def fits(self) -> bool:
        return self.right_edge <= A4[0] + 0.01 and self.bottom_edge <= A4[1] + 0.01


GRIDS: dict[str, Grid] = {
    Format.LABELS_2X5: Grid(2, 5, 99.1, 57.0, 4.65, 6.0, 2.5, 0.0),
    Format.LABELS_3X8: Grid(3, 8, 70.0, 37.0, 0.0, 0.5),
}
DEFAULT_OWN = GRIDS[Format.LABELS_2X5]


def grid_of(kind: Format, own: Grid | None) -> Grid | None:
    """The sheet of labels of the format; None for a badge on paper that is cut."""
    if kind == Format.OWN:
        return own or DEFAULT_OWN
    return GRIDS.get(kind)


def badge_size(kind: Format, orientation: Orientation, own: Grid | None) -> tuple[float, float]:
    """Width and height of one side in points. A label is as wide as its sheet says."""
    grid = grid_of(kind, own)
    if grid:
        return grid.width * mm, grid.height * mm
    narrow, long = SIZES[kind]
    width, height = (narrow, long) if orientation == Orientation.PORTRAIT else (long, narrow)
    return width * mm, height * mm
