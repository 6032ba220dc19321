from datetime import date, timedelta

from events.models import Conference
from payments.documents.issuing import issue_document
from payments.enums import DocumentKind, DocumentMode, IssueTime, PaymentMethod
from payments.models import Document, DocumentSettings
from payments.services import record_payment
from registrations.models import ParticipationCard
from registrations.services import submit_card
from tests.factories.events import ConferenceFactory, VariantFactory, VatRuleFactory, days_ahead
from tests.factories.registrations import card_input, participant_input


def sold_conference(
    *, mode: DocumentMode = DocumentMode.KSEF, issue_time: IssueTime = IssueTime.AFTER_PAYMENT, **settings: object
) -> Conference:
    """A conference in thirty days whose association has decided what it issues; one variant, exempt by the act."""
    conference = ConferenceFactory.create(starts_on=days_ahead(30))
    DocumentSettings.objects.create(association=conference.association, mode=mode, issue_time=issue_time, **settings)
    rule = VatRuleFactory.create(conference=conference)
    VariantFactory.create(conference=conference, name="Wariant I", price=120000, vat_rule=rule)
    return conference


def sent_card(conference: Conference, people: int = 1, **changes: object) -> ParticipationCard:
    """A card sent the real way, whose buyer is a municipality and whose recipient is its centre."""
    variant = conference.variants.get()
    data = card_input(conference, *(participant_input(variant) for _ in range(people)), **changes)
    return submit_card(conference=conference, data=data, texts=[])


def paid_card(conference: Conference, people: int = 1, **changes: object) -> ParticipationCard:
    card = sent_card(conference, people, **changes)
    pay(card, card.due)
    return card


def pay(card: ParticipationCard, amount: int, on: date | None = None) -> None:
    record_payment(
        card=card,
        method=PaymentMethod.TRANSFER,
        amount=amount,
        received_on=on or days_ahead(0) - timedelta(days=1),
        by=None,
    )
    card.refresh_from_db()


def issued(card: ParticipationCard, kind: DocumentKind = DocumentKind.INVOICE, origin: str = "") -> Document:
    return issue_document(card=card, kind=kind, by=None, origin=origin or f"{kind}:{card.code}")
