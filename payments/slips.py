"""What stands on the slip for one who paid at the desk."""

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from events.formats import day, moment, money
from payments.models import Payment
from payments.receipts import Receipt


def receipt_of(payment: Payment) -> Receipt:
    """In the language of whoever prints it. The payment comes with its card, institution and conference."""
    card, association = payment.card, payment.card.conference.association
    address = ", ".join(
        part for part in (association.street, f"{association.postal_code} {association.city}") if part.strip()
    )
    nip = _("NIP %(number)s") % {"number": association.nip} if association.nip else ""
    return Receipt(
        title=_("Confirmation of payment"),
        number=f"{card.code}/{payment.uid.hex[:8].upper()}",
        issuer=[part for part in (association.name, address, nip) if part],
        amount=money(payment.amount, payment.currency),
        rows=[
            (_("How"), str(payment.get_method_display())),
            (_("Received on"), day(payment.received_on)),
            (_("From"), f"{card.institution.name}, {card.institution.city}"),
            (_("For"), f"{card.conference.title}, {card.code}"),
            (_("Received by"), str(payment.recorded_by or "")),
        ],
        note=_("Recorded on %(moment)s. This slip is not an invoice.") % {"moment": moment(payment.recorded_at)},
        language=get_language() or "pl",
    )
