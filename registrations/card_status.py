"""How a card and a badge stand, in words that also say what happens next."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from events.enums import ConferenceState, Stage
from events.formats import day, money
from registrations.enums import CardState, ParticipantState, Settlement
from registrations.models import Participant, ParticipationCard


@dataclass(frozen=True)
class Status:
    """`tone` is one of the design's: settled, waiting, problem, info, neutral."""

    tone: str
    label: str
    sentence: str = ""


def status_of(card: ParticipationCard, *, only_waits: bool = False) -> Status:
    """`only_waits`: nobody on the card has a place yet."""
    if not card.is_active:
        return cancelled_status(card)
    if only_waits:
        sentence = _("When a place is free, a letter with a link comes. Nothing is to be paid until then.")
        return Status("waiting", _("On the waiting list"), sentence)
    if card.settlement == Settlement.PAID:
        return Status("settled", _("Paid"), _("Each participant has received a letter with their badge."))
    if card.settlement == Settlement.OVERPAID:
        over = money(-card.balance, card.currency)
        return Status("info", _("Overpaid by %(amount)s") % {"amount": over}, _("The organiser will contact you."))
    if card.pay_by < card.conference.today():
        sentence = _("The day of payment was %(day)s. If the transfer is on its way, nothing needs to be done.")
        return Status("problem", _("Payment is late"), sentence % {"day": day(card.pay_by)})
    waits = _("Waits for payment until %(day)s") % {"day": day(card.pay_by)}
    if card.settlement == Settlement.PARTLY:
        left = _("%(came)s has come, %(left)s is left to pay.") % {
            "came": money(card.settled, card.currency),
            "left": money(card.balance, card.currency),
        }
        return Status("waiting", waits, left)
    return Status("waiting", waits, _("When the payment comes, each participant will receive their badge by e-mail."))


def cancelled_status(card: ParticipationCard) -> Status:
    on = day(card.cancelled_at) if card.cancelled_at else ""
    label = _("Cancelled on %(day)s") % {"day": on}
    if card.state == CardState.EXPIRED:
        label = _("Expired without payment on %(day)s") % {"day": on}
    if card.balance > 0:
        left = money(card.balance, card.currency)
        return Status("neutral", label, _("%(amount)s is still to be paid.") % {"amount": left})
    if card.balance < 0:
        back = money(-card.balance, card.currency)
        return Status("neutral", label, _("The organiser will return %(amount)s.") % {"amount": back})
    return Status("neutral", label, _("Nothing is to be paid."))


@dataclass(frozen=True)
class BadgeStatus:
    is_ready: bool
    status: Status


def badge_status_of(participant: Participant) -> BadgeStatus:
    """The badge is ready when the card is paid; else what it waits for, without telling sums."""
    card = participant.card
    if participant.state == ParticipantState.WAITING and card.is_active:
        sentence = _("Your institution will be written to when a place is free.")
        return BadgeStatus(False, Status("waiting", _("On the waiting list"), sentence))
    if not participant.is_active or not card.is_active:
        sentence = _("The institution has withdrawn this registration. Ask its contact person for details.")
        return BadgeStatus(False, Status("neutral", _("Registration cancelled"), sentence))
    if participant.conference.state == ConferenceState.CANCELLED:
        sentence = _("The organiser writes to those who have registered.")
        return BadgeStatus(False, Status("problem", _("Conference cancelled"), sentence))
    if participant.conference.stage == Stage.ENDED:
        return BadgeStatus(False, ended_status(participant))
    if card.balance > 0 and participant.variant.is_remote:
        sentence = _("Your participation will be confirmed when the payment has come. Nothing needs to be done.")
        return BadgeStatus(False, Status("waiting", _("Waits for the institution’s payment"), sentence))
    if card.balance > 0:
        sentence = _("The badge will be here when your institution’s payment has come. Nothing needs to be done.")
        return BadgeStatus(False, Status("waiting", _("Waits for the institution’s payment"), sentence))
    if participant.variant.is_remote:
        sentence = _("You take part online: no badge is needed.")
        return BadgeStatus(False, Status("settled", _("Participation confirmed"), sentence))
    return BadgeStatus(
        True, Status("settled", _("Badge ready"), _("Show it at the entrance on your phone or printed."))
    )


def ended_status(participant: Participant) -> Status:
    """After the conference there is nothing to show at the door: what matters is the certificate."""
    if participant.certificate_code:
        return Status("settled", _("The certificate is ready"), _("You can download it below."))
    if participant.arrived_at:
        sentence = _("The certificate is being prepared. It will appear here, and a letter will tell you.")
        return Status("info", _("Conference ended"), sentence)
    if participant.variant.is_remote:
        sentence = _("Certificates are given to those who attended on the spot.")
        return Status("neutral", _("Conference ended"), sentence)
    sentence = _(
        "There is no certificate: your attendance was not recorded. If you were there, write to the organiser."
    )
    return Status("neutral", _("Conference ended"), sentence)
