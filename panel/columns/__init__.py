from panel.columns.cards import card_details
from panel.columns.participants import participant_details

__all__ = ["card_details", "participant_details"]
