"""Row 7 of the attacks: a walk of guesses finds nothing, learns nothing and is stopped."""

import pytest
from django.core.cache import cache
from django.test import Client

from config.middleware import GUESSES_ALLOWED
from registrations.services import link_for_participant
from tests.factories.registrations import ParticipantFactory

pytestmark = pytest.mark.django_db

A_FEW_MORE = GUESSES_ALLOWED + 5


@pytest.mark.parametrize(
    ("path", "count"),
    [
        ("/participants/{}/", 3 * GUESSES_ALLOWED),
        ("/participants/{}/badge/", A_FEW_MORE),
        ("/participants/{}/badge.pdf", A_FEW_MORE),
        ("/cards/{}/", A_FEW_MORE),
        ("/cards/{}/card.pdf", A_FEW_MORE),
    ],
)
def test_guessed_links_are_stopped_and_true_ones_still_open(client: Client, path: str, count: int) -> None:
    link = link_for_participant(participant=ParticipantFactory.create())
    guesses = [f"guessed-link-{number:06}" for number in range(count)]

    answers = [
        client.get(path.format(guess), headers={"X-Forwarded-For": f"10.0.0.{number}"})
        for number, guess in enumerate(guesses)
    ]

    statuses = [answer.status_code for answer in answers]
    assert statuses == [404] * GUESSES_ALLOWED + [429] * (count - GUESSES_ALLOWED)
    alike = {answer.content.replace(guess.encode(), b"") for answer, guess in zip(answers, guesses, strict=True)}
    assert len(alike) == 2
    assert answers[-1]["Retry-After"] == "600"
    assert client.get(f"/participants/{link.token}/").status_code == 200
    assert client.get(path.format(guesses[0]), REMOTE_ADDR="192.0.2.7").status_code == 404


def test_while_the_cache_is_away_links_open_and_guesses_are_not_found(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = link_for_participant(participant=ParticipantFactory.create())

    def away(*_told: object, **_more: object) -> bool:
        raise ConnectionError("the cache is away")

    monkeypatch.setattr(cache, "add", away)

    assert client.get(f"/participants/{link.token}/").status_code == 200
    assert client.get("/participants/guessed-link-000001/").status_code == 404
