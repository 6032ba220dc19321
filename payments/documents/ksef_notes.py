from django.db import transaction
from django.utils import timezone

from payments.documents.posting import post
from payments.models import Document


class OtherNumber(Exception):
    """KSeF gave the document another number before."""


@transaction.atomic
def note_ksef_number(*, document: Document, number: str, code: str = "") -> Document:
    """Write down the number KSeF gave and the address in the code to be drawn, once; then the document goes by letter.

    Raises OtherNumber. The same number again changes nothing.
    """
    locked = (
        Document.objects.select_for_update(of=("self",))
        .select_related("card__conference__association")
        .get(pk=document.pk)
    )
    if locked.ksef_number and locked.ksef_number != number:
        raise OtherNumber
    if not locked.ksef_number:
        locked.ksef_number, locked.ksef_code, locked.ksef_noted_at = number, code, timezone.now()
        locked.save(update_fields=["ksef_number", "ksef_code", "ksef_noted_at"])
        post(locked)
    document.ksef_number, document.ksef_code = locked.ksef_number, locked.ksef_code
    return locked


@transaction.atomic
def note_ksef_code(*, document: Document, code: str) -> None:
    """The address in the code of an invoice issued offline, before KSeF has given a number."""
    Document.objects.filter(pk=document.pk, ksef_number="").update(ksef_code=code)
