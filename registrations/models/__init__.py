from registrations.models.badges import WithdrawnBadge
from registrations.models.cards import CardLine, CardParty, Label, ParticipationCard
from registrations.models.drafts import CardDraft
from registrations.models.institutions import Institution
from registrations.models.legal import Consent, LegalText
from registrations.models.links import AccessLink
from registrations.models.papers import CardNote, SignedScan
from registrations.models.participants import Night, Participant, ParticipantExtra, PlaceHold
from registrations.models.questions import Answer, Question
from registrations.models.revisions import Revision
from registrations.models.waiting import WaitingEntry

__all__ = [
    "AccessLink",
    "Answer",
    "CardDraft",
    "CardLine",
    "CardNote",
    "CardParty",
    "Consent",
    "Institution",
    "Label",
    "LegalText",
    "Night",
    "Participant",
    "ParticipantExtra",
    "ParticipationCard",
    "PlaceHold",
    "Question",
    "Revision",
    "SignedScan",
    "WaitingEntry",
    "WithdrawnBadge",
]
