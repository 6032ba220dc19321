"""Ten thousand rows of which thirty-seven are wrong: all of those are told, and nothing is written."""

from collections.abc import Callable
from pathlib import Path

from django.test import Client

from mailings.models import Letter
from panel.enums import Outcome
from panel.exports.xlsx import write_xlsx
from panel.models import Job, JobRow
from registrations.models import Institution, Participant, ParticipationCard
from tests.panel.conftest import House
from tests.panel.importing import PERSON, check

Enter = Callable[[str], Client]

ROWS, WRONG = 10_000, 37
HEADINGS = [*PERSON]
# Each kind of mistake in its column, again and again through the file.
MISTAKES = [
    ("E-mail", "ewa.los(at)example.org"),
    ("NIP", "526-587-76-36"),
    ("Wariant", "Wariant XXX"),
    ("Nazwisko", ""),
    ("Kod pocztowy", "5810"),
    ("Rodzaj instytucji", "zakład karny"),
]


def rows_with(mistakes: dict[int, tuple[str, str]]) -> list[list[str]]:
    """An institution for each row, so that a mistake in one is told of no other."""
    found = []
    for number in range(2, ROWS + 2):
        row = {**PERSON, "Nazwisko": f"Łoś-{number}", "Instytucja": f"GOPS nr {number}"}
        if number in mistakes:
            column, value = mistakes[number]
            row[column] = value
        found.append([row[heading] for heading in HEADINGS])
    return found


def test_every_wrong_row_of_ten_thousand_is_told_and_nothing_is_written(
    house: House, enter: Enter, tmp_path: Path
) -> None:
    house.conference.pools.update(size=2 * ROWS)
    mistakes = {2 + number * (ROWS // WRONG): MISTAKES[number % len(MISTAKES)] for number in range(WRONG)}
    path, client = tmp_path / "lista.xlsx", enter("Anna")
    write_xlsx(path, "Uczestnicy", HEADINGS, [10] * len(HEADINGS), rows_with(mistakes))

    job = check(house, client, path.read_bytes())
    refused = JobRow.objects.filter(job=job, outcome=Outcome.REFUSED)
    told = {row.number: (row.column, row.value) for row in refused}
    confirmed = client.post(house.address("confirm-import", job.uid))

    assert (len(mistakes), refused.count()) == (WRONG, WRONG)
    assert told == mistakes
    assert all(row.message for row in refused)
    assert (job.params["counts"]["rows"], job.params["counts"]["wrong"]) == (ROWS, WRONG)
    assert not job.params["may_write"]
    assert confirmed["Location"] == house.address("show-job", job.uid)
    assert not Job.objects.filter(kind="import").exists()
    for model in (Institution, ParticipationCard, Participant, Letter):
        assert not model._default_manager.exists()
