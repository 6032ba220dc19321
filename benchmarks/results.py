"""What a run tells: a table to read and a file for programs."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

AIMS = {"page.conference": 0.6, "card.submit": 0.15, "scan.single": 0.4}


@dataclass(frozen=True)
class Row:
    """One measurement: `value` in `unit`, `ratio` to the floor of the same round, null where it does not apply."""

    name: str
    value: float
    unit: str = "requests/s"
    ratio: float | None = None
    p50_ms: float | None = None
    p95_ms: float | None = None
    queries: int | None = None
    peak_mb: float | None = None
    bytes: int | None = None


def write_results(rows: Sequence[Row], path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps([asdict(row) for row in rows], indent=1) + "\n")


def table_of(rows: Sequence[Row]) -> str:
    lines = [
        f"{'name':<34}{'per second':>12}{'of floor':>10}{'aim':>6}{'p50 ms':>9}{'p95 ms':>9}{'queries':>9}{'MB':>6}"
    ]
    for row in rows:
        share = f"{row.ratio:.0%}" if row.ratio is not None else ""
        aim = f"{AIMS[row.name]:.0%}" if row.name in AIMS else ""
        lines.append(
            f"{row.name:<34}{row.value:>12.1f}{share:>10}{aim:>6}{row.p50_ms or 0:>9.2f}{row.p95_ms or 0:>9.2f}"
            f"{row.queries if row.queries is not None else '':>9}{row.peak_mb or 0:>6.0f}"
        )
    return "\n".join(lines)
