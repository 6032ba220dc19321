"""What a process of the test of crashes does: `seed`, `work` until it is killed, `finish` or `report`."""

import json
import sys
import time
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, InterfaceError, OperationalError, connection

from payments.documents.catching_up import issue_missing
from payments.documents.selectors import cards_without_sale
from payments.enums import DocumentKind, DocumentMode
from payments.invariants import broken
from payments.models import Document, DocumentSeries
from registrations.models import ParticipationCard
from tests.factories.documents import paid_card, sold_conference

CARDS = 60
FEW = 1
# Between two documents, so that most deaths come while there is still work to do.
REST_SECONDS = 0.3


class NoMigrations:
    """Says of every app that its tables are made as its models are: the way there takes minutes."""

    def __contains__(self, _app: str) -> bool:
        return True

    def __getitem__(self, _app: str) -> None:
        return None


def seed() -> None:
    settings.MIGRATION_MODULES = NoMigrations()
    call_command("migrate", run_syncdb=True, verbosity=0)
    conference = sold_conference(mode=DocumentMode.INVOICE)
    for number in range(CARDS):
        paid_card(conference, people=1 + number % 2)


def work() -> None:
    """As the clock does it, over and over; a server that is gone is waited for."""
    while True:
        try:
            issue_missing(at_once=FEW)
            time.sleep(REST_SECONDS)
        except (DatabaseError, InterfaceError, OperationalError):
            connection.close()
            time.sleep(0.2)


def finish() -> None:
    while issue_missing():
        pass


def report() -> dict[str, Any]:
    invoices = Document.objects.filter(kind=DocumentKind.INVOICE)
    cards = ParticipationCard.objects.filter(due__gt=0)
    return {
        "last": DocumentSeries.objects.get(kind=DocumentKind.INVOICE).last,
        "ordinals": sorted(invoices.values_list("ordinal", flat=True)),
        "numbers": len(set(invoices.values_list("number", flat=True))),
        "cards": len(set(invoices.values_list("card", flat=True))),
        "paid": cards.count(),
        "missing": cards_without_sale().count(),
        "broken": list(broken()),
    }


def main(what: str) -> None:
    told = {"seed": seed, "work": work, "finish": finish, "report": report}[what]()
    if told is not None:
        sys.stdout.write(json.dumps(told))
