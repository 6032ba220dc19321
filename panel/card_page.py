"""What the templates of one card's page are given."""

from events.roles import Permission
from panel.card_forms import NoteForm
from panel.desk import Desk
from panel.selectors.one_card import CardSheet, Sees, sheet_of
from registrations.enums import Acceptance
from registrations.models import ParticipationCard
from registrations.selectors import what_is_asked
from registrations.signing import signing_of


def card_context(desk: Desk, card: ParticipationCard, **more: object) -> dict[str, object]:
    sheet = sheet_of(card, sees_of(desk))
    return desk.context(
        "cards",
        sheet=sheet,
        card=card,
        today=desk.conference.today(),
        actions=likeliest(desk, sheet),
        note_form=NoteForm(),
        signing=signing_of(card),
        asks=what_is_asked(desk.conference),
        **more,
    )


def sees_of(desk: Desk) -> Sees:
    return Sees(
        money=desk.may(Permission.VIEW_MONEY),
        needs=desk.may(Permission.VIEW_NEEDS),
        letters=desk.may(Permission.VIEW_LETTERS),
    )


def likeliest(desk: Desk, sheet: CardSheet) -> list[str]:
    """Names of the two things one most likely came to do; the first is the main one."""
    card, changes = sheet.card, desk.may(Permission.CHANGE_CARDS)
    wished = [
        ("accept", changes and card.acceptance in {Acceptance.SENT, Acceptance.OUTDATED}),
        ("pay", desk.may(Permission.RECORD_PAYMENTS) and card.balance > 0),
        ("add", changes and card.is_active),
        ("send", changes),
        ("pay", desk.may(Permission.RECORD_PAYMENTS)),
    ]
    return list(dict.fromkeys(name for name, fits in wished if fits))[:2]
