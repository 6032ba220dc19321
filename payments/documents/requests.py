from functools import partial

from django.db import transaction
from django.utils import timezone

from payments.documents.issuing import settings_of
from payments.documents.terms import issue_by, last_day_to_ask
from payments.enums import IssueTime
from payments.models import DocumentRequest
from payments.tasks import issue_for_card
from registrations.models import ParticipationCard


class TooLateToAsk(Exception):
    """The association issues no documents on request, or the months in which the law lets one ask have passed."""


def may_ask(card: ParticipationCard) -> bool:
    """Two queries at most."""
    if not card.is_active or card.due <= 0:
        return False
    if settings_of(card.conference.association).issue_time != IssueTime.ON_REQUEST:
        return False
    return timezone.localdate() <= last_day_to_ask(card.conference.ends_on)


@transaction.atomic
def ask_for_document(*, card: ParticipationCard) -> DocumentRequest:
    """Write down that the institution asks; it is issued then. A second time changes nothing. Raises TooLateToAsk."""
    known = DocumentRequest.objects.filter(card=card).first()
    if known is not None:
        return known
    if not may_ask(card):
        raise TooLateToAsk
    day = issue_by(timezone.localdate(), card.conference.ends_on)
    asked, is_new = DocumentRequest.objects.get_or_create(card=card, defaults={"issue_by": day})
    if is_new:
        transaction.on_commit(partial(issue_for_card.delay, card.pk), robust=True)
    return asked
