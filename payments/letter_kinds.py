"""The letters about payments, and the facts that an organiser's own words may put into each."""

from django.utils.translation import gettext_lazy as _

from events import formats
from mailings.wordings import Kind, Placeholder

AMOUNT = Placeholder(
    "kwota_wplaty",
    _("amount of the payment"),
    lambda context: formats.money(context["payment"].amount, context["payment"].currency),
    "1 200,00 zł",
)
OUTCOME = Placeholder(
    "wynik", _("what became of the places"), lambda context: str(context["outcome"]), _("The places were still free.")
)

KINDS = (
    Kind("paid_twice", _("A card was paid a second time"), (AMOUNT,)),
    Kind("paid_late", _("A payment came after the card had ended"), (AMOUNT, OUTCOME)),
)
