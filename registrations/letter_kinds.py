"""The letters about cards and people, and the facts that an organiser's own words may put into each."""

from collections.abc import Callable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from events import formats
from mailings.wordings import Context, Kind, Placeholder
from registrations.models import ParticipationCard


def of_card(tell: Callable[[ParticipationCard], str]) -> Callable[[Context], str]:
    return lambda context: tell(context["card"])


def transfer_lines(context: Context) -> str:
    """How to pay by transfer, a line each; empty where nothing is to be paid."""
    transfer = context["transfer"]
    if transfer is None:
        return ""
    return f"{transfer.copied_account}\n{transfer.holder}\n{transfer.title}"


def people_lines(context: Context) -> str:
    return "\n".join(f"{one['name']}, {one['variant']}" for one in context["people"])


def told(key: str) -> Callable[[Context], str]:
    return lambda context: str(context[key])


INSTITUTION = Placeholder(
    "instytucja",
    _("name of the institution"),
    of_card(lambda card: card.institution.name),
    "Miejski Ośrodek Pomocy Społecznej",
)
DUE = Placeholder("kwota", _("amount due"), of_card(lambda card: formats.money(card.due, card.currency)), "1 200,00 zł")
BALANCE = Placeholder(
    "do_zaplaty",
    _("what is still to be paid"),
    of_card(lambda card: formats.money(max(0, card.balance), card.currency)),
    "1 200,00 zł",
)
PAY_BY = Placeholder("zaplacic_do", _("day of payment"), of_card(lambda card: formats.day(card.pay_by)), "30.05.2024")
TRANSFER = Placeholder(
    "dane_do_przelewu",
    _("account, its holder and the title of the transfer, in three lines"),
    transfer_lines,
    "61 1090 1014 0000 0712 1981 2874\nStowarzyszenie\nKU7H4M2XQ9",
)
PEOPLE = Placeholder(
    "uczestnicy", _("people and their variants, a line each"), people_lines, "Ewa Łoś, Wariant I\nJan Żak, Wariant II"
)
REASON = Placeholder("powod", _("why it was sent back"), told("reason"), "Brakuje pieczątki.")
SIGN_BY = Placeholder("podpisac_do", _("last day for the signed card"), told("last_day"), "20.05.2024")
OFFER = Placeholder("adres_oferty", _("address at which the place is taken"), told("offer_address"), "https://…")
OFFER_UNTIL = Placeholder(
    "oferta_do",
    _("until when the place is kept"),
    lambda context: formats.moment(context["turn"].offer_until),
    "20.05.2024, 12.00",
)
CHANGES = Placeholder(
    "zmiany",
    _("what was changed, a line each"),
    lambda context: "\n".join(context["changes"]),
    "Jan Żak zamiast Ewy Łoś",
)
NAME = Placeholder(
    "uczestnik", _("name of the participant"), lambda context: context["participant"].titled_name, "Ewa Łoś"
)
VARIANT = Placeholder(
    "wariant", _("variant of the participant"), lambda context: context["participant"].variant.name, "Wariant I"
)
OWN_WORDS = Placeholder(
    "slowa_przypomnienia", _("words of the organiser for this reminder"), told("words"), "Prosimy o pilną wpłatę."
)
OF_CARD = (INSTITUTION, DUE, BALANCE, PAY_BY)


def about_card(slug: str, label: str | Promise, *more: Placeholder) -> Kind:
    return Kind(slug, label, (*OF_CARD, *more))


KINDS = (
    about_card("card_received", _("The card has been received"), PEOPLE, TRANSFER),
    about_card("card_changed", _("The card has been changed"), CHANGES, TRANSFER),
    about_card("payment_reminder", _("The day of payment is near"), TRANSFER, OWN_WORDS),
    about_card("payment_overdue", _("The day of payment has passed"), TRANSFER, OWN_WORDS),
    about_card("card_paid", _("The card is paid")),
    about_card("card_expired", _("The card has expired unpaid")),
    about_card("card_cancelled", _("The card has been cancelled")),
    about_card("people_resigned", _("People have resigned"), PEOPLE),
    about_card("signed_card_accepted", _("The signed card is accepted")),
    about_card("signed_card_returned", _("The signed card is sent back"), REASON),
    about_card("signed_card_reminder", _("The signed card is awaited"), SIGN_BY),
    about_card("place_offered", _("A place is offered from the waiting list"), PEOPLE, OFFER, OFFER_UNTIL),
    about_card("place_taken", _("A place from the waiting list is taken"), PEOPLE, TRANSFER),
    about_card("offer_lapsed", _("The offer of a place has lapsed"), PEOPLE),
    about_card("card_link", _("The address of the card, sent once more")),
    Kind("badge_ready", _("The badge is ready"), (NAME, VARIANT)),
)
