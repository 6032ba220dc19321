"""What the treasurer can do about an invoice that does not go on by itself."""

import re

from django.utils.translation import gettext as _

from payments.ksef.access import environment
from payments.ksef.states import KsefState
from payments.models.ksef import KsefInvoice

NO_RIGHTS, ATTACHMENT, FILE, UNREADABLE, CONTENT = 410, 415, 430, 435, 450


def advice_for(row: KsefInvoice) -> str:
    """One or two sentences; empty where there is nothing to do."""
    by_code = {
        NO_RIGHTS: _(
            "The token does not let us issue invoices for this NIP. Make a token with that right in KSeF, "
            "give it below and send the invoice again."
        ),
        ATTACHMENT: _("KSeF did not take the file. Tell the administrator of the system."),
        FILE: _("KSeF did not take the file. Tell the administrator of the system."),
        UNREADABLE: _("KSeF could not read what it got. Send the invoice again."),
        CONTENT: _(
            "Read what KSeF has against it. An invoice that KSeF rejected has not been issued: "
            "when the cause is gone, send it again."
        ),
    }
    if row.state == KsefState.REJECTED:
        return by_code.get(row.code or 0, _("Send the invoice again. If it is rejected again, tell the administrator."))
    if row.state == KsefState.DUPLICATE:
        return _(
            "If you put this invoice into KSeF by hand, write its KSeF number here. If not, another program uses "
            "the same numbers: change the pattern of numbers and issue the invoice anew."
        )
    if row.is_moving and row.environment != environment():
        return _("It was to go to: %(environment)s. Press “Try now” to send it where invoices go today.") % {
            "environment": row.get_environment_display()
        }
    if row.is_moving:
        return trouble_in_words(row.last_error.partition(": ")[0])
    if row.state == KsefState.FAULTY:
        return _("Complete the data of the association, or correct the document, and make the file again.")
    return ""


def trouble_in_words(kind: str) -> str:
    """What stopped the last attempt, by the name of the gateway's error."""
    words = {
        "Unavailable": _("KSeF did not answer. The invoice counts as issued; it is tried again by itself."),
        "AccessRefused": _("KSeF did not accept the token. Make a new one and give it below."),
        "RateLimited": _("KSeF asks for a pause; the invoice is sent after it."),
        "RequestRefused": _("KSeF did not take the message. If it stays so, tell the administrator."),
    }
    return words.get(kind, "")


def reasons_for(row: KsefInvoice) -> list[str]:
    """What KSeF said, or what is missing, as the reader's own words where they are ours."""
    if row.state != KsefState.FAULTY:
        return [str(reason) for reason in row.reasons]
    return [fault_in_words(str(reason)) for reason in row.reasons]


def fault_in_words(reason: str) -> str:
    kind, _colon, rest = reason.partition(": ")
    fields = {
        "NIP": _("The NIP of the association is missing."),
        "Nazwa": _("A name of the seller, the buyer or the recipient is missing."),
        "AdresL1": _("The address of the association is missing."),
        "P_19A": _("The legal basis of the exemption from VAT is missing."),
    }
    if kind == "MissingData":
        return fields.get(rest, _("A field that KSeF requires is empty: %(field)s.") % {"field": rest})
    if kind == "DoesNotFit":
        return _("A wrong NIP is corrected to zero, and a new invoice is issued.")
    # Without the long name of the schema before each element.
    fault = re.sub(r"\{[^}]*\}", "", rest)
    return _("The file does not fit the official schema: %(fault)s") % {"fault": fault}
