from registrations.views.cards import download_card, show_card
from registrations.views.changes import change_card_page, change_person, choose_variant, exchange_person
from registrations.views.filling import fill_card, start_card
from registrations.views.papers import send_signed_page, show_agreements
from registrations.views.participants import change_own_page, set_consent, show_own_agreements, show_participant
from registrations.views.resigning import resign_page
from registrations.views.staying import add_person, change_answers_page, change_stay_page
from registrations.views.waiting import show_turn

__all__ = [
    "add_person",
    "change_answers_page",
    "change_card_page",
    "change_own_page",
    "change_person",
    "change_stay_page",
    "choose_variant",
    "download_card",
    "exchange_person",
    "fill_card",
    "resign_page",
    "send_signed_page",
    "set_consent",
    "show_agreements",
    "show_card",
    "show_own_agreements",
    "show_participant",
    "show_turn",
    "start_card",
]
