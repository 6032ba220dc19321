"""The file that people fill in: headings, an example, and a second sheet with the words that may be written."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

from events.enums import Voivodeship
from events.models import Conference
from panel.enums import ListName
from panel.exports.resources import ParticipantResource
from panel.exports.sheets import questions_of
from panel.exports.xlsx import SHEET_NAME_LENGTH
from panel.imports.rules import NEEDED, NEEDED_FOR_CARD, OF_CARD, OF_INSTITUTION
from registrations.enums import Diet, InstitutionKind, PublicFunding, QuestionKind, RoomWish

COLUMNS = (
    "last_name", "first_name", "academic_title", "position", "email", "phone", "variant", "nights", "arrives_on",
    "arrives_at", "room_wish", "roommate", "diet", "diet_note", "accessibility", "extras", "badge_text", "labels",
    *OF_INSTITUTION, *OF_CARD, "public_funding", "card",
)  # fmt: skip
STARRED = {*NEEDED, *NEEDED_FOR_CARD}
ROWS_CHECKED = 2000


def write_template(conference: Conference, path: Path) -> None:
    fields = ParticipantResource.fields
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet(_("Participants")[:SHEET_NAME_LENGTH])
        words = book.add_worksheet(_("Allowed words")[:SHEET_NAME_LENGTH])
        bold, text = book.add_format({"bold": True, "bottom": 1}), book.add_format({"num_format": "@"})
        headings = [(key, str(fields[key].column_name), fields[key].width) for key in COLUMNS]
        questions = [one for one in questions_of(conference, ListName.PARTICIPANTS) if one.kind != QuestionKind.FILE]
        headings += [(one.slug, one.label, 20) for one in questions]
        allowed = words_of(conference)
        for column, (key, label, width) in enumerate(headings):
            sheet.set_column(column, column, width, text)
            sheet.write_string(0, column, f"{label} *" if key in STARRED else label, bold)
            if allowed.get(key):
                place = list(allowed).index(key)
                write_words(words, place, label, allowed[key], bold)
                letter = xlsxwriter.utility.xl_col_to_name(place)
                source = f"='{words.get_name()}'!${letter}$2:${letter}${len(allowed[key]) + 1}"
                sheet.data_validation(
                    1, column, ROWS_CHECKED, column, {"validate": "list", "source": source, "error_type": "warning"}
                )
        sheet.freeze_panes(1, 2)


def write_words(sheet: Any, column: int, label: str, words: Sequence[str], bold: Any) -> None:
    sheet.set_column(column, column, 40)
    sheet.write_string(0, column, label, bold)
    for row, word in enumerate(words, start=1):
        sheet.write_string(row, column, word)


def words_of(conference: Conference) -> dict[str, list[str]]:
    """What may be written where not everything may; several extras or labels are parted by semicolons."""
    return {
        "variant": [one.name for one in conference.variants.all()],
        "extras": [one.name for one in conference.extras.all()],
        "labels": [one.name for one in conference.labels.all()],
        "diet": [str(label) for label in Diet.labels],
        "room_wish": [str(label) for label in RoomWish.labels],
        "kind": [str(label) for label in InstitutionKind.labels],
        "voivodeship": [str(label) for label in Voivodeship.labels],
        "public_funding": [str(label) for label in PublicFunding.labels],
    }
