"""Words of a paper in its language: a paper for foreigners says everything in English and in Polish."""

from collections.abc import Callable

from django.utils.translation import gettext, gettext_noop, override

from payments.documents.paper_facts import Headings

Say = Callable[[str], str]
POLISH = "pl"


def words_in(language: str) -> Say:
    """A message marked by gettext_noop as the paper writes it: in Polish, or in the other language and in Polish."""

    def say(message: str) -> str:
        with override(POLISH):
            polish = gettext(message)
        if language == POLISH:
            return polish
        with override(language):
            foreign = gettext(message)
        return foreign if foreign == polish else f"{foreign} / {polish}"

    return say


def headings_in(say: Say) -> Headings:
    return Headings(
        parties=say(gettext_noop("Parties")),
        number=say(gettext_noop("No.")),
        name=say(gettext_noop("Name of the service")),
        quantity=say(gettext_noop("Qty")),
        unit=say(gettext_noop("Unit")),
        unit_gross=say(gettext_noop("Gross price")),
        rate=say(gettext_noop("Rate of VAT")),
        net=say(gettext_noop("Net amount")),
        vat=say(gettext_noop("Amount of VAT")),
        gross=say(gettext_noop("Gross amount")),
        together=say(gettext_noop("Together")),
        summary=say(gettext_noop("VAT summary")),
        payment=say(gettext_noop("Payment by bank transfer")),
        people=say(gettext_noop("Participants")),
        issuer=say(gettext_noop("Issued by")),
        total=say(gettext_noop("Amount")),
    )
