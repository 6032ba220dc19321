from django.db import transaction
from django.utils import timezone

from registrations.enums import PERSONAL_CONSENTS, LegalKind
from registrations.models import Consent, LegalText, Participant


@transaction.atomic
def give_consent(*, participant: Participant, text: LegalText) -> Consent:
    """The participant agrees to the text. Once given, a consent of its kind stands until withdrawn."""
    assert text.kind in PERSONAL_CONSENTS
    Participant.objects.select_for_update().get(pk=participant.pk)
    standing = Consent.objects.filter(participant=participant, text__kind=text.kind, withdrawn_at__isnull=True).first()
    return standing or Consent.objects.create(card=participant.card, participant=participant, text=text)


@transaction.atomic
def withdraw_consent(*, participant: Participant, kind: LegalKind) -> None:
    """As easy as giving it was; that it once stood remains known."""
    standing = Consent.objects.filter(participant=participant, text__kind=kind, withdrawn_at__isnull=True)
    standing.update(withdrawn_at=timezone.now())
