"""The letters about documents, and the facts that an organiser's own words may put into each."""

from django.utils.translation import gettext_lazy as _

from events import formats
from mailings.wordings import Context, Kind, Placeholder
from registrations.letter_kinds import TRANSFER, about_card


def number(context: Context) -> str:
    return str(context["document"].number)


def amount(context: Context) -> str:
    document = context["document"]
    return formats.money(document.gross, document.currency)


NUMBER = Placeholder("numer_dokumentu", _("number of the document"), number, "FV/12/06/2027")
AMOUNT = Placeholder("kwota_dokumentu", _("sum of the document"), amount, "1 200,00 zł")
REASON = Placeholder(
    "powod_korekty", _("reason of the correction"), lambda context: str(context["document"].reason), "Zmiana uczestnika"
)
CORRECTED = Placeholder(
    "numer_korygowany",
    _("number of the document corrected"),
    lambda context: str(context["document"].corrects.number),
    "FV/11/06/2027",
)

KINDS: tuple[Kind, ...] = (
    about_card("proforma_issued", _("The proforma"), NUMBER, AMOUNT, TRANSFER),
    about_card("document_issued", _("The invoice, note or bill"), NUMBER, AMOUNT, TRANSFER),
    about_card("correction_issued", _("The correction of a document"), NUMBER, AMOUNT, CORRECTED, REASON),
)
