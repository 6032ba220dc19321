from dataclasses import dataclass
from datetime import date, timedelta

import structlog
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import User
from events.history import signed
from payments.enums import CheckoutState, EventOutcome, PaymentMethod
from payments.gateway import CheckoutOrder, CheckoutSession, GatewayError, GatewayEvent, PaymentGateway, SessionState
from payments.models import Checkout, Payment, StripeEvent
from payments.selectors import open_checkouts, received_for
from registrations.models import ParticipationCard
from registrations.services import settle_card

log = structlog.get_logger(__name__)

# Stripe closes a page after a day at most; an hour is enough to find one's card.
PAGE_LIFE = timedelta(hours=1)
# An attempt to which the provider has not answered is repeated under its own key for so long, then given up.
ANSWER_WITHIN = timedelta(minutes=5)
PAID_EVENTS = {"checkout.session.completed", "checkout.session.async_payment_succeeded"}


class NothingToPay(Exception):
    """The card is paid, or cancelled."""


class PaymentReversed(Exception):
    """The payment was taken back before, or is itself a taking back."""


class DoesNotFit(Exception):
    """What the provider says does not fit what we asked it; carries why, for the person who decides."""


@dataclass(frozen=True)
class ReturnAddresses:
    """Where the payment page sends its reader; `paid` may hold `{CHECKOUT_SESSION_ID}`."""

    paid: str
    abandoned: str


@transaction.atomic
def record_payment(
    *,
    card: ParticipationCard,
    method: PaymentMethod,
    amount: int,
    received_on: date,
    by: User | None,
    title: str = "",
    provider_ref: str | None = None,
) -> Payment:
    """Write that `amount` grosze came for the card, and settle it.

    A second call with the same `provider_ref` gives the payment written first. `by` is None for what a provider told.
    """
    locked = ParticipationCard.objects.select_for_update().get(pk=card.pk)
    known = Payment.objects.filter(provider_ref=provider_ref).first() if provider_ref else None
    if known is not None:
        return known
    payment = Payment(
        card=locked,
        method=method,
        amount=amount,
        currency=locked.currency,
        received_on=received_on,
        title=title,
        provider_ref=provider_ref,
        recorded_by=by,
    )
    payment.full_clean()
    signed(payment, by=by).save()
    settle_card(card=locked, settled=received_for(locked), by=by)
    return payment


@transaction.atomic
def reverse_payment(*, payment: Payment, by: User, reason: str) -> Payment:
    """Take back a payment recorded by mistake, by another of the opposite amount. Raises PaymentReversed."""
    card = ParticipationCard.objects.select_for_update().get(pk=payment.card_id)
    if payment.reverses_id or Payment.objects.filter(reverses=payment).exists():
        raise PaymentReversed
    taken_back = Payment(
        card=card,
        method=payment.method,
        amount=-payment.amount,
        currency=payment.currency,
        received_on=timezone.localdate(),
        title=reason,
        reverses=payment,
        recorded_by=by,
    )
    taken_back.full_clean()
    signed(taken_back, by=by, reason=reason).save()
    settle_card(card=card, settled=received_for(card), by=by)
    return taken_back


def start_checkout(*, card: ParticipationCard, gateway: PaymentGateway, back: ReturnAddresses) -> str:
    """The address of a payment page for what is still to be paid.

    A second click gets the first one's page. Speaks to the provider outside any transaction.
    Raises NothingToPay, and GatewayError when the provider does not answer or refuses.
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
            Checkout.objects.filter(pk=checkout.pk).update(state=CheckoutState.EXPIRED)


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
    )


def take_event(*, event: GatewayEvent) -> StripeEvent:
    """Store what the provider tells, once by its id, and act on it; however often and in whatever order it comes."""
    try:
        with transaction.atomic():
            stored = StripeEvent.objects.create(event_id=event.id, kind=event.type, payload=event.raw)
    except IntegrityError:
        stored = StripeEvent.objects.get(event_id=event.id)
    if stored.outcome == EventOutcome.RECEIVED:
        act_on(stored, event)
    return stored


@transaction.atomic
def act_on(stored: StripeEvent, event: GatewayEvent) -> None:
    locked = StripeEvent.objects.select_for_update().get(pk=stored.pk)
    if locked.outcome != EventOutcome.RECEIVED:
        return
    try:
        with transaction.atomic():
            locked.outcome = outcome_of(event)
    except DoesNotFit as doubt:
        locked.outcome, locked.reason = EventOutcome.PARKED, str(doubt)[:200]
        log.error("event from Stripe parked", event_id=event.id, reason=str(doubt))
    locked.handled_at = timezone.now()
    locked.save(update_fields=["outcome", "reason", "handled_at"])
    stored.outcome, stored.reason = locked.outcome, locked.reason


def outcome_of(event: GatewayEvent) -> EventOutcome:
    session = event.session
    if session is None:
        return EventOutcome.IGNORED
    if event.type in PAID_EVENTS and session.paid:
        settle_session(session=session)
        return EventOutcome.DONE
    if event.type == "checkout.session.expired":
        expire_session(session)
        return EventOutcome.DONE
    return EventOutcome.IGNORED


@transaction.atomic
def settle_session(*, session: CheckoutSession) -> Payment:
    """Record a paid session as a payment, once. Raises DoesNotFit when it is not what we asked for.

    Money that came for a card cancelled meanwhile is recorded too: the card then shows it as overpaid.
    """
    checkout = Checkout.objects.select_related("card").filter(session_id=session.id).first()
    if checkout is None:
        raise DoesNotFit(f"session {session.id} is not one of ours")
    found = (session.reference, session.amount, session.currency.upper())
    expected = (checkout.card.code, checkout.amount, checkout.currency)
    if found != expected:
        raise DoesNotFit(f"session {session.id} says {found}, expected {expected}")
    payment = record_payment(
        card=checkout.card,
        method=PaymentMethod.ONLINE,
        amount=session.amount,
        received_on=timezone.localdate(),
        by=None,
        provider_ref=session.payment_intent or session.id,
    )
    Checkout.objects.filter(pk=checkout.pk).update(state=CheckoutState.PAID)
    return payment


def expire_session(session: CheckoutSession) -> None:
    """A paid attempt stays paid, whatever comes after."""
    Checkout.objects.filter(session_id=session.id, state=CheckoutState.OPEN).update(state=CheckoutState.EXPIRED)


def reconcile(*, checkout: Checkout, gateway: PaymentGateway) -> None:
    """Ask the provider what became of an attempt whose event never came. Raises GatewayError, DoesNotFit."""
    if not checkout.session_id:
        Checkout.objects.filter(pk=checkout.pk).update(state=CheckoutState.EXPIRED)
        return
    session = gateway.retrieve_checkout(checkout.session_id)
    if session.paid:
        settle_session(session=session)
    elif session.state is SessionState.EXPIRED:
        expire_session(session)
