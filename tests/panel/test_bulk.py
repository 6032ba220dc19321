from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any

import pypdfium2
import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from events.models import PlacePool
from mailings.models import Letter
from panel.enums import JobState, Outcome
from panel.models import Job
from panel.tasks import ABANDONED_AFTER, run_job
from registrations.enums import Acceptance, CardState, ParticipantState
from registrations.models import Label, Participant, ParticipationCard
from registrations.services.notes import label_participant
from tests.factories.events import PlacePoolFactory, VariantFactory
from tests.panel.conftest import House

Enter = Callable[[str], Client]


def people_codes(*cards: ParticipationCard) -> list[str]:
    return list(
        Participant.objects.filter(card__in=cards).order_by("sort_key", "pk").values_list("badge_code", flat=True)
    )


def start(house: House, client: Client, name: str, codes: Iterable[str] | None, action: str, **values: Any) -> Job:
    """Through all the pages, as a person goes; the job is not done yet."""
    chosen: dict[str, Any] = {"all": "yes", "query": ""} if codes is None else {"codes": [*codes]}
    look = client.post(house.address("start-bulk", name), {**chosen, "action": action, "step": "look", **values})
    assert look.status_code == 200
    assert look.context["is_told"], look.context["form"].errors
    posted = {**chosen, "action": action, "step": "do", **values}
    posted |= {"count": look.context["count"], "token": look.context["token"]}
    answer = client.post(house.address("start-bulk", name), posted)
    again = client.post(house.address("start-bulk", name), posted)
    assert answer["Location"] == again["Location"]
    return Job.objects.get(uid=answer["Location"].rstrip("/").rpartition("/")[2])


def run(job: Job) -> Job:
    run_job(job.pk)
    job.refresh_from_db()
    assert job.state == "done", job.error
    return job


def outcomes(job: Job) -> list[str]:
    return [row.outcome for row in job.rows.all()]


def test_pages_tell_what_can_be_done_and_with_whom(house: House, enter: Enter) -> None:
    card = house.card(*(f"Łoś-{number}" for number in range(7)))
    client = enter("Anna")

    page = client.post(house.address("start-bulk", "participants"), {"codes": people_codes(card)})

    text = page.content.decode()
    assert page.context["count"] == 7
    assert "Łoś-0 Ewa, MOPS Radomsko" in text
    assert "i 2 inne" in text
    assert [one.name for one in page.context["actions"]] == [
        "put-label", "take-label", "write", "move", "print-badges", "cancel",
    ]  # fmt: skip


def test_label_is_put_on_and_taken_off_with_a_report(house: House, enter: Enter) -> None:
    Label.objects.create(conference=house.conference, name="VIP")
    codes = people_codes(house.card("Łoś"), house.card("Ćma"))
    client = enter("Oskar")
    Label.objects.get().participants.add(Participant.objects.get(badge_code=codes[0]))

    job = run(start(house, client, "participants", codes, "put-label", label="VIP"))

    assert outcomes(job) == [Outcome.SKIPPED, Outcome.DONE]
    assert Label.objects.get().participants.count() == 2
    person = Participant.objects.get(badge_code=codes[1])
    assert person.history.first().history_user == house.people["Oskar"]
    taken = run(start(house, client, "participants", None, "take-label", label="VIP"))
    assert outcomes(taken) == [Outcome.DONE, Outcome.DONE]
    assert Label.objects.get().participants.count() == 0


def test_cards_are_cancelled_with_their_people_and_places(house: House, enter: Enter) -> None:
    first, second, third = house.card("Łoś", "Ryś"), house.card("Ćma"), house.card("Żak")
    client = enter("Anna")

    job = run(start(house, client, "cards", [first.code, second.code], "cancel", reason="Prośba"))

    assert sorted(outcomes(job)) == [Outcome.DONE, Outcome.DONE]
    states = dict(ParticipationCard.objects.values_list("code", "state"))
    assert states == {
        first.code: CardState.CANCELLED, second.code: CardState.CANCELLED, third.code: CardState.SUBMITTED,
    }  # fmt: skip
    assert PlacePool.objects.get(conference=house.conference).taken == 1
    assert run(start(house, client, "cards", [first.code], "cancel", reason="x")).rows.get().outcome == Outcome.SKIPPED
    call_command("check_invariants")


