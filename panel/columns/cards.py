"""The columns that the list of cards can show."""

from collections.abc import Collection
from functools import partial

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from events import formats
from events.enums import Voivodeship
from events.models import Conference
from events.roles import Permission
from events.templatetags.zjazd import state
from panel.columns.cells import acceptance_cell, day, labels_cell, question_details, words_of
from panel.columns.participants import money_cell
from panel.listing import Detail, permitted
from registrations.enums import InstitutionKind, PublicFunding, QuestionTarget
from registrations.models import ParticipationCard


def card_details(conference: Conference, granted: Collection[Permission]) -> list[Detail]:
    """One query, for the questions."""
    details = [
        *of_card(conference, granted),
        *of_contact(),
        *of_institution(),
        *question_details(conference, {QuestionTarget.CARD: ""}),
    ]
    return permitted(details, granted)


def of_card(conference: Conference, granted: Collection[Permission]) -> list[Detail]:
    money = Permission.VIEW_MONEY
    standing = partial(state_cell, conference=conference, tells_money=money in granted)
    return [
        Detail("code", _("Card"), lambda one: one.code),
        Detail("people", _("People"), people_cell, numeric=True),
        Detail("due", _("Amount due"), lambda one: formats.money(one.due, one.currency), True, needs=money),
        Detail("received", _("Received"), lambda one: formats.money(one.settled, one.currency), True, False, money),
        Detail("balance", _("To be paid"), lambda one: formats.money(one.balance, one.currency), True, needs=money),
        Detail("state", _("State"), standing),
        Detail("signed", _("Signed card"), acceptance_cell),
        Detail("labels", _("Labels"), labels_cell, usual=False, fetched=("labels",)),
        Detail("payby", _("Pay by"), lambda one: formats.day(one.pay_by), True, needs=money),
        Detail("submitted", _("Submitted"), lambda one: day(one.submitted_at), numeric=True),
    ]


def of_contact() -> list[Detail]:
    funding = words_of(PublicFunding.choices)
    return [
        Detail("contact", _("Contact person"), lambda one: one.contact_name, usual=False),
        Detail("email", _("E-mail"), lambda one: one.contact_email, usual=False),
        Detail("phone", _("Phone"), lambda one: one.contact_phone, usual=False),
        Detail("head", _("Head of the institution"), lambda one: one.head_name, usual=False),
        Detail(
            "funding",
            _("Public funding"),
            lambda one: funding(one.public_funding),
            usual=False,
            needs=Permission.VIEW_MONEY,
        ),
    ]


def of_institution() -> list[Detail]:
    kind, voivodeship = words_of(InstitutionKind.choices), words_of(Voivodeship.choices)
    return [
        Detail("town", _("Town"), lambda one: one.institution.city, usual=False),
        Detail("nip", _("NIP"), lambda one: one.institution.nip, numeric=True, usual=False),
        Detail("kind", _("Kind of institution"), lambda one: kind(one.institution.kind), usual=False),
        Detail("voivodeship", _("Voivodeship"), lambda one: voivodeship(one.institution.voivodeship), usual=False),
        Detail(
            "member", _("Member of the association"), lambda one: _("yes") if one.is_member else _("no"), usual=False
        ),
    ]


def people_cell(one: ParticipationCard) -> str:
    """`one` carries the counts of `cards_asked`."""
    people, waiting = one.people, one.waiting_people  # type: ignore[attr-defined]  # annotated
    return f"{people} (+{waiting})" if waiting else str(people)


def state_cell(one: ParticipationCard, conference: Conference, tells_money: bool) -> SafeString:
    """How the card stands and, to those who may know, with money."""
    if one.is_active:
        paid = _("paid")
        return money_cell(one, conference, paid=paid) if tells_money else state("settled", one.get_state_display())
    told = state("neutral", one.get_state_display())
    if not tells_money or one.balance == 0:
        return told
    money = state("problem", _("fee not paid")) if one.balance > 0 else state("info", _("overpaid"))
    return format_html("{} {}", told, money)
