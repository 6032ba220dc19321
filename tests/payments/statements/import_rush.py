"""Four workers import overlapping statements of one account at once, and settle what is certain: real connections.

Run as `python -m tests.payments.statements.import_rush EXAMPLES` with DATABASE_URL naming a migrated, empty database.
Hypothesis chooses what the bank knows and how the files are cut; prints how many examples there were and what was wrong
in them.
"""

import json
import multiprocessing
import random
import sys
from collections import Counter
from datetime import date, timedelta
from typing import Any

import django

from tests import environment  # noqa: F401  settles what is not set yet

django.setup()

from django.db import connections  # noqa: E402
from hypothesis import HealthCheck, given, settings  # noqa: E402
from hypothesis import strategies as st  # noqa: E402

from events.models import Conference  # noqa: E402
from payments.invariants import broken  # noqa: E402
from payments.models import BankTransaction, Payment, Statement  # noqa: E402
from payments.statements.deciding import settle_certain  # noqa: E402
from payments.statements.importing import import_file  # noqa: E402
from payments.statements.parsed import ParsedFile, ParsedStatement, ParsedTransaction  # noqa: E402
from registrations.models import ParticipationCard  # noqa: E402
from tests.factories.events import ConferenceFactory  # noqa: E402
from tests.factories.registrations import CardFactory  # noqa: E402
from tests.payments.statements.samples import ACCOUNT  # noqa: E402

WORKERS = 4
FIRST, DAYS, CARDS, OWED = date(2026, 11, 2), 4, 5, 120_000
Span = tuple[int, int]

moves = st.tuples(st.integers(0, DAYS), st.integers(0, CARDS), st.booleans())
spans = st.tuples(st.integers(0, DAYS), st.integers(0, DAYS)).map(lambda pair: (min(pair), max(pair)))


def bank_of(chosen: list[tuple[int, int, bool]], codes: list[str]) -> list[ParsedTransaction]:
    """What truly came: some transfers name a card, some are equal to one another, some have a number of the bank."""
    return [
        ParsedTransaction(
            booked_on=FIRST + timedelta(day),
            value_on=FIRST + timedelta(day),
            amount=OWED,
            currency="PLN",
            payer_name="GMINA",
            title=[*codes, "konferencja"][which],
            bank_ref=f"BR{at:08d}" if numbered else "",
        )
        for at, (day, which, numbered) in enumerate(chosen)
    ]


def file_of(bank: list[ParsedTransaction], span: Span) -> ParsedFile:
    first, last = FIRST + timedelta(span[0]), FIRST + timedelta(span[1])
    within = tuple(one for one in bank if first <= one.booked_on <= last)
    return ParsedFile(
        "mt940", "utf-8", (ParsedStatement(f"PL{ACCOUNT}", "PLN", "", first, last, None, None, within),), ()
    )


def worker(conference: int, bank: list[ParsedTransaction], files: list[Span], seed: int, faults: Any) -> None:
    """Every file, in an order of its own."""
    connections.close_all()
    association = Conference.objects.select_related("association").get(pk=conference).association
    random.Random(seed).shuffle(files)
    try:
        for span in files:
            content = f"{seed}:{span}".encode()
            import_file(association=association, parsed=file_of(bank, span), content=content, name="w.sta", by=None)
            settle_certain(association=association, by=None)
    except Exception as error:
        faults.put(f"{type(error).__name__}: {error}")
    finally:
        faults.put("")
        connections.close_all()


def import_at_once(conference: Conference, bank: list[ParsedTransaction], files: list[Span]) -> list[str]:
    connections.close_all()
    fork = multiprocessing.get_context("fork")
    faults = fork.SimpleQueue()
    processes = [
        fork.Process(target=worker, args=[conference.pk, bank, [*files, (0, DAYS)], seed, faults])
        for seed in range(WORKERS)
    ]
    for process in processes:
        process.start()
    told: list[str] = []
    while told.count("") < WORKERS:
        told.append(faults.get())
    for process in processes:
        process.join()
    return [fault for fault in told if fault]


def faults_of(bank: list[ParsedTransaction], codes: list[str]) -> list[str]:
    """Where the ledger differs from what truly came."""
    kept = Counter(BankTransaction.objects.values_list("booked_on", "title", "bank_ref"))
    faults = [] if kept == Counter((one.booked_on, one.title, one.bank_ref) for one in bank) else [f"ledger: {kept}"]
    named = {one.title for one in bank} & set(codes)
    paid = Counter(Payment.objects.values_list("card__code", flat=True))
    if paid != Counter(named):
        faults.append(f"paid: {paid}, named: {named}")
    return faults + list(broken())


def clear() -> None:
    Payment.objects.all().delete()
    BankTransaction.objects.all().delete()
    Statement.objects.all().delete()
    ParticipationCard.objects.update(settled=0)


def rush(examples: int) -> dict[str, Any]:
    conference = ConferenceFactory.create(association__bank_account=ACCOUNT)
    codes = [CardFactory.create(conference=conference, due=OWED).code for _ in range(CARDS)]
    wrong: list[str] = []
    count = 0

    @settings(max_examples=examples, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(moves, min_size=1, max_size=14), st.lists(spans, max_size=4))
    def one(chosen: list[tuple[int, int, bool]], files: list[Span]) -> None:
        nonlocal count
        clear()
        count += 1
        bank = bank_of(chosen, codes)
        wrong.extend(import_at_once(conference, bank, files) + faults_of(bank, codes))

    one()
    return {"examples": count, "wrong": wrong}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(rush(int(sys.argv[1]))) + "\n")
