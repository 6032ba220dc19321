"""Whether a program that knows nothing of ours reads the codes of a thousand badges as they are printed."""

import shutil
import subprocess
from pathlib import Path

import pytest

from badges.faces import badge_text, badges_pdf
from badges.selectors import badges_to_print
from events.models import Conference
from registrations.models import Participant
from tests.events.paper_reading import LONG_NAME, pages_of, picture_of
from tests.factories.events import ConferenceFactory, VariantFactory
from tests.factories.registrations import CardFactory, ParticipantFactory

pytestmark = [
    pytest.mark.once,
    pytest.mark.django_db,
    pytest.mark.skipif(not shutil.which("zbarimg"), reason="needs zbarimg, of Debian's zbar-tools"),
]
PEOPLE, SAMPLE = 1000, 50


def thousand_people() -> Conference:
    """Every seventh has a name that hardly fits."""
    conference = ConferenceFactory.create()
    card, variant = CardFactory.create(conference=conference, due=0), VariantFactory.create(conference=conference)
    pattern = ParticipantFactory.build(card=card, variant=variant)
    Participant.objects.bulk_create(
        Participant(
            card=card, conference=conference, variant=variant, first_name=pattern.first_name,
            last_name=LONG_NAME.split()[-1] if number % 7 == 0 else pattern.last_name, sort_key=f"{number:04}",
        )
        for number in range(PEOPLE)
    )  # fmt: skip
    return conference


def test_fifty_of_a_thousand_badges_are_read_at_300_dpi(tmp_path: Path) -> None:
    conference = thousand_people()
    people = list(badges_to_print(conference))
    pdf = badges_pdf(conference, people)
    assert pages_of(pdf) == len(people) == PEOPLE

    pictures = []
    for number in range(0, PEOPLE, PEOPLE // SAMPLE):
        pictures.append(tmp_path / f"{number:04}.png")
        picture_of(pdf, number, dpi=300).save(pictures[-1])
    done = subprocess.run(
        ["zbarimg", "--quiet", "--raw", *map(str, pictures)], capture_output=True, text=True, check=True, timeout=300
    )

    assert done.stdout.split() == [badge_text(person) for person in people[:: PEOPLE // SAMPLE]]
