"""A thousand badges, each with its code, from the database to a file, in a process of its own.

The floor draws the same boxes and lines of text with reportlab's plain canvas, already laid out, without any code.
Both are told by the processor's time, the best of the rounds, since other work on the machine is no part of either.
"""

from io import BytesIO
from time import process_time
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from badges.boxes import Ground, Words
from badges.designs import Settings, design_of
from badges.faces import badge_faces, badges_pdf
from badges.imposition import pages_of
from badges.selectors import badges_to_print
from benchmarks.apart import told_apart
from benchmarks.crowd import conference_of
from benchmarks.memory import own_peak
from benchmarks.results import Row

PEOPLE = 1000
ROUNDS = 5


def measure_badges() -> list[Row]:
    """Prepares and measures on the present database."""
    told = told_apart("benchmarks.badges")
    floor, badges = PEOPLE / told["floor"], PEOPLE / told["seconds"]
    return [
        Row("floor.badges", floor, unit="pages/s"),
        Row("badges.1000", badges, unit="badges/s", ratio=badges / floor, peak_mb=told["peak_mb"]),
        Row("badges.1000.seconds", told["seconds"], unit="seconds"),
        Row("badges.1000.kilobytes-each", told["bytes"] / PEOPLE / 1000, unit="kB"),
    ]


def main() -> dict[str, float]:
    conference = conference_of(PEOPLE)
    best, size = float("inf"), 0
    for _round in range(ROUNDS):
        began = process_time()
        pdf = badges_pdf(conference, badges_to_print(conference, unpaid=True))
        best, size = min(best, process_time() - began), len(pdf)
    peak = own_peak()
    chosen = Settings.of(conference)
    faces = badge_faces(conference, badges_to_print(conference, unpaid=True), chosen)
    floor = floor_of(list(pages_of(design_of(conference, chosen), faces)))
    return {"seconds": best, "bytes": size, "peak_mb": round(peak, 1), "floor": floor}


def floor_of(pages: list[Any]) -> float:
    best = float("inf")
    for _round in range(ROUNDS):
        began = process_time()
        canvas = Canvas(BytesIO(), pageCompression=1)
        for page in pages:
            canvas.setPageSize((page.width, page.height))
            for box in (box for placed in page.placed for box in placed.panel.boxes):
                if isinstance(box, Ground):
                    canvas.setFillColor(HexColor(box.colour))
                    canvas.rect(box.x, box.y, box.width, box.height, stroke=0, fill=1)
                elif isinstance(box, Words):
                    canvas.setFillColor(HexColor(box.colour))
                    canvas.setFont(box.face, box.size)
                    canvas.drawString(box.x, box.y, box.text)
            canvas.showPage()
        canvas.save()
        best = min(best, process_time() - began)
    return best
