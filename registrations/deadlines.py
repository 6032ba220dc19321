"""Until when a card may be changed, and by whom. `by` None is the institution itself, through its link."""

from datetime import date, timedelta

from accounts.models import User
from events.enums import ConferenceState, Stage
from events.models import Conference
from registrations.models import ParticipationCard


def last_day_of_changes(conference: Conference) -> date:
    """Institutions change their cards until and with this day; never on the days of the conference itself."""
    eve = conference.starts_on - timedelta(days=1)
    return min(conference.changes_until or eve, eve)


def may_change(card: ParticipationCard, by: User | None = None) -> bool:
    """Staff may while the conference lasts; institutions until the day the organiser set."""
    if by is not None:
        return may_resign(card, by)
    return may_resign(card) and card.conference.today() <= last_day_of_changes(card.conference)


def may_resign(card: ParticipationCard, by: User | None = None) -> bool:
    """Whoever resigns late pays for it, so the day for changes does not bind here: only the beginning does."""
    if not card.is_active:
        return False
    stage = card.conference.stage
    return stage != Stage.ENDED and (by is not None or stage != Stage.RUNNING)


def may_add(card: ParticipationCard, by: User | None = None) -> bool:
    """Another person is a registration: institutions add one only while cards are taken."""
    return may_change(card, by) and (by is not None or card.conference.takes_cards)


def takes_walk_ins(conference: Conference) -> bool:
    """Staff take a card of somebody who stands before them whatever the days of registration, until the end."""
    return conference.state == ConferenceState.PUBLISHED and conference.stage != Stage.ENDED


def has_expired(card: ParticipationCard) -> bool:
    """Past its last day with nothing paid or on its way. One paid in part is for the organiser to decide on."""
    conference = card.conference
    if not card.is_active or card.expires_on is None or card.awaits_noted_payment:
        return False
    if conference.stage in {Stage.RUNNING, Stage.ENDED}:
        return False
    return card.settled == 0 and card.due > 0 and conference.today() > card.expires_on


def makes_offers(conference: Conference) -> bool:
    """Places are offered from the waiting list until the conference begins, also after registration has closed."""
    return conference.state == ConferenceState.PUBLISHED and conference.stage not in {Stage.RUNNING, Stage.ENDED}
