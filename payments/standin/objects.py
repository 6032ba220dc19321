"""Stripe's objects in the shapes of its API version 2026-10-28.endive."""

import secrets
import string
from typing import Any

API_VERSION = "2026-10-28.endive"
ALPHABET = string.ascii_letters + string.digits

Json = dict[str, Any]


def new_id(prefix: str, length: int = 24) -> str:
    return f"{prefix}_" + "".join(secrets.choice(ALPHABET) for _ in range(length))


def checkout_session(order: Json, *, identifier: str, url: str, created: int) -> Json:
    """An open session; `order` is what `validation.read_order` made of the form."""
    return {
        **_session_defaults(),
        "id": identifier,
        "object": "checkout.session",
        "amount_subtotal": order["amount"],
        "amount_total": order["amount"],
        "cancel_url": order["cancel_url"],
        "client_reference_id": order["client_reference_id"],
        "created": created,
        "currency": order["currency"],
        "customer_email": order["customer_email"],
        "expires_at": order["expires_at"],
        "locale": order["locale"],
        "metadata": order["metadata"],
        "submit_type": order["submit_type"],
        "success_url": order["success_url"],
        "url": url,
    }


def _session_defaults() -> Json:
    return {
        "adaptive_pricing": {"enabled": False},
        "after_expiration": None,
        "allow_promotion_codes": None,
        "automatic_tax": {"enabled": False, "liability": None, "provider": None, "status": None},
        "billing_address_collection": None,
        "client_secret": None,
        "collected_information": None,
        "consent": None,
        "consent_collection": None,
        "currency_conversion": None,
        "custom_fields": [],
        "custom_text": {
            "after_submit": None,
            "shipping_address": None,
            "submit": None,
            "terms_of_service_acceptance": None,
        },
        "customer": None,
        "customer_account": None,
        "customer_creation": "if_required",
        "customer_details": None,
        "discounts": [],
        "invoice": None,
        "invoice_creation": None,
        "livemode": False,
        "mode": "payment",
        "origin_context": None,
        "payment_intent": None,
        "payment_link": None,
        "payment_method_collection": "if_required",
        "payment_method_configuration_details": None,
        "payment_method_options": {},
        "payment_method_types": ["card", "blik", "p24"],
        "payment_status": "unpaid",
        "permissions": None,
        "phone_number_collection": {"enabled": False},
        "recovered_from": None,
        "saved_payment_method_options": None,
        "setup_intent": None,
        "shipping_address_collection": None,
        "shipping_cost": None,
        "shipping_options": [],
        "status": "open",
        "subscription": None,
        "total_details": {"amount_discount": 0, "amount_shipping": 0, "amount_tax": 0},
        "ui_mode": "hosted_page",
        "wallet_options": None,
    }


def customer_details(email: str | None) -> Json:
    return {
        "address": None,
        "business_name": None,
        "email": email,
        "individual_name": None,
        "name": None,
        "phone": None,
        "tax_exempt": "none",
        "tax_ids": [],
    }


def payment_intent(order: Json, *, created: int) -> Json:
    """An intent nobody has paid yet."""
    return {
        "id": new_id("pi"),
        "object": "payment_intent",
        "amount": order["amount"],
        "amount_capturable": 0,
        "amount_details": {"tip": {}},
        "amount_received": 0,
        "application": None,
        "application_fee_amount": None,
        "automatic_payment_methods": None,
        "canceled_at": None,
        "cancellation_reason": None,
        "capture_method": "automatic_async",
        "client_secret": None,
        "confirmation_method": "automatic",
        "created": created,
        "currency": order["currency"],
        "customer": None,
        "customer_account": None,
        "description": order["intent_description"],
        "last_payment_error": None,
        "latest_charge": None,
        "livemode": False,
        "metadata": order["intent_metadata"],
        "next_action": None,
        "on_behalf_of": None,
        "payment_method": None,
        "payment_method_configuration_details": None,
        "payment_method_options": {},
        "payment_method_types": ["card", "blik", "p24"],
        "processing": None,
        "receipt_email": None,
        "review": None,
        "setup_future_usage": None,
        "shipping": None,
        "source": None,
        "statement_descriptor": None,
        "statement_descriptor_suffix": None,
        "status": "requires_payment_method",
        "transfer_data": None,
        "transfer_group": None,
    }


def card_error(charge: str | None = None) -> Json:
    """What `last_payment_error` holds after a bank's refusal."""
    return {
        "type": "card_error",
        "code": "card_declined",
        "decline_code": "generic_decline",
        "doc_url": "https://docs.stripe.com/error-codes/card-declined",
        "message": "Your card was declined.",
        "charge": charge,
    }


def refund(intent: Json, *, amount: int, reason: str | None, metadata: Json, created: int) -> Json:
    return {
        "id": new_id("re"),
        "object": "refund",
        "amount": amount,
        "balance_transaction": None,
        "charge": intent["latest_charge"],
        "created": created,
        "currency": intent["currency"],
        "customer": None,
        "customer_account": None,
        "metadata": metadata,
        "payment_intent": intent["id"],
        "payment_method": None,
        "reason": reason,
        "receipt_number": None,
        "source_transfer_reversal": None,
        "status": "succeeded",
        "transfer_reversal": None,
    }


def charge(intent: Json, amount_refunded: int) -> Json:
    """The charge of a paid intent, with how much of it was returned."""
    return {
        "id": intent["latest_charge"],
        "object": "charge",
        "amount": intent["amount"],
        "amount_captured": intent["amount"],
        "amount_refunded": amount_refunded,
        "billing_details": {"address": None, "email": None, "name": None, "phone": None, "tax_id": None},
        "captured": True,
        "created": intent["created"],
        "currency": intent["currency"],
        "description": intent["description"],
        "disputed": False,
        "livemode": False,
        "metadata": intent["metadata"],
        "paid": True,
        "payment_intent": intent["id"],
        "payment_method": intent["payment_method"],
        "refunded": amount_refunded >= intent["amount"],
        "status": "succeeded",
    }


DISPUTE_DAYS = 9


def dispute(intent: Json, *, created: int) -> Json:
    """The whole of a paid intent asked back by the payer's bank."""
    return {
        "id": new_id("du"),
        "object": "dispute",
        "amount": intent["amount"],
        "balance_transactions": [],
        "charge": intent["latest_charge"],
        "created": created,
        "currency": intent["currency"],
        "enhanced_eligibility_types": [],
        "evidence": {},
        "evidence_details": {
            "due_by": created + DISPUTE_DAYS * 24 * 60 * 60,
            "has_evidence": False,
            "past_due": False,
            "submission_count": 0,
        },
        "is_charge_refundable": False,
        "livemode": False,
        "metadata": {},
        "payment_intent": intent["id"],
        "reason": "general",
        "status": "needs_response",
    }


def event(kind: str, about: Json, *, created: int, idempotency_key: str | None) -> Json:
    return {
        "id": new_id("evt"),
        "object": "event",
        "api_version": API_VERSION,
        "created": created,
        "data": {"object": about},
        "livemode": False,
        "pending_webhooks": 1,
        "request": {"id": new_id("req", 14), "idempotency_key": idempotency_key},
        "type": kind,
    }


def listing(url: str, rows: list[Json], *, has_more: bool) -> Json:
    return {"object": "list", "url": url, "has_more": has_more, "data": rows}
