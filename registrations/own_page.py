"""What a participant's own page shows of themselves, and of those who agreed to be seen."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from events.models import Conference
from registrations.deadlines import may_change
from registrations.enums import PERSONAL_CONSENTS, CardState, LegalKind, ParticipantState
from registrations.models import Consent, LegalText, Participant
from registrations.selectors import current_texts

OWN_FIELDS = ("room_wish", "roommate", "diet", "diet_note", "accessibility", "badge_text")


def may_change_own(participant: Participant) -> bool:
    """Also one who waits for a place: the wishes go with it. As long as the institution may change its card."""
    return participant.state != ParticipantState.CANCELLED and may_change(participant.card)


@dataclass(frozen=True)
class Choice:
    """A consent that the participant may give or has given; `text` is what they agreed to, else the newest."""

    kind: LegalKind
    text: LegalText
    given: Consent | None
    title: str
    sentence: str

    @property
    def slug(self) -> str:
        return self.kind.value.replace("_", "-")


def choices_of(participant: Participant, language: str) -> list[Choice]:
    """Each personal consent that the association asks for, or that stands. Two queries."""
    newest = {text.kind: text for text in current_texts(participant.conference, language, PERSONAL_CONSENTS)}
    standing = participant.consents.filter(text__kind__in=PERSONAL_CONSENTS, withdrawn_at__isnull=True)
    given = {consent.text.kind: consent for consent in standing.select_related("text").order_by("pk")}
    words = words_of_choices()
    choices = []
    for kind in PERSONAL_CONSENTS:
        consent = given.get(kind)
        text = consent.text if consent else newest.get(kind)
        if text is not None:
            choices.append(Choice(kind, text, consent, *words[kind]))
    return choices


def words_of_choices() -> dict[LegalKind, tuple[str, str]]:
    """The heading of each, and what it means that it is not given."""
    return {
        LegalKind.IMAGE: (
            _("Your picture"),
            _("You have not agreed to your picture being published. Your participation does not depend on it."),
        ),
        LegalKind.NEWSLETTER: (
            _("News of the association"),
            _("You have not asked for news of the association. Letters about this conference come anyway."),
        ),
        LegalKind.VISIBLE_LIST: (
            _("List of participants"),
            _("Other participants do not see you. Who agrees is seen by name and institution, by participants alone."),
        ),
    }


def visible_people(conference: Conference) -> list[Participant]:
    """Those who take part and agreed to be seen, in Polish order, with their institutions. One query."""
    agreed = Consent.objects.filter(
        participant=OuterRef("pk"), text__kind=LegalKind.VISIBLE_LIST, withdrawn_at__isnull=True
    )
    people = Participant.objects.of(conference).active().filter(Exists(agreed), card__state=CardState.SUBMITTED)
    return list(people.select_related("card__institution").order_by("sort_key", "pk"))
