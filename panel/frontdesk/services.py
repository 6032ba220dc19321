"""What the desk does that takes more than one app: money for a card, and a whole walk-in in one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID, uuid5

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from accounts.models import User
from checkin.inputs import Outcome
from checkin.reading import code_digest
from checkin.services import check_in_by_hand
from events.models import Conference
from payments.enums import PaymentMethod
from payments.models import Payment
from payments.refund_moves import lock_card
from payments.services import record_payment
from registrations.inputs import CardInput
from registrations.models import CardDraft, LegalText, Participant, ParticipationCard
from registrations.services import PriceChanged, replace_badge, submit_card

SALT = "panel.frontdesk.walk-in"
TOKEN_LENGTH = 30
SCAN_NAMES = UUID("4a6f0f1e-5f0b-4f52-9a0e-2a1d0c0b7e51")


class OwesLess(Exception):
    """The card owes less than was to be taken, or nothing: somebody else has taken it meanwhile."""


@dataclass(frozen=True)
class WalkIn:
    """Somebody who came without a card. `told` is the fee in grosze that was told to them.

    `pays` is None when a transfer is to follow. `key` names the form: sent twice, it makes one card.
    """

    data: CardInput
    texts: Sequence[LegalText]
    told: int
    pays: PaymentMethod | None
    comes_in: bool
    key: UUID


@dataclass(frozen=True)
class WalkedIn:
    """`outcome` is None for whoever was not to be let in at once."""

    card: ParticipationCard
    person: Participant
    payment: Payment | None
    outcome: Outcome | None


@transaction.atomic
def take_payment(*, card: ParticipationCard, method: PaymentMethod, amount: int, key: UUID, by: User) -> Payment:
    """Record what was paid at the desk, at most what the card owes. The same `key` again gives the first payment.

    Raises OwesLess, also for a card that stands no more: its place may be another's, which the desk cannot see.
    """
    locked = lock_card(card.pk)
    reference = f"desk:{locked.code}:{key}"
    known = Payment.objects.filter(provider_ref=reference).first()
    if known is not None:
        return known
    if not locked.is_active or amount > locked.balance:
        raise OwesLess
    return record_payment(
        card=locked,
        method=method,
        amount=amount,
        received_on=timezone.localdate(),
        by=by,
        provider_ref=reference,
    )


@transaction.atomic
def replace_lost(*, participant: Participant, seen: str, by: User) -> bool:
    """A new badge for the one that was lost, as the page named it: pressed twice, it is replaced once."""
    locked = Participant.objects.select_for_update().get(pk=participant.pk)
    if code_digest(locked.badge_code) != seen:
        return False
    replace_badge(participant=locked, by=by, reason=_("Lost, replaced at the desk"))
    return True


@transaction.atomic
def register_walk_in(*, conference: Conference, walk_in: WalkIn, by: User) -> WalkedIn:
    """The card with its person and place, the payment, the letters and the first step through the door, or nothing.

    Raises PriceChanged when the fee is not the one that was told, RegistrationClosed before the conference is
    published and after it has ended, NoPlaces, ValidationError.
    """
    draft, _made = CardDraft.objects.get_or_create(token=token_of(conference, walk_in.key, by), conference=conference)
    card = submit_card(conference=conference, data=walk_in.data, texts=walk_in.texts, draft=draft, by=by)
    if card.due != walk_in.told:
        raise PriceChanged
    payment = None
    if walk_in.pays is not None and card.due:
        payment = take_payment(card=card, method=walk_in.pays, amount=card.due, key=walk_in.key, by=by)
    person = card.participants.select_related("card__institution", "variant").earliest("pk")
    person.conference = conference
    outcome = None
    if walk_in.comes_in:
        outcome = check_in_by_hand(participant=person, uid=uuid5(SCAN_NAMES, str(walk_in.key)), by=by)
    return WalkedIn(person.card, person, payment, outcome)


def is_registered(conference: Conference, key: UUID, by: User) -> bool:
    """Whether the form of this key has made its card."""
    return CardDraft.objects.filter(token=token_of(conference, key, by), card__isnull=False).exists()


def token_of(conference: Conference, key: UUID, by: User) -> str:
    """Of the draft that makes a form's card once. Nobody who knows the form can guess it: it opens the card's page."""
    return salted_hmac(SALT, f"{conference.pk}:{by.pk}:{key}").hexdigest()[:TOKEN_LENGTH]
