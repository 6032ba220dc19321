"""QR codes of a fixed mask, several times faster than letting a library choose one.

`qrcode` gives the function patterns and block tables, once for each version; the data of one code are
then a few big integers (ISO/IEC 18004, 7.4 to 7.7). A test compares our codes with that library's own.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from itertools import chain, zip_longest
from operator import itemgetter
from typing import Literal, Protocol, cast

import qrcode
from django.utils.safestring import SafeString
from qrcode.base import gexp, glog, rs_blocks
from qrcode.constants import ERROR_CORRECT_H, ERROR_CORRECT_L, ERROR_CORRECT_M, ERROR_CORRECT_Q
from qrcode.util import mask_func
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

Level = Literal["L", "M", "Q", "H"]

QUIET_MODULES = 4
MASK = 4
LARGEST_VERSION = 40
LEVELS: dict[Level, int] = {
    "L": ERROR_CORRECT_L,
    "M": ERROR_CORRECT_M,
    "Q": ERROR_CORRECT_Q,
    "H": ERROR_CORRECT_H,
}
ALPHANUMERIC = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
SINGLES = {letter: f"{value:06b}" for value, letter in enumerate(ALPHANUMERIC)}
PAIRS = {
    first + second: f"{ALPHANUMERIC.index(first) * 45 + ALPHANUMERIC.index(second):011b}"
    for first in ALPHANUMERIC
    for second in ALPHANUMERIC
}
RUN = re.compile("1+")
STRIP = 8


class DataTooLongError(ValueError):
    """The text does not fit into a code of the wanted version and level."""


class RawCanvas(Protocol):
    """The one private thing of reportlab's canvas that is used: its list of page operators."""

    _code: list[str]


@dataclass(frozen=True, slots=True)
class QrMatrix:
    """The modules without their quiet zone: one string of `0` and `1` (dark) a row, from the top."""

    rows: tuple[str, ...]

    @property
    def size(self) -> int:
        return len(self.rows)


@dataclass(frozen=True, slots=True)
class Frame:
    """All that codes of one version, level and mask have in common."""

    size: int
    blocks: tuple[tuple[int, int], ...]
    bits: int
    masking: int
    place: Callable[[str], tuple[str, ...]]

    @property
    def capacity(self) -> int:
        return sum(data for data, _ in self.blocks)


class _Blank(qrcode.QRCode):  # type: ignore[type-arg]  # the stubs and the library differ in its parameter
    """A code whose data modules stay None."""

    def map_data(self, data: object, mask_pattern: int) -> None:
        pass


def _blank_modules(version: int, level: Level) -> list[list[bool | None]]:
    blank = _Blank(version=version, error_correction=LEVELS[level], mask_pattern=MASK)
    blank.data_cache = []
    blank.makeImpl(False, MASK)
    return [list(row) for row in blank.modules]


def _data_order(modules: list[list[bool | None]]) -> list[tuple[int, int]]:
    """The data modules in the order of the standard's zigzag, two columns at a time from the right."""
    size = len(modules)
    order: list[tuple[int, int]] = []
    upwards = True
    for right in [column if column > 6 else column - 1 for column in range(size - 1, 0, -2)]:
        for row in range(size - 1, -1, -1) if upwards else range(size):
            order += [(row, column) for column in (right, right - 1) if modules[row][column] is None]
        upwards = not upwards
    return order


@cache
def _frame(version: int, level: Level) -> Frame:
    modules = _blank_modules(version, level)
    order = _data_order(modules)
    masked = mask_func(MASK)
    # Each module takes a bit of the data, or of the two constants that stand behind them.
    source = {place: index for index, place in enumerate(order)}
    size, bits = len(modules), len(order)
    wanted = [
        source[row, column] if modules[row][column] is None else bits + bool(modules[row][column])
        for row in range(size)
        for column in range(size)
    ]
    blocks = tuple(
        (block.data_count, block.total_count - block.data_count) for block in rs_blocks(version, LEVELS[level])
    )
    masking = int("".join("1" if masked(row, column) else "0" for row, column in order), 2)
    return Frame(size, blocks, bits, masking, itemgetter(*wanted))


@cache
def _division_table(degree: int) -> tuple[int, ...]:
    """For each leading byte, the multiple of the generator polynomial that cancels it."""
    generator = [1]
    for power in range(degree):
        shifted = [gexp((glog(term) + power) % 255) if term else 0 for term in generator]
        generator = [left ^ right for left, right in zip([*generator, 0], [0, *shifted], strict=True)]
    table = [0]
    for lead in range(1, 256):
        multiple = bytes(gexp((glog(term) + glog(lead)) % 255) for term in generator[1:])
        table.append(int.from_bytes(multiple))
    return tuple(table)


def _correction(block: bytes, degree: int) -> bytes:
    table, top = _division_table(degree), 8 * (degree - 1)
    keep = (1 << top) - 1
    remainder = 0
    for byte in block:
        remainder = ((remainder & keep) << 8) ^ table[(remainder >> top) ^ byte]
    return remainder.to_bytes(degree)


