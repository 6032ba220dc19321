"""What benchmarks.sheets measures: the jobs themselves, as the worker runs them."""

from collections.abc import Callable, Iterable
from pathlib import Path
from time import perf_counter
from uuid import uuid4

from django.core.files import File
from django.utils.translation import override
from python_calamine import CalamineWorkbook

from accounts.models import User
from benchmarks.crowd import conference_of
from events.models import Conference
from panel.chosen import Chosen
from panel.enums import JobState, ListName, Outcome
from panel.exports.sheets import columns_for
from panel.exports.xlsx import write_xlsx
from panel.models import Job
from panel.services.jobs import start_job
from panel.tasks import run_job
from registrations.models import Participant
from tests.factories.accounts import UserFactory
from tests.factories.events import ConferenceFactory, VariantFactory

PEOPLE, WRONG = 10_000, 37
# Without what names the known: the same people are then new.
KNOWN_BY = frozenset({"card", "participant", "nights", "extras", "labels"})
AUTHOR = "sheets@example.org"
FULL, EMPTY = "sheets-full", "sheets-empty"


def prepare(folder: Path) -> float:
    UserFactory.create(email=AUTHOR)
    full = conference_of(PEOPLE)
    Conference.objects.filter(pk=full.pk).update(slug=FULL)
    empty = ConferenceFactory.create(association=full.association, slug=EMPTY)
    for variant in full.variants.all():
        VariantFactory.create(conference=empty, name=variant.name, nights=variant.nights)
    return 0


def export(folder: Path) -> float:
    """With every column."""
    return export_to(folder / "full.xlsx", frozenset())


def export_new(folder: Path) -> float:
    """What the import of new people reads: made apart, so that its memory is not counted for either."""
    return export_to(folder / "new.xlsx", KNOWN_BY)


def export_to(path: Path, without: frozenset[str]) -> float:
    conference = Conference.objects.get(slug=FULL)
    columns = [name for name, _label in columns_for(conference, ListName.PARTICIPANTS, lambda _right: True)]
    began = perf_counter()
    job = written(conference, [name for name in columns if name not in without])
    took = perf_counter() - began
    with job.file.open("rb") as made:
        path.write_bytes(made.read())
    return took


def written(conference: Conference, columns: Iterable[str]) -> Job:
    params: dict[str, object] = {"chosen": Chosen(ListName.PARTICIPANTS).params, "columns": [*columns], "kind": "xlsx"}
    return done(conference, "export", params)


def same(folder: Path) -> float:
    began = perf_counter()
    job = checked(Conference.objects.get(slug=FULL), folder / "full.xlsx")
    took = perf_counter() - began
    if job.params["counts"].get("same") != PEOPLE:
        raise RuntimeError(f"The file that was exported would change something: {job.summary}")
    return took


def new(folder: Path) -> float:
    conference = Conference.objects.get(slug=EMPTY)
    began = perf_counter()
    job = checked(conference, folder / "new.xlsx")
    done(conference, "import", {"check": job.pk, "sends_letters": False})
    took = perf_counter() - began
    if Participant.objects.of(conference).count() != PEOPLE:
        raise RuntimeError(f"Not all were written: {job.summary}")
    return took


def wrong(folder: Path) -> float:
    """Thirty-seven rows of the same file spoilt: all are told, and nothing is written."""
    conference = Conference.objects.get(slug=EMPTY)
    headings, *rows = CalamineWorkbook.from_path(folder / "new.xlsx").get_sheet_by_index(0).to_python()
    place = headings.index("E-mail")
    for row in rows[:: PEOPLE // WRONG][:WRONG]:
        row[place] = "to nie adres"
    write_xlsx(folder / "wrong.xlsx", "Uczestnicy", headings, [10] * len(headings), rows)
    began = perf_counter()
    job = checked(conference, folder / "wrong.xlsx")
    took = perf_counter() - began
    told = job.rows.filter(outcome=Outcome.REFUSED, column="E-mail", value="to nie adres").count()
    if (told, job.params["counts"]["wrong"]) != (WRONG, WRONG) or Participant.objects.of(conference).exists():
        raise RuntimeError(f"Not every wrong row was told, or something was written: {job.summary}")
    return took


def checked(conference: Conference, path: Path) -> Job:
    with path.open("rb") as file:
        return done(conference, "import-check", {"name": path.name}, File(file, path.name))


def done(conference: Conference, kind: str, params: dict[str, object], upload: File[bytes] | None = None) -> Job:
    with override("pl"):
        job = start_job(
            conference=conference, kind=kind, title=kind, params=params, upload=upload,
            by=User.objects.get(email=AUTHOR), token=uuid4().hex,
        )  # fmt: skip
    run_job(job.pk)
    job.refresh_from_db()
    if job.state != JobState.DONE:
        raise RuntimeError(f"{kind}: {job.error}")
    return job


STEPS: dict[str, Callable[[Path], float]] = {
    "prepare": prepare,
    "export": export,
    "part": export_new,
    "same": same,
    "wrong": wrong,
    "new": new,
}