def test_people_are_moved_until_places_run_out(house: House, enter: Enter) -> None:
    other = VariantFactory.create(conference=house.conference, slug="drugi", name="Drugi", price=90000)
    other.pools.add(PlacePoolFactory.create(conference=house.conference, name="Mały hotel", size=2))
    codes = people_codes(house.card("Ćma"), house.card("Lis"), house.card("Łoś"))

    job = run(start(house, enter("Anna"), "participants", None, "move", variant="drugi"))

    assert outcomes(job) == [Outcome.DONE, Outcome.DONE, Outcome.REFUSED]
    assert "Mały hotel" in job.rows.get(outcome=Outcome.REFUSED).message
    moved = Participant.objects.filter(badge_code__in=codes, variant=other)
    assert sorted(person.last_name for person in moved) == ["Lis", "Ćma"]
    assert {card.due for card in ParticipationCard.objects.all()} == {90000, 120000}
    call_command("check_invariants")


def test_signed_cards_are_accepted(house: House, enter: Enter) -> None:
    card, other = house.card("Łoś"), house.card("Ryś")
    ParticipationCard.objects.filter(pk=card.pk).update(acceptance=Acceptance.AWAITED)

    job = run(start(house, enter("Anna"), "cards", None, "accept"))

    card.refresh_from_db()
    assert card.acceptance == Acceptance.ACCEPTED
    assert sorted(outcomes(job)) == [Outcome.DONE, Outcome.SKIPPED]
    assert other.acceptance == Acceptance.NOT_ASKED


def test_letter_is_written_to_each_once_with_placeholders_filled(house: House, enter: Enter) -> None:
    codes = people_codes(house.card("Łoś"), house.card("{karta}"))
    values = {"subject": "Do {imie_i_nazwisko}", "body": "Dzień dobry, {imie_i_nazwisko}!\n\nKarta {karta}: <b>{{7*7}}"}
    client = enter("Anna")

    refused = client.post(
        house.address("start-bulk", "participants"), {"codes": codes, "action": "write", "step": "look", **values}
    )
    assert "{{7*7}" in refused.content.decode()
    assert not refused.context["is_told"]
    values["body"] = values["body"].replace("{{7*7}}", "")
    job = start(house, client, "participants", codes, "write", **values)
    run(job)
    Job.objects.filter(pk=job.pk).update(state=JobState.QUEUED)
    job.rows.all().delete()
    run(job)

    letters = Letter.objects.filter(dedupe_key__startswith="message:").order_by("pk")
    assert sorted(letter.subject for letter in letters) == ["Do Ewa {karta}", "Do Ewa Łoś"]
    letter = letters.get(subject="Do Ewa Łoś")
    assert f"Karta {letter.reference}: <b>" in letter.text
    assert "&lt;b&gt;" in letter.html
    assert "/participants/" in letter.text


def test_badges_are_drawn_in_one_file(house: House, enter: Enter) -> None:
    codes = people_codes(house.card("Łoś", "Ryś"))
    Participant.objects.filter(badge_code=codes[0]).update(state=ParticipantState.CANCELLED)
    client = enter("Franek")

    job = run(start(house, client, "participants", codes, "print-badges"))

    answer = client.get(house.address("download-file", job.uid))
    assert answer.content.startswith(b"%PDF")
    assert answer["Content-Type"] == "application/pdf"
    assert "1" in job.summary


def test_cards_are_one_file_each_on_its_own_sheet(house: House, enter: Enter) -> None:
    cards = [house.card("Łoś"), house.card("Ryś")]
    client = enter("Anna")

    job = run(start(house, client, "cards", [card.code for card in cards], "print-cards"))

    content = client.get(house.address("download-file", job.uid)).content
    with pypdfium2.PdfDocument(content) as printed:
        texts = [page.get_textpage().get_text_range() for page in printed]
    begins = [next(number for number, text in enumerate(texts) if card.code in text) for card in cards]
    assert min(begins) == 0
    assert all(begin % 2 == 0 for begin in begins)


