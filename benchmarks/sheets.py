"""Lists to spreadsheets and back, each in a process of its own, so that its memory is its own.

`export.xlsx.10000` writes ten thousand people with every column; `import.xlsx.10000` reads the same file and finds that
it changes nothing; `import.wrong.10000` finds thirty-seven wrong rows among new people;
`import.new.10000` writes them all into an empty conference.
"""

from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.apart import told_apart
from benchmarks.memory import peak_with_children
from benchmarks.results import Row
from benchmarks.sheet_steps import STEPS


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
    return told_apart("benchmarks.sheets", step, folder)


def main(step: str, folder: str) -> dict[str, float]:
    """Tells seconds and the peak of memory, that of the reader in a process of its own counted in."""
    seconds = STEPS[step](Path(folder))
    return {"seconds": round(seconds, 2), "peak_mb": round(peak_with_children(), 1)}
