"""Letters and the organiser's own words for them, and a preview on real data."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.safestring import SafeString
from django.utils.translation import override

from events.models import Conference
from mailings.models import Letter, Wording
from mailings.wordings import Kind, as_markup, examples_of, fill, known_kinds, missing_addresses
from registrations.models import ParticipationCard
from registrations.transfer import transfer_for


@dataclass(frozen=True)
class Words:
    """A kind of letter with the organiser's own words by language, where there are any."""

    kind: Kind
    own: dict[str, Wording]

    @property
    def in_polish(self) -> Wording | None:
        return self.own.get("pl")

    @property
    def in_english(self) -> Wording | None:
        return self.own.get("en")


def words_of(conference: Conference) -> list[Words]:
    """One query."""
    own: dict[str, dict[str, Wording]] = {}
    for wording in Wording.objects.filter(conference=conference):
        own.setdefault(wording.kind, {})[wording.language] = wording
    return [Words(kind, own.get(kind.slug, {})) for kind in known_kinds()]


def last_letter(conference: Conference, kind: str, language: str) -> Letter | None:
    """The newest letter of the kind, to see how it reads now."""
    letters = Letter.objects.filter(conference=conference, kind=kind, language=language)
    return letters.defer("text", "html").order_by("-created_at", "-pk").first()


@dataclass(frozen=True)
class Preview:
    """`card` is the one whose data it shows; None when no card has come and all is made up."""

    subject: str
    text: str
    markup: SafeString
    addresses: list[str]
    card: ParticipationCard | None


def preview_of(conference: Conference, kind: str, language: str, subject: str, body: str) -> Preview:
    """The words with the data of the newest card; nobody's link is in it."""
    cards = ParticipationCard.objects.active().filter(conference=conference).select_related("institution")
    card = cards.order_by("-submitted_at", "-pk").first()
    with override(language):
        values = examples_of(kind, context_of(conference, card))
        return Preview(
            subject=" ".join(fill(subject, values).split()),
            text=fill(body.replace("\r\n", "\n").strip(), values),
            markup=as_markup(body, values),
            addresses=missing_addresses(body, values),
            card=card,
        )


def context_of(conference: Conference, card: ParticipationCard | None) -> dict[str, Any]:
    context: dict[str, Any] = {"conference": conference, "address": f"{settings.SITE_URL}/cards/…"}
    if card is None:
        return context
    card.conference = conference
    people = list(card.participants.active().select_related("variant").order_by("pk"))
    context |= {
        "card": card,
        "to_name": card.contact_name,
        "reference": card.code,
        "transfer": transfer_for(card),
        "people": [{"name": one.titled_name, "variant": one.variant.name} for one in people],
    }
    return context | ({"participant": people[0]} if people else {})
