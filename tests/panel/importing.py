"""Imports as an organiser does them: a file is sent, its check is read, and it is confirmed or not."""

import io
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import uuid4

import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from panel.models import Job
from panel.tasks import run_job
from tests.panel.conftest import House

PERSON = {
    "Nazwisko": "Łoś", "Imię": "Ewa", "E-mail": "ewa.los@example.org", "Wariant": "Wariant I",
    "Instytucja": "GOPS Świdnica", "Rodzaj instytucji": "gops", "NIP": "526-587-76-35", "Ulica": "ul. Rynek 2",
    "Kod pocztowy": "58-100", "Miejscowość": "Świdnica", "Województwo": "dolnośląskie", "Telefon kontaktowy": "74 1",
    "Kierownik": "Jan Źrebiec", "Stanowisko kierownika": "kierownik", "Public funding": "whole",
}  # fmt: skip


def xlsx(rows: Iterable[Sequence[Any]]) -> bytes:
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                if isinstance(cell, str):
                    sheet.write_string(number, column, cell)
                else:
                    sheet.write(number, column, cell)
    return made.getvalue()


def people_file(*people: dict[str, Any]) -> bytes:
    """A row for each, with what is not said taken from PERSON."""
    headings = list(dict.fromkeys([*PERSON, *(key for person in people for key in person)]))
    return xlsx([headings, *([{**PERSON, **person}.get(key, "") for key in headings] for person in people)])


def check(house: House, client: Client, content: bytes, name: str = "lista.xlsx") -> Job:
    posted = {"file": SimpleUploadedFile(name, content), "token": uuid4().hex}
    answer = client.post(house.address("start-import"), posted)
    assert answer.status_code == 302, answer.content.decode()
    return done(answer["Location"])


def confirm(house: House, client: Client, job: Job, **posted: str) -> Job:
    return done(client.post(house.address("confirm-import", job.uid), posted)["Location"])


def done(address: str) -> Job:
    job = Job.objects.get(uid=address.rstrip("/").rpartition("/")[2])
    run_job(job.pk)
    job.refresh_from_db()
    assert job.state == "done", job.error
    return job


def told(job: Job) -> list[tuple[int, str, str, str]]:
    return [(row.number, row.column, row.value, row.message) for row in job.rows.all()]
