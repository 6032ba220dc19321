from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from payments.enums import CheckoutState
from payments.gateway import CheckoutOrder, GatewayError, PaymentGateway
from payments.models import Checkout
from payments.selectors import open_checkouts
from registrations.models import ParticipationCard
from registrations.services import note_expected_payment

log = structlog.get_logger(__name__)

# Stripe closes a page after a day at most; an hour is enough to find one's card.
PAGE_LIFE = timedelta(hours=1)
# An attempt to which the provider has not answered is repeated under its own key for so long, then given up.
ANSWER_WITHIN = timedelta(minutes=5)


class NothingToPay(Exception):
    """The card is paid, or cancelled."""


class PaymentUnderWay(Exception):
    """A bank is about to confirm a payment of this card: a second one would be too much."""


@dataclass(frozen=True)
class ReturnAddresses:
    """Where the payment page sends its reader; `paid` may hold `{CHECKOUT_SESSION_ID}`."""

    paid: str
    abandoned: str


def start_checkout(*, card: ParticipationCard, gateway: PaymentGateway, back: ReturnAddresses) -> str:
    """The address of a payment page for what is still to be paid.

    A second click gets the first one's page. Speaks to the provider outside any transaction.
    Raises NothingToPay, PaymentUnderWay, and GatewayError when the provider does not answer or refuses.
    """
    checkout = reserve_checkout(card)
    close_outdated(checkout, gateway)
    if checkout.url:
        return checkout.url
    session = gateway.create_checkout(order_of(checkout, back))
    Checkout.objects.filter(pk=checkout.pk).update(session_id=session.id, url=session.url)
    return session.url


@transaction.atomic
def reserve_checkout(card: ParticipationCard) -> Checkout:
    """The open attempt for the present balance, made under the card's lock when there is none."""
    locked = ParticipationCard.objects.select_for_update(of=("self",)).select_related("conference").get(pk=card.pk)
    if not locked.is_active or locked.balance <= 0:
        raise NothingToPay
    if locked.checkouts.filter(state=CheckoutState.PROCESSING).exists():
        raise PaymentUnderWay
    for checkout in open_checkouts(locked):
        answered = checkout.url or checkout.created_at > timezone.now() - ANSWER_WITHIN
        if checkout.amount == locked.balance and answered:
            return checkout
    return Checkout.objects.create(
        card=locked,
        idempotency_key=f"{locked.code}-{locked.checkouts.count() + 1}",
        amount=locked.balance,
        currency=locked.currency,
        expires_at=timezone.now() + PAGE_LIFE,
    )


def close_outdated(current: Checkout, gateway: PaymentGateway) -> None:
    """Close pages that ask for another amount, so that nobody pays twice. One that cannot be closed stays open."""
    for checkout in open_checkouts(current.card):
        if checkout.pk == current.pk or not checkout.session_id:
            continue
        try:
            gateway.expire_checkout(checkout.session_id)
        except GatewayError as error:
            log.warning("payment page not closed", checkout=checkout.session_id, error=str(error))
        else:
            move_checkout(checkout.session_id, CheckoutState.EXPIRED)


def order_of(checkout: Checkout, back: ReturnAddresses) -> CheckoutOrder:
    card = checkout.card
    with override(card.language):
        description = _("%(conference)s: participation card %(code)s") % {
            "conference": card.conference.title,
            "code": card.code,
        }
    return CheckoutOrder(
        reference=card.code,
        amount=checkout.amount,
        currency=checkout.currency,
        description=description,
        customer_email=card.contact_email,
        success_url=back.paid,
        cancel_url=back.abandoned,
        locale=card.language,
        idempotency_key=checkout.idempotency_key,
        expires_at=checkout.expires_at,
        metadata={"checkout": checkout.idempotency_key},
    )


@transaction.atomic
def move_checkout(session_id: str, to: CheckoutState) -> bool:
    """Take an attempt further, whether it went now; never back, so that events may come in any order.

    While a bank is about to confirm it, its card is neither reminded nor expires.
    """
    found = Checkout.objects.filter(session_id=session_id).values_list("pk", "card_id").first()
    if found is None:
        return False
    card = ParticipationCard.objects.select_for_update().get(pk=found[1])
    checkout = Checkout.objects.select_for_update().get(pk=found[0])
    order = CheckoutState.values
    if order.index(checkout.state) >= order.index(to):
        return False
    if to == CheckoutState.PROCESSING:
        note_expected_payment(card=card, at=timezone.now())
    elif checkout.state == CheckoutState.PROCESSING:
        note_expected_payment(card=card, at=None)
    checkout.state = to
    checkout.save(update_fields=["state"])
    return True


def note_decline(key: str, at: datetime) -> None:
    """A bank refused once; the page stays open for another try. `key` is the attempt's idempotency key."""
    fresh = Q(declined_at__isnull=True) | Q(declined_at__lt=at)
    Checkout.objects.filter(fresh, idempotency_key=key).update(declined_at=at)
