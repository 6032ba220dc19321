"""What happened to the cards after they came: signed copies, notes, labels, an offer from the waiting list."""

from datetime import timedelta
from io import BytesIO

from django.db.models import F
from django.utils import timezone
from reportlab.pdfgen.canvas import Canvas

from accounts.models import User
from events.models import Conference
from mailings.enums import LetterState
from mailings.models import Letter
from registrations.enums import Acceptance, ParticipantState, WaitingState
from registrations.models import ParticipationCard, SignedScan
from registrations.services import offer_turn
from registrations.services.notes import label_card, label_participant, write_note
from registrations.services.papers import accept_signed_card, return_signed_card, send_signed_card
from registrations.uploads import CleanFile

# Of the cards that stand, in the order in which they came; the first is left as it was sent.
SENT, RETURNED, ACCEPTED = range(1, 5), range(5, 7), range(7, 31)
SIGNED_AFTER = timedelta(days=2)
NOTES = (
    "Pani dyrektor prosi o fakturę przed wpłatą.",
    "Dzwonili: przyjadą dopiero o 13.00.",
    "Oświadczenie o środkach publicznych doślą pocztą.",
)


def write_aftermath(conference: Conference, organiser: User) -> None:
    cards = list(conference.cards.active().select_related("conference").order_by("submitted_at"))
    for number in (*SENT, *RETURNED):
        send_signed_card(card=cards[number], files=[signed_copy(cards[number])])
    for number in RETURNED:
        return_signed_card(card=cards[number], by=organiser, reason="Brakuje pieczęci kierownika.")
    for number in ACCEPTED:
        accept_signed_card(card=cards[number], by=organiser, seen=())
    for card in cards:
        backdate_signing(card)
    write_notes(cards, organiser)
    put_labels(conference, cards, organiser)
    offer_one_place(conference, organiser)
    queued = Letter.objects.filter(conference=conference, state=LetterState.QUEUED)
    queued.update(state=LetterState.SENT, attempts=1, sent_at=F("created_at"))


def signed_copy(card: ParticipationCard) -> CleanFile:
    """A page that stands for a scan: it names the card and says that it is invented."""
    drawn = BytesIO()
    canvas = Canvas(drawn, invariant=True)
    canvas.drawString(72, 770, f"{card.code}: demonstration, not a real signature")
    canvas.save()
    return CleanFile(f"karta-{card.code}.pdf", drawn.getvalue(), "application/pdf")


def backdate_signing(card: ParticipationCard) -> None:
    """What was signed came two days after the card, but not later than now."""
    when = min(card.submitted_at + SIGNED_AFTER, timezone.now())
    signing = {Acceptance.SENT, Acceptance.RETURNED, Acceptance.ACCEPTED}
    latest = card.history.filter(acceptance__in=signing, history_date__gt=when)
    latest.update(history_date=when)
    SignedScan.objects.filter(card=card).update(sent_at=when)
    told = Letter.objects.about(card.code).filter(kind__startswith="signed_card")
    told.update(created_at=when, due_at=when)


def write_notes(cards: list[ParticipationCard], organiser: User) -> None:
    for number, text in enumerate(NOTES):
        write_note(card=cards[2 + 9 * number], text=text, by=organiser)


def put_labels(conference: Conference, cards: list[ParticipationCard], organiser: User) -> None:
    labels = {label.name: label for label in conference.labels.all()}
    for card in cards[4:40:12]:
        label_card(card=card, labels=[labels["Do wyjaśnienia"]], by=organiser)
    people = list(conference.participants.filter(state=ParticipantState.REGISTERED).order_by("pk")[:90])
    for name, chosen in (("Prelegent", people[5:80:15]), ("Gość honorowy", people[8:90:40])):
        for person in chosen:
            label_participant(participant=person, labels=[labels[name]], by=organiser)


def offer_one_place(conference: Conference, organiser: User) -> None:
    """To the first who waits, while there is still room for all; it holds the place when the pools are cut."""
    first = conference.waiting.filter(state=WaitingState.WAITING).first()
    if first is not None:
        offer_turn(entry=first, by=organiser)
