from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.shortcuts import get_object_or_404

from events.models import Association, Conference, Extra
from events.validators import compact, validate_nip
from registrations.enums import REQUIRED_STATEMENTS, LegalKind, ParticipantState, PartyRole, QuestionTarget
from registrations.models import (
    AccessLink,
    CardDraft,
    CardLine,
    CardParty,
    Consent,
    Institution,
    LegalText,
    Participant,
    ParticipationCard,
    Question,
)
from registrations.search import search_words


def current_texts(conference: Conference, language: str, kinds: Iterable[LegalKind]) -> list[LegalText]:
    """The newest valid version of each kind in the language, in the order of `kinds`; Polish where there is none."""
    kinds = list(kinds)
    valid = LegalText.objects.filter(
        association=conference.association, kind__in=kinds, valid_from__lte=conference.now()
    )
    newest: dict[str, LegalText] = {}
    for text in valid.order_by("version"):
        if text.language == language or newest.get(text.kind) is None or newest[text.kind].language != language:
            newest[text.kind] = text
    return [newest[kind] for kind in kinds if kind in newest]


def missing_statements(conference: Conference) -> list[LegalKind]:
    """Texts that must be accepted and that the association has not given: without them no card may be taken."""
    given = {text.kind for text in current_texts(conference, "pl", REQUIRED_STATEMENTS)}
    return [kind for kind in REQUIRED_STATEMENTS if kind not in given]


def card_by_link(token: str) -> ParticipationCard:
    """The card that a link opens now, with its conference and association. Raises Http404 for any other token."""
    cards = ParticipationCard.objects.select_related("conference__association", "institution")
    return get_object_or_404(cards, links__in=AccessLink.objects.valid().filter(token=token))


def participant_by_link(token: str) -> Participant:
    """The participant whose own link this is, with card, variant and conference. Raises Http404."""
    participants = Participant.objects.select_related("conference__association", "card__institution", "variant")
    return get_object_or_404(participants, links__in=AccessLink.objects.valid().filter(token=token))


def link_to_card(card: ParticipationCard) -> AccessLink | None:
    """The link that opens the card now, if one has been given."""
    return card.links.valid().first()


def search_participants(conference: Conference, words: str) -> Q:
    """Every word in the name, institution, e-mail, NIP or card code, in any order, without diacritics or case."""
    found = Q(conference=conference)
    for word in search_words(words):
        found &= Q(search_text__contains=word)
    return found


def link_of_card(token: str) -> AccessLink | None:
    """The valid link to a card, with what its page tells of the conference. One query."""
    links = AccessLink.objects.valid().select_related("card__conference__association", "card__conference__venue")
    return links.filter(token=token, card__isnull=False).first()


def link_of_participant(token: str) -> AccessLink | None:
    """The valid link to a participant's own page. One query."""
    links = AccessLink.objects.valid().select_related(
        "participant__conference__association",
        "participant__conference__venue",
        "participant__card__institution",
        "participant__variant",
    )
    return links.filter(token=token, participant__isnull=False).first()


def draft_by_token(token: str) -> CardDraft | None:
    """Without its card, which most drafts do not have yet."""
    return CardDraft.objects.select_related("conference__association").filter(token=token).first()


def known_institutions(association: Association, typed_nip: str) -> list[Institution]:
    """Institutions of the association with the whole NIP; none for a part of one: nobody can search by it."""
    nip = compact(typed_nip)
    try:
        validate_nip(nip)
    except ValidationError:
        return []
    return list(Institution.objects.filter(association=association, nip=nip)[:5])


@dataclass(frozen=True)
class CardPeople:
    """The people of a card and what is owed for it. Built in six queries whatever their number."""

    participants: list[Participant]
    lines: list[CardLine]
    parties: dict[str, CardParty]

    @property
    def buyer(self) -> CardParty | None:
        return self.parties.get(PartyRole.BUYER)

    @property
    def recipient(self) -> CardParty | None:
        return self.parties.get(PartyRole.RECIPIENT)

    @property
    def institution(self) -> CardParty | None:
        return self.parties.get(PartyRole.INSTITUTION)

    @property
    def only_wait(self) -> bool:
        """Whether somebody waits and nobody takes part yet."""
        states = {person.state for person in self.participants}
        return ParticipantState.WAITING in states and ParticipantState.REGISTERED not in states


def card_people(card: ParticipationCard) -> CardPeople:
    return CardPeople(
        participants=list(
            card.participants.select_related("variant").prefetch_related("nights", "extras__extra").order_by("pk")
        ),
        lines=list(card.lines.all()),
        parties={party.role: party for party in card.parties.all()},
    )


def consents_of_card(card: ParticipationCard) -> list[Consent]:
    return list(card.consents.filter(participant__isnull=True).select_related("text").order_by("pk"))


@dataclass(frozen=True)
class Asks:
    """What a conference asks beside the usual data: extras to take, questions to the card and to its people."""

    extras: bool
    of_card: bool
    of_people: bool


def what_is_asked(conference: Conference) -> Asks:
    """Two queries."""
    questions = Question.objects.filter(conference=conference, is_active=True)
    targets = set(questions.order_by().values_list("target", flat=True))
    return Asks(
        extras=Extra.objects.filter(conference=conference).exists(),
        of_card=QuestionTarget.CARD in targets,
        of_people=QuestionTarget.PARTICIPANT in targets,
    )
