from hashlib import sha256

from django.db import transaction
from django.db.models import Max

from registrations.models import Consent, LegalText


def is_agreed_to(text: LegalText) -> bool:
    """Somebody has agreed to this version: it is part of what they signed."""
    return Consent.objects.filter(text=text).exists()


class TextAgreedTo(Exception):
    """Somebody has agreed to the text meanwhile: a new version must follow it."""


@transaction.atomic
def keep_text(*, text: LegalText) -> LegalText:
    """Save a text with its digest; a new one as the next version of its kind. Raises TextAgreedTo."""
    if text._state.adding:
        before = LegalText.objects.filter(association=text.association, kind=text.kind, language=text.language)
        text.version = (before.aggregate(last=Max("version"))["last"] or 0) + 1
    else:
        LegalText.objects.select_for_update().get(pk=text.pk)
        if is_agreed_to(text):
            raise TextAgreedTo
    text.sha256 = sha256(text.body.encode()).hexdigest()
    text.full_clean()
    text.save()
    return text
