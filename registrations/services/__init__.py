from registrations.services.answering import change_answers
from registrations.services.badges import replace_badge
from registrations.services.cancelling import CardClosed, cancel_card
from registrations.services.changing import (
    NotOffered,
    add_participant,
    change_card,
    change_participant,
    change_variant,
    exchange_participant,
)
from registrations.services.consents import give_consent, withdraw_consent
from registrations.services.drafts import (
    TooManyLetters,
    delete_forgotten_drafts,
    drop_file,
    keep_file,
    save_step,
    send_draft_link,
    start_draft,
)
from registrations.services.expiring import expire_card
from registrations.services.links import link_for_card, link_for_participant, revoke_link
from registrations.services.locking import TooLate
from registrations.services.passing_on import TurnClosed, offer_places, offer_turn
from registrations.services.reminding import remind_of_payment
from registrations.services.resigning import resign
from registrations.services.restoring import Restored, restore_card
from registrations.services.settling import note_arrivals, note_certificate, note_expected_payment, settle_card
from registrations.services.staying import PriceChanged, change_stay
from registrations.services.submitting import RegistrationClosed, submit_card
from registrations.services.waiting import decline_offer, lapse_offer, leave_list, move_turn, split_turn, take_offer

__all__ = [
    "CardClosed",
    "NotOffered",
    "PriceChanged",
    "RegistrationClosed",
    "Restored",
    "TooLate",
    "TooManyLetters",
    "TurnClosed",
    "add_participant",
    "cancel_card",
    "change_answers",
    "change_card",
    "change_participant",
    "change_stay",
    "change_variant",
    "decline_offer",
    "delete_forgotten_drafts",
    "drop_file",
    "exchange_participant",
    "expire_card",
    "give_consent",
    "keep_file",
    "lapse_offer",
    "leave_list",
    "link_for_card",
    "link_for_participant",
    "move_turn",
    "note_arrivals",
    "note_certificate",
    "note_expected_payment",
    "offer_places",
    "offer_turn",
    "remind_of_payment",
    "replace_badge",
    "resign",
    "restore_card",
    "revoke_link",
    "save_step",
    "send_draft_link",
    "settle_card",
    "split_turn",
    "start_draft",
    "submit_card",
    "take_offer",
    "withdraw_consent",
]
