"""Who is reminded of the signed card, and when."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from events.enums import Stage
from events.models import Conference
from mailings.models import Letter
from registrations import mail_papers
from registrations.enums import Acceptance
from registrations.models import ParticipationCard
from registrations.services.links import link_for_card
from registrations.services.locking import lock_card
from registrations.signing import acceptance_of, due_on

WEEK = timedelta(days=7)
AWAITED = (Acceptance.AWAITED, Acceptance.RETURNED, Acceptance.OUTDATED)


def remind_of_signed_cards(*, conference: Conference) -> int:
    """The day after the last day, then each week, until the card comes or the conference begins; how many went."""
    if not conference.wants_signed_cards or conference.stage in {Stage.RUNNING, Stage.ENDED}:
        return 0
    cards = (
        ParticipationCard.objects.active()
        .filter(conference=conference, acceptance__in=(Acceptance.NOT_ASKED, *AWAITED))
        .annotate(returned_at=Max("scans__decided_at"))
    )
    wanted = {}
    for card in cards:
        card.conference = conference
        fact = reminder_due(card)
        if fact is not None:
            wanted[f"signed_card_reminder:{card.code}:{fact}"] = (card, fact)
    told = Letter.objects.filter(dedupe_key__in=wanted).values_list("dedupe_key", flat=True)
    for key in told:
        del wanted[key]
    return sum(remind(card, fact) for card, fact in wanted.values())


def reminder_due(card: ParticipationCard) -> str | None:
    """Which reminder the card is due, or None. One sent back, or changed since, is given a week of its own."""
    first = due_on(card) + timedelta(days=1)
    since = {Acceptance.RETURNED: getattr(card, "returned_at", None), Acceptance.OUTDATED: card.outdated_at}
    moment = since.get(Acceptance(card.acceptance))
    if moment is not None:
        first = max(first, timezone.localdate(moment) + WEEK)
    today: date = card.conference.today()
    return None if today < first else f"{first.isoformat()}:{(today - first) // WEEK}"


@transaction.atomic
def remind(card: ParticipationCard, fact: str) -> bool:
    """Looks once more under the lock: it may have come a moment ago."""
    locked = lock_card(card.pk)
    if not locked.is_active or acceptance_of(locked) not in AWAITED:
        return False
    mail_papers.signed_card_reminder(locked, link_for_card(card=locked), fact)
    return True
