from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from django.utils import timezone

from panel.enums import JobState, Outcome
from panel.jobs.kinds import KINDS
from panel.jobs.progress import Progress, TurnEnded, row_of
from panel.models import Job
from panel.periodic import delete_job_files, resume_jobs
from panel.services.jobs import start_job
from panel.tasks import ABANDONED_AFTER, MOST_ATTEMPTS, run_job
from tests.panel.conftest import House

Enter = Callable[[str], Client]


def steady(job: Job, progress: Progress) -> str:
    """Work of three rows, each told as it is done."""
    progress.begin(3)
    for number in range(job.rows.count() + 1, 4):
        row_of(job, number, f"wiersz {number}", Outcome.DONE, "").save()
        progress.reach(number)
    return "zrobione"


def by_turns(job: Job, progress: Progress) -> str:
    """One row a turn."""
    progress.begin(3)
    done = job.rows.count()
    if done < 3:
        row_of(job, done + 1, "wiersz", Outcome.DONE, "").save()
        progress.reach(done + 1)
        raise TurnEnded
    return "po kolei"


def broken(job: Job, progress: Progress) -> str:
    raise RuntimeError("tajne szczegóły")


@pytest.fixture(autouse=True)
def kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    for work in (steady, by_turns, broken):
        monkeypatch.setitem(KINDS, work.__name__, f"tests.panel.test_jobs.{work.__name__}")


def job_of(house: House, kind: str = "steady", name: str = "Anna", **values: Any) -> Job:
    job = start_job(
        conference=house.conference, kind=kind, title="Spis gości", params={}, by=house.people[name], token=kind
    )
    Job.objects.filter(pk=job.pk).update(**values)
    job.refresh_from_db()
    return job


def test_job_is_done_once_however_often_its_task_arrives(house: House) -> None:
    job = job_of(house)

    run_job(job.pk)
    run_job(job.pk)

    job.refresh_from_db()
    assert (job.state, job.done, job.total, job.summary) == (JobState.DONE, 3, 3, "zrobione")
    assert job.attempts == 1
    assert job.rows.count() == 3


def test_second_click_gives_the_first_job(house: House) -> None:
    assert job_of(house) == job_of(house)
    assert job_of(house) != job_of(house, name="Oskar")


def test_job_goes_on_where_a_killed_worker_left_it(house: House) -> None:
    long_ago = timezone.now() - ABANDONED_AFTER - timedelta(seconds=1)
    job = job_of(house, state=JobState.RUNNING, attempts=1, beat_at=long_ago)
    row_of(job, 1, "wiersz 1", Outcome.DONE, "").save()

    assert resume_jobs() == 1
    run_job(job.pk)

    job.refresh_from_db()
    assert (job.state, job.attempts) == (JobState.DONE, 2)
    assert [row.number for row in job.rows.all()] == [1, 2, 3]


def test_job_in_good_hands_is_not_taken_by_another_worker(house: House) -> None:
    job = job_of(house, state=JobState.RUNNING, attempts=1, beat_at=timezone.now())

    assert resume_jobs() == 0
    run_job(job.pk)

    job.refresh_from_db()
    assert (job.state, job.rows.count()) == (JobState.RUNNING, 0)


def test_job_that_nobody_took_is_sent_again(house: House) -> None:
    job_of(house, created_at=timezone.now() - timedelta(minutes=1))

    assert resume_jobs() == 1


def test_job_that_kills_its_workers_is_given_up(house: House) -> None:
    long_ago = timezone.now() - ABANDONED_AFTER - timedelta(seconds=1)
    job = job_of(house, state=JobState.RUNNING, attempts=MOST_ATTEMPTS, beat_at=long_ago)

    run_job(job.pk)

    job.refresh_from_db()
    assert job.state == JobState.FAILED


def test_long_job_is_done_by_turns(house: House) -> None:
    job = job_of(house, "by_turns")

    for expected in (1, 2, 3):
        run_job(job.pk)
        job.refresh_from_db()
        assert (job.state, job.done) == (JobState.QUEUED, expected)
    run_job(job.pk)

    job.refresh_from_db()
    assert (job.state, job.attempts) == (JobState.DONE, 1)


