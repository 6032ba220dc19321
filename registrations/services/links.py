from datetime import datetime, time

from django.db import transaction
from django.utils import timezone

from events.models import Conference
from registrations.models import AccessLink, Participant, ParticipationCard
from registrations.models.links import LINK_LIFE_AFTER_CONFERENCE


def expiry(conference: Conference) -> datetime:
    """Real time: a link outlives the conference, and also a demonstration whose clock was moved."""
    end = timezone.make_aware(datetime.combine(conference.ends_on, time.max))
    return max(end, timezone.now()) + LINK_LIFE_AFTER_CONFERENCE


def first_link(card: ParticipationCard) -> AccessLink:
    """The link of a card just made, which cannot have had one."""
    return AccessLink.objects.create(card=card, expires_at=expiry(card.conference))


@transaction.atomic
def link_for_card(*, card: ParticipationCard) -> AccessLink:
    """The card's link; made anew when there is none, or the last one ran out or was revoked."""
    valid = card.links.valid().first()
    if valid:
        return valid
    card.links.filter(revoked_at__isnull=True).update(revoked_at=timezone.now())
    return AccessLink.objects.create(card=card, expires_at=expiry(card.conference))


@transaction.atomic
def link_for_participant(*, participant: Participant) -> AccessLink:
    """The participant's own link, made anew where needed as for a card."""
    valid = participant.links.valid().first()
    if valid:
        return valid
    participant.links.filter(revoked_at__isnull=True).update(revoked_at=timezone.now())
    return AccessLink.objects.create(participant=participant, expires_at=expiry(participant.conference))


@transaction.atomic
def revoke_link(*, link: AccessLink) -> None:
    """From now on the address opens nothing."""
    AccessLink.objects.filter(pk=link.pk, revoked_at__isnull=True).update(revoked_at=timezone.now())
