"""What was agreed to, when, and in which words: the texts as they stood, with the digest that shows it."""

from django.db.models import QuerySet

from registrations.models import Consent, Participant, ParticipationCard


def agreements_of_card(card: ParticipationCard) -> list[Consent]:
    """For the card as a whole. One query."""
    return list(in_order(Consent.objects.filter(card=card, participant__isnull=True)))


def agreements_of_people(card: ParticipationCard) -> list[Consent]:
    """What the people of the card agreed to, each for themselves; for the organiser. One query."""
    return list(in_order(Consent.objects.filter(card=card, participant__isnull=False)))


def agreements_of_participant(participant: Participant) -> list[Consent]:
    return list(in_order(Consent.objects.filter(participant=participant)))


def in_order(consents: QuerySet[Consent, Consent]) -> QuerySet[Consent, Consent]:
    return consents.select_related("text", "participant").order_by("participant__sort_key", "given_at", "pk")
