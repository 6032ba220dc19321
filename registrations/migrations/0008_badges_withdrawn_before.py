"""Badges of those who were exchanged before withdrawn ones were kept: the history still knows their codes."""

from typing import Any

from django.db import migrations


def write(apps: Any, schema_editor: object) -> None:
    Participant = apps.get_model("registrations", "Participant")
    History = apps.get_model("registrations", "HistoricalParticipant")
    WithdrawnBadge = apps.get_model("registrations", "WithdrawnBadge")
    now = dict(Participant.objects.values_list("pk", "badge_code"))
    before = History.objects.exclude(badge_code__in=Participant.objects.values("badge_code"))
    codes = {
        code: (key, conference) for key, code, conference in before.values_list("id", "badge_code", "conference_id")
    }
    WithdrawnBadge.objects.bulk_create(
        (
            WithdrawnBadge(participant_id=key, conference_id=conference, code=code)
            for code, (key, conference) in codes.items()
            if key in now
        ),
        ignore_conflicts=True,
        batch_size=500,
    )


class Migration(migrations.Migration):
    dependencies = [("registrations", "0007_withdrawn_badges")]
    operations = [migrations.RunPython(write, migrations.RunPython.noop, elidable=True)]
