"""Certificates issued by whole processes, for the tests that kill them or run several at once.

Run as `python -m tests.certificates.issuing prepare|issue|look` with DATABASE_URL naming a migrated database.
`issue` prints a line for each certificate while its transaction is open; `look` prints what there is as JSON.
"""

import json
import sys
from collections import Counter

import django

from tests import environment  # noqa: F401  settles what is not set yet

django.setup()

from simple_history.signals import post_create_historical_record  # noqa: E402

from certificates.invariants import broken  # noqa: E402
from certificates.models import Certificate, CertificateTopic  # noqa: E402
from certificates.periodic import issue_due  # noqa: E402
from events.models import NumberSeries  # noqa: E402
from mailings.models import Letter  # noqa: E402
from tests.certificates.ended import attendee, ended_conference, session_at  # noqa: E402

PEOPLE = 60


def prepare() -> None:
    conference = ended_conference()
    session_at(conference, 0, 10)
    for _ in range(PEOPLE):
        attendee(conference)


def tell(**written: object) -> None:
    print("written", flush=True)  # noqa: T201


def issue() -> None:
    post_create_historical_record.connect(tell, dispatch_uid="tell")
    issue_due()


def look() -> None:
    facts = {
        "numbers": sorted(int(number[:3]) for number in Certificate.objects.values_list("number", flat=True)),
        "last": list(NumberSeries.objects.values_list("last", flat=True)),
        "topics": CertificateTopic.objects.count(),
        "letters": sorted(Counter(Letter.objects.values_list("dedupe_key", flat=True)).values()),
        "broken": list(broken()),
    }
    print(json.dumps(facts))  # noqa: T201


if __name__ == "__main__":
    {"prepare": prepare, "issue": issue, "look": look}[sys.argv[1]]()
