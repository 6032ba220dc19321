"""`statement.match.5000`: five thousand transfers matched with five thousand open cards, read from the database.

Four of five transfers name their card; of the others payer and people are asked.
"""

import random
from time import perf_counter

from benchmarks.apart import told_apart
from benchmarks.memory import own_peak
from benchmarks.results import Row
from benchmarks.statement_steps import prepare
from payments.models import BankTransaction
from payments.statements.candidates import matcher_for, transfer_of

COUNT = 5000
NAME = "statement.match.5000"


def measure_statements() -> list[Row]:
    told = told_apart("benchmarks.statements")
    return [Row(NAME, told["seconds"], unit="seconds", peak_mb=told["peak_mb"])]


def main() -> dict[str, float]:
    association = prepare(COUNT, random.Random(5000))
    began = perf_counter()
    matcher = matcher_for(association)
    transfers = BankTransaction.objects.filter(account__association=association).order_by("pk")
    certain = sum(bool(matcher.match(transfer_of(one)).certain) for one in transfers)
    seconds = perf_counter() - began
    return {"seconds": round(seconds, 2), "peak_mb": round(own_peak(), 1), "certain": certain}
