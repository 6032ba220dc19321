"""Why a suggestion is made, in words."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from events.formats import money
from payments.statements.deciding import BY_HAND
from payments.statements.matching import Reason
from payments.statements.refunds import REFUND


def reason_words() -> dict[str, str]:
    return {
        Reason.CODE: _("the code of the card is in the title"),
        Reason.CODE_ALIKE: _("the code of the card, with signs that look alike"),
        Reason.CODE_NEAR: _("the code of the card, but for one letter"),
        Reason.DOCUMENT: _("the number of its document"),
        Reason.ACCOUNT: _("the institution was paid from this account before"),
        Reason.PAYER: _("the payer has the name of the institution"),
        Reason.BUYER: _("the payer has the name of the buyer or recipient"),
        Reason.NAMED: _("the institution is named in the title"),
        Reason.PERSON: _("a participant is named in the title"),
        Reason.AMOUNT: _("the sum is the same"),
        Reason.ALL_OF_PAYER: _("together they owe exactly this"),
        Reason.CLOSED: _("nothing is owed there, or the card is cancelled"),
        BY_HAND: _("chosen by hand"),
        REFUND: _("a refund that was sent"),
    }


def said(reasons: Iterable[str]) -> str:
    """`the code of the card is in the title; the sum is the same`. What is no reason of ours is a person's own note."""
    words = reason_words()
    return "; ".join(words.get(reason, reason) for reason in reasons if reason)


def why_said(why: str) -> str:
    """The reasons kept with a transfer, or the note of who set it aside."""
    known = reason_words()
    parts = why.split(",")
    return said(parts) if all(part in known for part in parts) else why


def difference_said(difference: int) -> str:
    """Empty when the sum is right."""
    if not difference:
        return ""
    if difference > 0:
        return _("%(sum)s too much") % {"sum": money(difference)}
    return _("%(sum)s too little") % {"sum": money(-difference)}
