"""What the doors of a server on a database of its own need; run as a program, it prints them as JSON."""

# Django is set up before anything of the project may be imported; what is printed is the report.
# ruff: noqa: PLC0415, T201
import json

PHONES = 4
PEOPLE = 60


def main() -> None:
    import django

    django.setup()
    from checkin.services import pair_device
    from tests.checkin.badges import paid_participant, text_of
    from tests.factories.checkin import ScanPointFactory
    from tests.factories.events import ConferenceFactory

    conference = ConferenceFactory.create()
    point = ScanPointFactory.create(conference=conference)
    tokens = [pair_device(conference=conference, name=f"Telefon {n}", by=None)[1] for n in range(PHONES)]
    badges = [text_of(paid_participant(conference)) for _ in range(PEOPLE)]
    print(json.dumps({"point": point.slug, "tokens": tokens, "badges": badges}))


if __name__ == "__main__":
    main()
