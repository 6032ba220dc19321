"""Checks that no file of ours has more than 400 lines and no Python function more than 50."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FILE_LINES = 400
FUNCTION_LINES = 50
ENDINGS = {".py", ".html", ".txt", ".js", ".mjs", ".scss", ".css", ".sh", ".md"}
# Written by tools: locks, and migrations, which are as long as the models they make.
GENERATED = ("requirements", "migrations")


def sources() -> Iterator[Path]:
    """Files under version control, and those about to be."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    for name in sorted(set(listed.stdout.split("\0")) - {""}):
        path = ROOT / name
        if path.suffix in ENDINGS and path.is_file() and not set(GENERATED) & set(path.relative_to(ROOT).parts):
            yield path


def long_functions(path: Path, text: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > FUNCTION_LINES:
                place = f"{path.relative_to(ROOT)}:{node.lineno}"
                yield f"{place}: {node.name} has {length} lines, more than {FUNCTION_LINES}"


def faults() -> Iterator[str]:
    for path in sources():
        text = path.read_text()
        length = len(text.splitlines())
        if length > FILE_LINES:
            yield f"{path.relative_to(ROOT)}: {length} lines, more than {FILE_LINES}"
        if path.suffix == ".py":
            yield from long_functions(path, text)


if __name__ == "__main__":
    found = list(faults())
    for fault in found:
        print(fault)
    print(f"Lengths: {len(found)} faults")
    sys.exit(bool(found))
