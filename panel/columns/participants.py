"""The columns that the list of participants can show."""

from collections.abc import Collection
from functools import partial

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from events import formats
from events.enums import Voivodeship
from events.models import Conference
from events.roles import Permission
from events.templatetags.zjazd import state
from panel.columns.cells import acceptance_cell, day, labels_cell, moment, question_details, words_of
from panel.listing import Detail, permitted
from registrations.enums import CardState, Diet, InstitutionKind, ParticipantState, QuestionTarget, RoomWish
from registrations.models import Participant, ParticipationCard


def participant_details(conference: Conference, granted: Collection[Permission]) -> list[Detail]:
    """One query, for the questions."""
    details = [
        *of_person(conference, granted),
        *of_stay(),
        *of_institution(),
        *question_details(conference, {QuestionTarget.PARTICIPANT: "", QuestionTarget.CARD: "card"}),
    ]
    return permitted(details, granted)


def of_person(conference: Conference, granted: Collection[Permission]) -> list[Detail]:
    standing = partial(state_cell, conference=conference, tells_money=Permission.VIEW_MONEY in granted)
    diet = words_of(Diet.choices)
    return [
        Detail("institution", _("Institution"), lambda one: one.card.institution.name),
        Detail("position", _("Position"), lambda one: one.position, usual=False, edits="position"),
        Detail("variant", _("Variant"), lambda one: one.variant.name),
        Detail("state", _("State"), standing),
        Detail("labels", _("Labels"), labels_cell, usual=False, fetched=("labels",), edits="labels"),
        Detail(
            "diet",
            _("Diet"),
            lambda one: diet(one.diet) if one.diet != Diet.STANDARD else "",
            needs=Permission.VIEW_NEEDS,
            edits="diet",
        ),
        Detail(
            "dietnote",
            _("For the kitchen"),
            lambda one: one.diet_note,
            usual=False,
            needs=Permission.VIEW_NEEDS,
            edits="diet_note",
        ),
        Detail(
            "needs",
            _("Accessibility"),
            lambda one: one.accessibility,
            usual=False,
            needs=Permission.VIEW_NEEDS,
            edits="accessibility",
        ),
        Detail("arrived", _("Arrived"), lambda one: moment(one.arrived_at)),
        Detail("email", _("E-mail"), lambda one: one.email, usual=False, edits="email"),
        Detail("phone", _("Phone"), lambda one: one.phone, usual=False, edits="phone"),
        Detail("badge", _("Text on the badge"), lambda one: one.badge_text, usual=False, edits="badge_text"),
    ]


def of_stay() -> list[Detail]:
    room = words_of(RoomWish.choices)
    return [
        Detail("extras", _("Extras"), extras_cell, usual=False, fetched=("extras__extra",)),
        Detail("room", _("Room"), lambda one: one.roommate or room(one.room_wish), usual=False),
        Detail("nights", _("Nights"), nights_cell, usual=False, fetched=("nights",)),
        Detail("arrives", _("Comes"), arrives_cell, usual=False),
    ]


def of_institution() -> list[Detail]:
    kind, voivodeship = words_of(InstitutionKind.choices), words_of(Voivodeship.choices)
    return [
        Detail("code", _("Card"), lambda one: one.card.code, usual=False),
        Detail("signed", _("Signed card"), lambda one: acceptance_cell(one.card), usual=False),
        Detail("submitted", _("Submitted"), lambda one: day(one.card.submitted_at), numeric=True),
        Detail("town", _("Town"), lambda one: one.card.institution.city, usual=False),
        Detail("nip", _("NIP"), lambda one: one.card.institution.nip, numeric=True, usual=False),
        Detail("kind", _("Kind of institution"), lambda one: kind(one.card.institution.kind), usual=False),
        Detail("voivodeship", _("Voivodeship"), lambda one: voivodeship(one.card.institution.voivodeship), usual=False),
        Detail(
            "member",
            _("Member of the association"),
            lambda one: _("yes") if one.card.is_member else _("no"),
            usual=False,
        ),
    ]


def state_cell(one: Participant, conference: Conference, tells_money: bool) -> SafeString:
    """Whether they take part and, to those who may know, whether it is paid for."""
    if one.state == ParticipantState.WAITING:
        return state("waiting", one.get_state_display())
    if one.state != ParticipantState.REGISTERED:
        return state("neutral", one.get_state_display())
    if not tells_money:
        return state("settled", one.get_state_display())
    return money_cell(one.card, conference, paid=_("paid for"))


def money_cell(card: ParticipationCard, conference: Conference, *, paid: str) -> SafeString:
    """`paid` is the word for a card that is: Polish tells a card from a person."""
    if card.balance < 0:
        return state("info", _("overpaid"))
    if card.balance == 0 or card.state != CardState.SUBMITTED:
        return state("settled", paid)
    if card.pay_by < conference.today():
        return state("problem", _("overdue"))
    return state("waiting", _("paid in part") if card.settled else _("waits for payment"))


def extras_cell(one: Participant) -> str:
    return ", ".join(taken.extra.name for taken in one.extras.all())


def nights_cell(one: Participant) -> str:
    return ", ".join(f"{night.on:%d.%m}" for night in one.nights.all())


def arrives_cell(one: Participant) -> str:
    parts = (
        formats.day(one.arrives_on) if one.arrives_on else "",
        formats.clock(one.arrives_at) if one.arrives_at else "",
    )
    return " ".join(part for part in parts if part)
