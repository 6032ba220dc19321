"""What the clock does with cards and waiting lists. Each asks what is due now: run twice, or late, does no harm."""

from celery import shared_task
from django.utils import timezone

from events.models import Conference
from registrations.due_now import (
    cards_to_remind,
    conferences_with_waiting,
    expired_cards,
    further_reminders,
    lapsed_turns,
)
from registrations.services import delete_forgotten_drafts, expire_card, lapse_offer, offer_places, remind_of_payment
from registrations.services.answer_files import sweep_answer_files
from registrations.services.reminding_papers import remind_of_signed_cards


@shared_task(name="registrations.pass_on_offers")
def pass_on_offers() -> int:
    """End the offers that nobody took, then offer what is free; how many offers were made."""
    for turn in list(lapsed_turns()):
        lapse_offer(entry=turn)
    return sum(offer_places(conference=conference) for conference in conferences_with_waiting())


@shared_task(name="registrations.expire_unpaid")
def expire_unpaid() -> int:
    """End the cards of which nothing was paid; how many were ended."""
    return sum(expire_card(card=card) for card in list(expired_cards()))


@shared_task(name="registrations.remind_of_payment")
def remind_unpaid() -> int:
    """Write to those whose day of payment is near or has passed, by the organiser's schedule; how many letters."""
    reminded = sum(remind_of_payment(card=card) for card in list(cards_to_remind()))
    further = list(further_reminders())
    return reminded + sum(remind_of_payment(card=one.card, reminder=one.reminder, fact=one.fact) for one in further)


@shared_task(name="registrations.remind_of_signed_cards")
def remind_all_of_signed_cards() -> int:
    """Each reminder is told once, however often this runs."""
    asking = Conference.objects.published().filter(wants_signed_cards=True).select_related("association")
    return sum(remind_of_signed_cards(conference=conference) for conference in asking)


@shared_task(name="registrations.delete_forgotten_drafts")
def delete_forgotten() -> int:
    """Delete the cards begun and not touched for two months, with their files; how many were deleted."""
    sweep_answer_files(today=timezone.localdate())
    return delete_forgotten_drafts(now=timezone.now())
