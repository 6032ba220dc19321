from events.models.associations import Association, Branch, Membership, NumberSeries, Venue
from events.models.conferences import Conference, ConferenceQuerySet
from events.models.prices import DiscountCode, Extra, Price, PriceLevel, ResignationFee
from events.models.reminders import PaymentReminder
from events.models.variants import Inclusion, PlacePool, Variant, VatRule

__all__ = [
    "Association",
    "Branch",
    "Conference",
    "ConferenceQuerySet",
    "DiscountCode",
    "Extra",
    "Inclusion",
    "Membership",
    "NumberSeries",
    "PaymentReminder",
    "PlacePool",
    "Price",
    "PriceLevel",
    "ResignationFee",
    "Variant",
    "VatRule",
    "Venue",
]
