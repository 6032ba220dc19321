"""Lists to spreadsheets and back, each in a process of its own, so that its memory is its own.

`export.xlsx.10000` writes ten thousand people with every column; `import.xlsx.10000` reads the same file and finds that
it changes nothing; `import.wrong.10000` finds thirty-seven wrong rows among new people;
`import.new.10000` writes them all into an empty conference. The first argument says which.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import django

from benchmarks.memory import peak_with_children
from benchmarks.results import Row


def measure_sheets() -> list[Row]:
    """Prepares and measures on the present database."""
    with TemporaryDirectory() as folder:
        run("prepare", folder)
        exported = run("export", folder)
        run("part", folder)
        return [
            row_of("export.xlsx.10000", exported),
            row_of("import.xlsx.10000", run("same", folder)),
            row_of("import.wrong.10000", run("wrong", folder)),
            row_of("import.new.10000", run("new", folder)),
        ]


def row_of(name: str, told: dict[str, float]) -> Row:
    return Row(name, told["seconds"], unit="seconds", peak_mb=told["peak_mb"])


def run(step: str, folder: str) -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks.sheets", step, folder]
    done = subprocess.run(command, env=os.environ, check=True, capture_output=True, text=True)
    told: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return told


def main(step: str, folder: Path) -> None:
    """Tells seconds and the peak of memory, that of the reader in a process of its own counted in."""
    django.setup()
    from benchmarks import sheet_steps  # noqa: PLC0415  its models want the settings first

    seconds = sheet_steps.STEPS[step](folder)
    sys.stdout.write(json.dumps({"seconds": round(seconds, 2), "peak_mb": round(peak_with_children(), 1)}) + "\n")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
