"""Attendance and hours as spreadsheets, by the writers that let no text be a formula."""

import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from checkin.enums import Known
from events.models import Conference
from panel.exports.columns import Words, local, yes_or_no
from panel.exports.writers import TYPES, WRITERS
from panel.presence.selectors.attendance import Hours, SessionSheet

SESSION_WIDTHS = (6, 30, 40, 30, 18, 18, 10, 10, 10, 24)
HOURS_WIDTHS = (6, 30, 40, 30, 12, 12)


def session_headers() -> list[str]:
    return [
        _("No."),
        _("Name and surname"),
        _("Institution"),
        _("Variant"),
        _("First in"),
        _("Last out"),
        _("Minutes"),
        _("Per cent"),
        _("Counts"),
        _("Known from"),
    ]


def session_rows(sheet: SessionSheet) -> Iterator[list[Any]]:
    words = Words(Known.choices)
    for number, one in enumerate(sheet.people, start=1):
        person, stood = one.person, one.standing
        yield [
            number,
            person.name,
            person.institution,
            person.variant,
            local(stood.first_in),
            local(stood.last_out),
            one.minutes,
            stood.share,
            yes_or_no(one.counts),
            words(stood.known) if stood.known else "",
        ]


def hours_headers(conference: Conference) -> list[str]:
    unit = _("Hours of %(minutes)s minutes") % {"minutes": conference.teaching_hour_minutes}
    return [_("No."), _("Name and surname"), _("Institution"), _("Variant"), _("Sessions"), unit]


def hours_rows(found: Sequence[Hours]) -> Iterator[list[Any]]:
    for number, one in enumerate(found, start=1):
        person = one.person
        yield [number, person.name, person.institution, person.variant, one.sessions, one.hours]


def answer_file(
    kind: str, name: str, title: str, headers: Sequence[str], widths: Sequence[int], rows: Iterator[list[Any]]
) -> HttpResponse:
    """The file to download; `name` is without its ending."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"list.{kind}"
        WRITERS[kind](path, title, headers, widths, rows)
        content = path.read_bytes()
    disposition = content_disposition_header(True, f"{name}.{kind}") or "attachment"
    return HttpResponse(content, content_type=TYPES[kind], headers={"Content-Disposition": disposition})