def _segment(data: str, version: int) -> str:
    """Mode, length and data as a string of bits: alphanumeric where the text allows it, else UTF-8 bytes."""
    group = (version > 9) + (version > 26)
    if all(letter in SINGLES for letter in data):
        pairs = "".join([PAIRS[data[start : start + 2]] for start in range(0, len(data) - 1, 2)])
        return f"0010{len(data):0{(9, 11, 13)[group]}b}{pairs}{SINGLES[data[-1]] if len(data) % 2 else ''}"
    raw = data.encode()
    return f"0100{len(raw):0{(8, 16, 16)[group]}b}{int.from_bytes(raw):0{8 * len(raw)}b}"


def _codewords(bits: str, frame: Frame) -> bytes:
    padded = bits + "0" * min(4, 8 * frame.capacity - len(bits))
    padded += "0" * (-len(padded) % 8)
    content = int(padded, 2).to_bytes(len(padded) // 8)
    content += (b"\xec\x11" * frame.capacity)[: frame.capacity - len(content)]
    blocks: list[bytes] = []
    start = 0
    for length, _ in frame.blocks:
        blocks.append(content[start : start + length])
        start += length
    corrections = [_correction(block, degree) for block, (_, degree) in zip(blocks, frame.blocks, strict=True)]
    woven = chain(*zip_longest(*blocks), *zip_longest(*corrections))
    return bytes(byte for byte in woven if byte is not None)


def qr_matrix(data: str, *, version: int | None = None, level: Level = "M") -> QrMatrix:
    """The code of `data`; `version` None is the smallest that holds it. Raises DataTooLongError."""
    for candidate in [version] if version else range(1, LARGEST_VERSION + 1):
        bits = _segment(data, candidate)
        frame = _frame(candidate, level)
        if len(bits) <= 8 * frame.capacity:
            break
    else:
        raise DataTooLongError(f"{len(data)} characters do not fit into a QR code of level {level}.")
    words = _codewords(bits, frame)
    value = int.from_bytes(words) << (frame.bits - 8 * len(words))
    modules = "".join(frame.place(f"{value ^ frame.masking:0{frame.bits}b}01"))
    return QrMatrix(tuple(modules[start : start + frame.size] for start in range(0, frame.size**2, frame.size)))


@cache
def _strip(height: int, left: int, modules: str) -> str:
    """The operators of a few modules of a row: so few that all their patterns recur."""
    return "".join(f"{left + run.start()} {height} {run.end() - run.start()} 1 re\n" for run in RUN.finditer(modules))


def qr_operators(matrix: QrMatrix) -> str:
    """Page operators that fill the code, one module a unit, from 0, 0 up: one path, one fill."""
    starts = range(0, matrix.size, STRIP)
    boxes = [
        _strip(height, left, row[left : left + STRIP])
        for height, row in zip(range(matrix.size - 1, -1, -1), matrix.rows, strict=True)
        for left in starts
    ]
    return "".join([*boxes, "f"])


def draw_qr(canvas: Canvas, matrix: QrMatrix, x: float, y: float, size_mm: float) -> None:
    """Black on white in a square of `size_mm`, quiet zone included; x, y (points) is its lower left."""
    modules = matrix.size + 2 * QUIET_MODULES
    unit = size_mm * mm / modules
    # The colour operators stay inside q and Q, so that the canvas need not know of them.
    cast(RawCanvas, canvas)._code.append(
        f"q {unit:.4f} 0 0 {unit:.4f} {x:.3f} {y:.3f} cm 1 g 0 0 {modules} {modules} re f\n"
        f"0 g 1 0 0 1 {QUIET_MODULES} {QUIET_MODULES} cm\n{qr_operators(matrix)} Q"
    )


def qr_path(matrix: QrMatrix) -> str:
    """The dark modules as the path of a picture, one module a unit, downwards, after the quiet zone."""
    return "".join(
        f"M{run.start() + QUIET_MODULES} {height}h{run.end() - run.start()}v1h-{run.end() - run.start()}z"
        for height, row in enumerate(matrix.rows, QUIET_MODULES)
        for run in RUN.finditer(row)
    )


def qr_svg(data: str, *, level: Level = "M") -> SafeString:
    """An inline picture with its quiet zone for pages; the template around it tells what it is for."""
    matrix = qr_matrix(data, level=level)
    size = matrix.size + 2 * QUIET_MODULES
    return SafeString(
        '<svg xmlns="http://www.w3.org/2000/svg" class="qr" shape-rendering="crispEdges" '
        f'viewBox="0 0 {size} {size}">'
        f'<rect class="qr__paper" width="{size}" height="{size}" fill="#fff"/>'
        f'<path class="qr__ink" fill="#000" d="{qr_path(matrix)}"/></svg>'
    )
