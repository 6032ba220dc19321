"""A conference of the demonstration with everything that a card may ask for, as an organiser would set it up."""

from pathlib import Path

from tests.walk.servers import Site, run_to_the_end

CONFERENCE = "razem/xi-konferencja"

SCRIPT = """
from events.enums import ExtraKind
from events.models import Conference, DiscountCode, Extra, PlacePool
from registrations.models import Question

conference = Conference.objects.get(association__slug="{association}", slug="{slug}")
if not conference.extras.filter(slug="b-gala").exists():
    lodging = [variant for variant in conference.variants.all() if variant.nights]
    few = PlacePool.objects.create(conference=conference, name="Autokar próbny", size=3)
    for number, (slug, kind, price, group, pool) in enumerate([
        ("b-alone", ExtraKind.SINGLE_ROOM, 12000, "", None),
        ("b-gala", ExtraKind.GALA, 18000, "", None),
        ("b-visit", ExtraKind.VISIT, 0, "", few),
        ("b-workshop-1", ExtraKind.WORKSHOP, 0, "Warsztat próbny", None),
        ("b-workshop-2", ExtraKind.WORKSHOP, 5000, "Warsztat próbny", None),
    ]):
        extra = Extra.objects.create(
            conference=conference, slug=slug, kind=kind, name=f"Próba {{slug}}", price=price, group=group, pool=pool,
            is_per_night=kind == ExtraKind.SINGLE_ROOM, position=100 + number,
        )
        extra.variants.set(lodging)
    def ask(slug, **values):
        return Question.objects.create(conference=conference, slug=slug, position=100, **values)
    bus = ask("b-bus", kind="boolean", label="Czy skorzysta z autokaru?", is_required=True)
    ask("b-train", label="O której jest pociąg?", shown_if=bus, shown_if_value="yes", is_required=True)
    ask("b-file", kind="file", label="Skan legitymacji")
    ask("b-from", target="card", kind="choices", label="Skąd wiadomość?", choices="z listu\\nze strony")
    DiscountCode.objects.create(conference=conference, code="PROBA10", percent=10)
"""


def furnish(site: Site, folder: Path) -> None:
    association, _, slug = CONFERENCE.partition("/")
    script = SCRIPT.format(association=association, slug=slug)
    run_to_the_end(["manage.py", "shell", "-c", script], site.environment, folder / "furnish.log")