def test_fault_is_told_without_its_details(house: House, enter: Enter) -> None:
    job = job_of(house, "broken")

    run_job(job.pk)

    page = enter("Anna").get(house.address("show-job", job.uid)).content.decode()
    assert "tajne" not in page
    assert "aria-live" in page
    assert 'hx-trigger="every' not in page


def test_worker_that_lost_its_job_ends_it_no_more(house: House) -> None:
    job = job_of(house)
    KINDS["thief"] = "tests.panel.test_jobs.thief"
    Job.objects.filter(pk=job.pk).update(kind="thief")

    run_job(job.pk)
    del KINDS["thief"]

    job.refresh_from_db()
    assert (job.state, job.attempts) == (JobState.RUNNING, 2)


def thief(job: Job, progress: Progress) -> str:
    """Another worker takes the job while this one is silent."""
    Job.objects.filter(pk=job.pk).update(attempts=job.attempts + 1)
    return "za późno"


def test_page_of_a_job_asks_again_until_the_end(house: House, enter: Enter) -> None:
    job, client = job_of(house), enter("Anna")
    address = house.address("show-job", job.uid)
    part = {"HX-Request": "true", "HX-Target": "job"}

    waiting = client.get(address, headers=part).content.decode()
    run_job(job.pk)
    done = client.get(address, headers=part).content.decode()

    assert f'hx-get="{address}"' in waiting
    assert f'href="{address}"' in waiting
    assert "<html" not in waiting
    assert "hx-get" not in done
    assert "zrobione" in done


def test_job_is_seen_by_its_author_and_the_owner_alone(house: House, enter: Enter) -> None:
    job = job_of(house, name="Oskar")
    address, listed = house.address("show-job", job.uid), house.address("list-jobs")

    seen = {name: enter(name).get(address).status_code for name in ("Anna", "Oskar", "Tomasz", "Franek", "Ewa", "Olga")}

    assert seen == {"Anna": 200, "Oskar": 200, "Tomasz": 404, "Franek": 404, "Ewa": 403, "Olga": 404}
    assert "Spis gości" in enter("Oskar").get(listed).content.decode()
    assert "Spis gości" not in enter("Tomasz").get(listed).content.decode()


def test_job_of_another_conference_is_not_there(house: House, enter: Enter) -> None:
    job = job_of(house.elsewhere_house(), name="Anna")

    assert enter("Anna").get(house.address("show-job", job.uid)).status_code == 404


def test_files_and_reports_are_deleted_after_a_week(house: House, enter: Enter) -> None:
    old, new = job_of(house), job_of(house, "by_turns")
    for job in (old, new):
        job.file.save("lista.csv", ContentFile(b"dane"))
        row_of(job, 1, "Łoś Ewa", Outcome.DONE, "").save()
    Job.objects.filter(pk=old.pk).update(finished_at=timezone.now() - timedelta(days=8), state=JobState.DONE)
    Job.objects.filter(pk=new.pk).update(finished_at=timezone.now() - timedelta(days=6), state=JobState.DONE)

    assert delete_job_files() == 1
    assert delete_job_files() == 0

    assert not default_storage.exists(str(old.file.name))
    assert default_storage.exists(str(new.file.name))
    assert (old.rows.count(), new.rows.count()) == (0, 1)
    assert enter("Anna").get(house.address("download-file", old.uid)).status_code == 404
    assert enter("Anna").get(house.address("show-job", old.uid)).status_code == 200


def test_file_is_not_given_to_who_may_no_longer_see_what_is_in_it(house: House, enter: Enter) -> None:
    job = job_of(house, name="Franek", params={"rights": ["view_cards", "view_money"]})
    job.file.save("lista.csv", ContentFile(b"dane"))

    assert enter("Franek").get(house.address("download-file", job.uid)).status_code == 403
    assert enter("Anna").get(house.address("download-file", job.uid)).status_code == 200
