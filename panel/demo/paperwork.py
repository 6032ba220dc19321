"""What each association issues, and the documents of the cards that stand: as if the treasurer had decided today."""

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from events.enums import Role
from events.models import Association
from mailings.enums import LetterState
from mailings.models import Letter
from panel.demo.editions import saved
from panel.demo.logins import email_of
from panel.setup.forms.money import WHOLE_BASIS
from payments.documents.catching_up import issue_missing
from payments.documents.correcting import correct_document
from payments.enums import DocumentKind, DocumentMode, IssueTime
from payments.ksef.access import environment
from payments.ksef.states import KsefEnvironment
from payments.models import Document, DocumentSettings
from payments.services.ksef import give_token
from registrations.inputs import Party
from registrations.models import ParticipationCard
from registrations.services import change_card, resign

# A taxpayer who is in KSeF, one who issues notes, and one who writes a bill when asked for it.
TAXPAYER, BY_NOTES, ON_REQUEST = "razem", "forum", "opieka"
TOKEN = "token-of-the-demonstration"  # noqa: S105  for the stand-in, which takes any
ISSUERS = {TAXPAYER: "Alicja Rachunkowska", BY_NOTES: "Stefan Skarbnikowski", ON_REQUEST: "Stefan Skarbnikowski"}
MOST = 1000


def write_paperwork(associations: list[Association]) -> None:
    by_slug = {association.slug: association for association in associations}
    for association in associations:
        saved(settings_of(association))
    if environment() != KsefEnvironment.NONE:
        give_token(association=by_slug[TAXPAYER], token=TOKEN, by=treasurer_of(by_slug[TAXPAYER]))
    issue_missing(MOST)
    correct_a_buyer(by_slug[TAXPAYER])
    leave_one_to_correct(by_slug[BY_NOTES])
    # Letters to invented people never leave.
    Letter.objects.filter(state=LetterState.QUEUED).update(state=LetterState.SENT, attempts=1, sent_at=timezone.now())


def settings_of(association: Association) -> DocumentSettings:
    decided = DocumentSettings(association=association, issuer_name=ISSUERS[association.slug])
    if association.slug == TAXPAYER:
        decided.mode, decided.default_basis = DocumentMode.KSEF, WHOLE_BASIS
        decided.foot_note = "Pytania o faktury: skarbnik@razem.example"
    elif association.slug == BY_NOTES:
        decided.mode, decided.note_pattern = DocumentMode.NOTE, "NK/{number}/{year}"
    else:
        decided.mode, decided.issue_time = DocumentMode.BILL, IssueTime.ON_REQUEST
        decided.bill_pattern, decided.sends_proforma = "R/{number}/{year}", False
    return decided


def treasurer_of(association: Association) -> User:
    return User.objects.get(email=email_of(association, Role.TREASURER))


def last_sale(association: Association) -> Document:
    sales = Document.objects.filter(association=association).exclude(kind=DocumentKind.PROFORMA)
    return sales.select_related("card__conference__association").order_by("-ordinal")[0]


@transaction.atomic
def correct_a_buyer(association: Association) -> None:
    """The last invoice named an old address of its buyer."""
    invoice, treasurer = last_sale(association), treasurer_of(association)
    buyer = invoice.parties.get(role="buyer")
    moved = Party(buyer.name, "ul. Nowy Rynek 12", buyer.postal_code, buyer.city, buyer.nip)
    change_card(card=invoice.card, changes={"buyer": moved}, by=treasurer)
    correct_document(document=invoice, by=treasurer, reason="Nowy adres nabywcy", origin=f"demo:{invoice.uid}")


def leave_one_to_correct(association: Association) -> None:
    """One person of a paid card resigned: the treasurer is to correct its note and to give the money back."""
    notes = Document.objects.filter(association=association, kind=DocumentKind.NOTE).order_by("ordinal")
    for note in notes:
        people = list(ParticipationCard.objects.get(pk=note.card_id).participants.on_card().order_by("pk"))
        if len(people) > 1:
            resign(participants=people[-1:], by=treasurer_of(association), reason="Rezygnacja na prośbę instytucji")
            return
