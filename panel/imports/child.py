"""Reads a spreadsheet in a process of its own: whatever is in the file, the process that asked lives on.

`python child.py PATH ROWS COLUMNS MEGABYTES SECONDS` writes a row a line as JSON, every cell as the text a Polish
program shows. It ends with 3 when there are more rows or columns than that. Knows nothing of Django.
"""

import json
import resource
import sys
from datetime import date, datetime, time, timedelta
from typing import Any

from python_calamine import CalamineWorkbook

TOO_LARGE = 3


def limit(megabytes: int, seconds: int) -> None:
    """What is asked for beyond this is refused by the system, which ends the process."""
    size = megabytes * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (size, size))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def text_of(cell: Any) -> str:
    """A day as 13.06.2024, an hour as 09:05, a number without needless zeros."""
    if isinstance(cell, str):
        return cell.replace("\r\n", "\n").strip()
    if isinstance(cell, bool):
        return "1" if cell else "0"
    if isinstance(cell, float):
        return f"{cell:.10f}".rstrip("0").rstrip(".").replace(".", ",")
    if isinstance(cell, datetime):
        return f"{cell:%d.%m.%Y}" if cell.time() == time() else f"{cell:%d.%m.%Y %H:%M}"
    if isinstance(cell, date):
        return f"{cell:%d.%m.%Y}"
    if isinstance(cell, timedelta):
        minutes = round(cell.total_seconds() / 60)
        return f"{minutes // 60:02d}:{minutes % 60:02d}"
    return f"{cell:%H:%M}" if isinstance(cell, time) else str(cell)


def main(path: str, rows: int, columns: int) -> int:
    sheet = CalamineWorkbook.from_path(path).get_sheet_by_index(0)
    if sheet.total_height > rows + 1 or sheet.total_width > columns:
        return TOO_LARGE
    for row in sheet.iter_rows():
        sys.stdout.write(json.dumps([text_of(cell) for cell in row]) + "\n")
    return 0


if __name__ == "__main__":
    limit(int(sys.argv[4]), int(sys.argv[5]))
    sys.exit(main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3])))
