"""`statement.match.5000`: five thousand transfers matched with five thousand open cards, read from the database.

Four of five transfers name their card; of the others payer and people are asked. In a process of its own, so that its
memory is its own: `python -m benchmarks.statements` on a migrated database.
"""

import json
import os
import random
import subprocess
import sys
from time import perf_counter

import django

from benchmarks.memory import own_peak
from benchmarks.results import Row

COUNT = 5000
NAME = "statement.match.5000"


def measure_statements() -> list[Row]:
    command = [sys.executable, "-m", "benchmarks.statements"]
    done = subprocess.run(command, env=os.environ, check=True, capture_output=True, text=True)
    told: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return [Row(NAME, told["seconds"], unit="seconds", peak_mb=told["peak_mb"])]


def main() -> None:
    django.setup()
    from benchmarks.statement_steps import prepare  # noqa: PLC0415  its models want the settings first
    from payments.models import BankTransaction  # noqa: PLC0415
    from payments.statements.candidates import matcher_for, transfer_of  # noqa: PLC0415

    association = prepare(COUNT, random.Random(5000))
    began = perf_counter()
    matcher = matcher_for(association)
    transfers = BankTransaction.objects.filter(account__association=association).order_by("pk")
    certain = sum(bool(matcher.match(transfer_of(one)).certain) for one in transfers)
    seconds = perf_counter() - began
    told = {"seconds": round(seconds, 2), "peak_mb": round(own_peak(), 1), "certain": certain}
    sys.stdout.write(json.dumps(told) + "\n")


if __name__ == "__main__":
    main()