def test_killed_worker_leaves_each_row_done_once(house: House, enter: Enter, monkeypatch: pytest.MonkeyPatch) -> None:
    Label.objects.create(conference=house.conference, name="VIP")
    codes = people_codes(house.card("Ćma", "Lis", "Łoś"))
    job = start(house, enter("Anna"), "participants", codes, "put-label", label="VIP")

    seen: list[str] = []
    with monkeypatch.context() as patched:
        patched.setattr("panel.bulk.acts.label_participant", killed_at_second(label_participant, seen))
        with pytest.raises(SystemExit):
            run_job(job.pk)
    assert outcomes(job) == [Outcome.DONE]
    assert Label.objects.get().participants.count() == 1
    Job.objects.filter(pk=job.pk).update(beat_at=timezone.now() - ABANDONED_AFTER - timedelta(seconds=1))
    run(job)

    assert outcomes(job) == [Outcome.DONE] * 3
    assert [row.number for row in job.rows.all()] == [1, 2, 3]
    assert Participant.objects.get(badge_code=codes[0]).history.count() == 2


def killed_at_second(act: Callable[..., None], seen: list[str]) -> Callable[..., None]:
    def dying(**values: Any) -> None:
        act(**values)
        seen.append("row")
        if len(seen) == 2:
            raise SystemExit

    return dying


def test_rows_of_another_conference_are_never_touched(house: House, enter: Enter) -> None:
    theirs = house.elsewhere_house()
    foreign, own = theirs.card("Obca"), house.card("Łoś")
    Label.objects.create(conference=theirs.conference, name="Cudza")
    client = enter("Anna")

    nothing = client.post(house.address("start-bulk", "cards"), {"codes": [foreign.code], "action": "cancel"})
    foreign_label = client.post(
        house.address("start-bulk", "cards"),
        {"codes": [own.code], "action": "put-label", "step": "look", "label": "Cudza"},
    )
    job = run(start(house, client, "cards", [own.code, foreign.code], "cancel", reason="x"))

    assert nothing["Location"] == house.address("list-cards")
    assert not foreign_label.context["is_told"]
    assert job.rows.count() == 1
    foreign.refresh_from_db()
    assert foreign.state == CardState.SUBMITTED


@pytest.mark.parametrize(
    ("name", "seen"),
    [
        ("Oskar", {"put-label", "take-label", "write", "accept", "print-cards", "cancel"}),
        ("Tomasz", {"print-cards"}),
        ("Franek", set()),
    ],
)
def test_role_decides_what_can_be_done(house: House, enter: Enter, name: str, seen: set[str]) -> None:
    card = house.card("Łoś")
    client = enter(name)

    page = client.post(house.address("start-bulk", "cards"), {"codes": [card.code]})
    forced = client.post(
        house.address("start-bulk", "cards"),
        {"codes": [card.code], "action": "cancel", "step": "do", "count": "1", "reason": "x"},
    )

    assert {one.name for one in page.context["actions"]} == seen
    assert forced.status_code == (302 if name == "Oskar" else 200)
    assert Job.objects.count() == (1 if name == "Oskar" else 0)


def test_list_that_grew_is_told_before_anything_is_done(house: House, enter: Enter) -> None:
    house.card("Łoś")
    client = enter("Anna")
    posted = {"all": "yes", "query": "", "action": "cancel", "reason": "x"}
    look = client.post(house.address("start-bulk", "cards"), {**posted, "step": "look"})
    house.card("Nowa")

    answer = client.post(house.address("start-bulk", "cards"), {**posted, "step": "do", "count": look.context["count"]})

    assert answer.status_code == 200
    assert answer.context["count"] == 2
    assert not Job.objects.exists()


def test_page_says_how_many_stay_as_they_are(house: House, enter: Enter) -> None:
    Label.objects.create(conference=house.conference, name="VIP").cards.add(house.card("Łoś"))
    house.card("Ryś")
    posted = {"all": "yes", "action": "put-label", "step": "look", "label": "VIP"}

    look = enter("Anna").post(house.address("start-bulk", "cards"), posted)

    assert (look.context["touched"], look.context["untouched"]) == (1, 1)
