"""The button of a demonstration that moves a conference through its stages."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from events.enums import Stage
from events.models import Conference
from events.services import next_stage


@dataclass(frozen=True)
class StageButton:
    stage: Stage
    label: str
    is_next: bool


def stages_to_choose(conference: Conference) -> list[StageButton]:
    """Stages the clock can be moved to; none outside a demonstration."""
    if not settings.DEMO:
        return []
    labels = {
        Stage.CLOSED: _("Move the clock: registration closed"),
        Stage.RUNNING: _("Move the clock: the conference is on"),
        Stage.ENDED: _("Move the clock: after the conference"),
    }
    if conference.registration_opens_at:
        labels = {Stage.REGISTRATION: _("Move the clock: registration open"), **labels}
    following = next_stage(conference)
    return [
        StageButton(stage, label, stage == following) for stage, label in labels.items() if stage != conference.stage
    ]
