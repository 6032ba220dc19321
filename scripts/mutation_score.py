"""How many mutants of the code that counts money the tests find: `python -m scripts.mutation_score [group ...]`.

The tests of a group are set up once, and each mutant is tried in a fork of that process, with the tests that run
through its function, until one fails. What no test finds is written to var/mutation/<group>.txt.
"""

import os
import signal
import sys
import time
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import coverage
import pytest
from _pytest.runner import runtestprotocol

from scripts.mutants import Mutant, mutants_of

STATEMENTS, DOCUMENTS = "payments/statements", "payments/documents"
GROUPS: dict[str, tuple[list[str], list[str]]] = {
    "ledger": (
        [
            "payments/selectors/ledger.py",
            "payments/selectors/sums.py",
            "payments/refund_moves.py",
            "payments/services/writing_off.py",
        ],
        ["tests/payments/test_ledger.py", "tests/payments/test_refunds.py"],
    ),
    "matching": (
        [f"{STATEMENTS}/{name}.py" for name in ("matching", "candidates", "tokens", "naming", "identity")],
        [
            f"tests/{STATEMENTS}/test_{name}.py"
            for name in ("matching", "candidates", "tokens", "naming", "identity", "corpus", "importing")
        ],
    ),
    "numbering": (
        [*(f"{DOCUMENTS}/{name}.py" for name in ("numbering", "patterns", "amounts", "titles")), "events/numbering.py"],
        [
            *(
                f"tests/{DOCUMENTS}/test_{name}.py"
                for name in ("amounts", "issuing", "numbering", "patterns", "titles")
            ),
            "tests/events/test_numbering.py",
        ],
    ),
}
AIM = 0.85
RESULTS = Path("var/mutation")
LEAST_SECONDS = 10


class MutationRun:
    """Takes the place of pytest's loop over the tests."""

    def __init__(self, group: str) -> None:
        self.group, self.files = group, GROUPS[group][0]
        self.seconds: dict[str, float] = {}
        self.survivors: list[Mutant] = []
        self.tried = 0
        # Tests that found a mutant of a function are the likeliest to find its next one.
        self.finders: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        by_name = {item.nodeid: item for item in session.items}
        reached = self.run_unchanged(session)
        for file in self.files:
            for mutant in mutants_of(file):
                names = set().union(*(reached[file].get(line, set()) for line in mutant.lines))
                self.tried += 1
                if not self.is_found(mutant, [by_name[name] for name in names & by_name.keys()]):
                    self.survivors.append(mutant)
            told = f"{self.group}: {file}: {self.tried} mutants so far, {len(self.survivors)} not found"
            print(told, flush=True)
        return True

    def run_unchanged(self, session: pytest.Session) -> dict[str, dict[int, set[str]]]:
        """The tests that run through each line of each file."""
        watched = coverage.Coverage(data_file=None, config_file=False, include=self.files)
        watched.start()
        for at, item in enumerate(session.items):
            watched.switch_context(item.nodeid)
            began = time.monotonic()
            # Followed by itself or another, so that what belongs to the whole session stays for the mutants.
            if not passes(item, session.items[(at + 1) % len(session.items)]):
                pytest.exit(f"{item.nodeid} fails without any mutant")
            self.seconds[item.nodeid] = time.monotonic() - began
        watched.stop()
        data = watched.get_data()
        told = {file: data.contexts_by_lineno(str(Path(file).resolve())) for file in self.files}
        return {
            file: {line: {name for name in names if name} for line, names in lines.items()}
            for file, lines in told.items()
        }

    def is_found(self, mutant: Mutant, items: Sequence[pytest.Item]) -> bool:
        finders = self.finders[f"{mutant.file}:{mutant.function}"]
        order = sorted(items, key=lambda item: (-finders[item.nodeid], self.seconds[item.nodeid]))
        if not order:
            return False
        reader, writer = os.pipe()
        child = os.fork()
        if child == 0:
            try_mutant(mutant, order, writer, LEAST_SECONDS + 5 * sum(self.seconds[item.nodeid] for item in order))
        os.close(writer)
        with os.fdopen(reader) as answer:
            finder = answer.read()
        _pid, status = os.waitpid(child, 0)
        if finder:
            finders[finder] += 1
        return status != 0


def try_mutant(mutant: Mutant, order: Sequence[pytest.Item], writer: int, limit: float) -> None:
    """In the fork: ends with 1 and tells the test that failed, or with 0 when none does. Too long counts as found."""
    signal.alarm(int(limit))
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    status = 0
    try:
        mutant.take_over()
        order[0].session._setupstate.teardown_exact(order[0])
        for at, item in enumerate(order):
            if not passes(item, order[(at + 1) % len(order)]):
                os.write(writer, item.nodeid.encode())
                status = 1
                break
    except BaseException:
        status = 1
    finally:
        os._exit(status)


def passes(item: pytest.Item, following: pytest.Item) -> bool:
    return not any(report.failed for report in runtestprotocol(item, log=False, nextitem=following))


def score(group: str) -> bool:
    """Run a group, write what was not found, and tell whether it reaches the aim."""
    run = MutationRun(group)
    tests = [path for path in GROUPS[group][1] if Path(path).exists()]
    options = ["-n", "0", "-q", "-s", "-p", "no:cacheprovider", "-m", "not services and not browser and not walk"]
    pytest.main([*options, *tests], plugins=[run])
    if not run.tried:
        return False
    RESULTS.mkdir(parents=True, exist_ok=True)
    told = (f"{one.file}: {one.function}\n{one.diff}\n" for one in run.survivors)
    (RESULTS / f"{group}.txt").write_text("\n".join(told), encoding="utf-8")
    reached = 1 - len(run.survivors) / run.tried
    print(f"{group}: {run.tried - len(run.survivors)} of {run.tried} mutants found, {reached:.1%} (aim {AIM:.0%})")
    return reached >= AIM


def main(wanted: Sequence[str]) -> int:
    """Each group in a process of its own, as what is imported and set up is not shared. 1 when one misses the aim."""
    # Hypothesis then tries the same examples each time and leaves its clock.
    os.environ["CI"] = "true"
    missed = 0
    for group in wanted or list(GROUPS):
        child = os.fork()
        if child == 0:
            os._exit(not score(group))
        missed |= os.waitpid(child, 0)[1] != 0
    return missed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
