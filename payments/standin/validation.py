"""What comes in by form, checked as hard as Stripe checks it: unknown fields, limits, types."""

import re
from collections.abc import Mapping
from urllib.parse import parse_qsl, urlsplit

from payments.standin.objects import Json

MAX_FIELDS = 200
MAX_AMOUNT = 99_999_999
MIN_AMOUNT = 200  # Stripe's smallest charge in PLN is 2.00 zł
MAX_QUANTITY = 999
MAX_ADDRESS = 5000
EARLIEST_EXPIRY_SECONDS = 30 * 60
LATEST_EXPIRY_SECONDS = 24 * 60 * 60
LOCALES = ("auto", "pl", "en")
METADATA = re.compile(r"^(payment_intent_data\[metadata\]|metadata)\[([^\[\]]{1,40})\]$")
EMAIL = re.compile(r"^[^@\s]{1,64}@[^@\s]{1,255}$")

Form = Mapping[str, str]


class ApiError(Exception):
    """An answer in Stripe's shape of errors."""

    def __init__(
        self,
        message: str,
        *,
        param: str | None = None,
        code: str | None = None,
        kind: str = "invalid_request_error",
        status: int = 400,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.body: Json = {"error": {"type": kind, "message": message}}
        if param is not None:
            self.body["error"]["param"] = param
        if code is not None:
            self.body["error"]["code"] = code


def parse_form(body: bytes) -> dict[str, str]:
    """Fields by their full name as sent, e.g. `line_items[0][quantity]`."""
    if not body:
        return {}
    try:
        pairs = parse_qsl(
            body.decode("ascii"),
            keep_blank_values=True,
            strict_parsing=True,
            errors="strict",
            max_num_fields=MAX_FIELDS,
        )
    except ValueError as error:
        raise ApiError("The request body is not a form.") from error
    form: dict[str, str] = {}
    for name, value in pairs:
        if name in form:
            raise ApiError(f"Duplicate parameter: {name}.", param=name)
        if "\x00" in value:
            raise ApiError("Invalid character.", param=name)
        form[name] = value
    return form


ORDER_FIELDS = frozenset(
    {
        "cancel_url",
        "client_reference_id",
        "customer_email",
        "expires_at",
        "line_items[0][price_data][currency]",
        "line_items[0][price_data][product_data][description]",
        "line_items[0][price_data][product_data][name]",
        "line_items[0][price_data][unit_amount]",
        "line_items[0][quantity]",
        "locale",
        "mode",
        "payment_intent_data[description]",
        "submit_type",
        "success_url",
        "ui_mode",
    }
)


def read_order(form: Form, *, now: int) -> Json:
    """The order that `POST /v1/checkout/sessions` describes; raises ApiError where Stripe would."""
    refuse_unknown(form, ORDER_FIELDS, "metadata", "payment_intent_data[metadata]")
    line = "line_items[0]"
    _choice(form, "mode", ("payment",), default=None)
    _choice(form, "ui_mode", ("hosted_page",), default="hosted_page")
    unit_amount = _whole(form, f"{line}[price_data][unit_amount]", 1, MAX_AMOUNT)
    quantity = _whole(form, f"{line}[quantity]", 1, MAX_QUANTITY)
    _choice(form, f"{line}[price_data][currency]", ("pln",), default=None)
    return {
        "amount": _allowed_total(unit_amount * quantity),
        "cancel_url": _address(form, "cancel_url", required=False),
        "client_reference_id": _text(form, "client_reference_id", 200),
        "currency": "pln",
        "customer_email": _email(form, "customer_email"),
        "expires_at": _expiry(form, now),
        "intent_description": _text(form, "payment_intent_data[description]", 1000),
        "intent_metadata": read_metadata(form, "payment_intent_data[metadata]"),
        "locale": _choice(form, "locale", LOCALES, default="auto"),
        "metadata": read_metadata(form, "metadata"),
        "name": _text(form, f"{line}[price_data][product_data][name]", 1500, required=True),
        "submit_type": _choice(form, "submit_type", ("auto", "pay", "book"), default="auto"),
        "success_url": _address(form, "success_url", required=True),
    }


REFUND_FIELDS = frozenset({"payment_intent", "amount", "reason"})
REFUND_REASONS = ("duplicate", "fraudulent", "requested_by_customer")


def read_refund(form: Form) -> Json:
    """`amount` is None for the whole of what is left."""
    refuse_unknown(form, REFUND_FIELDS, "metadata")
    return {
        "payment_intent": _text(form, "payment_intent", 255, required=True),
        "amount": _whole(form, "amount", 1, MAX_AMOUNT) if "amount" in form else None,
        "reason": _choice(form, "reason", REFUND_REASONS, default="") or None,
        "metadata": read_metadata(form, "metadata"),
    }


REFUND_LIST_FIELDS = frozenset({"payment_intent", "limit"})


def read_refund_filter(form: Form) -> Json:
    refuse_unknown(form, REFUND_LIST_FIELDS)
    return {
        "payment_intent": form.get("payment_intent"),
        "limit": _whole(form, "limit", 1, 100) if "limit" in form else 10,
    }


SESSION_QUERY = frozenset({"expand[0]"})


def asks_for_intent(form: Form) -> bool:
    """Whether the whole payment intent is asked for with a session; nothing else can be expanded here."""
    refuse_unknown(form, SESSION_QUERY)
    _choice(form, "expand[0]", ("payment_intent",), default="")
    return "expand[0]" in form


TYPES = re.compile(r"^types\[[0-9]{0,2}\]$")
EVENT_FIELDS = frozenset({"type", "limit", "starting_after", "created[gte]", "created[gt]"})


def read_event_filter(form: Form) -> Json:
    types = {name: value for name, value in form.items() if TYPES.match(name)}
    refuse_unknown({name: value for name, value in form.items() if name not in types}, EVENT_FIELDS)
    since = [_whole(form, "created[gte]", 0, 2**53)] if "created[gte]" in form else []
    since += [_whole(form, "created[gt]", 0, 2**53) + 1] if "created[gt]" in form else []
    return {
        "types": [*types.values(), *([form["type"]] if "type" in form else [])],
        "limit": _whole(form, "limit", 1, 100) if "limit" in form else 10,
        "starting_after": form.get("starting_after"),
        "since": max(since, default=0),
    }


def refuse_unknown(form: Form, known: frozenset[str], *metadata: str) -> None:
    """`metadata` are the prefixes under which the sender may invent names."""
    for name in form:
        match = METADATA.match(name)
        if name not in known and not (match and match[1] in metadata):
            raise ApiError(f"Received unknown parameter: {name[:100]}", param=name[:100], code="parameter_unknown")


def read_metadata(form: Form, prefix: str) -> dict[str, str]:
    metadata = {}
    for name, value in form.items():
        match = METADATA.match(name)
        if match and match[1] == prefix:
            metadata[match[2]] = _within(name, value, 500)
    if len(metadata) > 50:
        raise ApiError("Metadata can have up to 50 keys.", param=prefix)
    return metadata


def _allowed_total(amount: int) -> int:
    if amount < MIN_AMOUNT:
        raise ApiError("The Checkout Session's total amount must convert to at least 2.00 zł.", code="amount_too_small")
    if amount > MAX_AMOUNT:
        raise ApiError("The total amount must be no more than 999,999.99 zł.", code="amount_too_large")
    return amount


def _text(form: Form, name: str, longest: int, *, required: bool = False) -> str | None:
    value = form.get(name)
    if required and value is None:
        raise ApiError(f"Missing required param: {name}.", param=name, code="parameter_missing")
    if required and not (value or "").strip():
        raise ApiError(f"You passed an empty string for '{name}'.", param=name, code="parameter_invalid_empty")
    return _within(name, value, longest) if value else None


def _within(name: str, value: str, longest: int) -> str:
    if len(value) > longest:
        raise ApiError(f"Invalid string: must be at most {longest} characters", param=name)
    return value


def _whole(form: Form, name: str, least: int, most: int) -> int:
    value = _text(form, name, 20, required=True) or ""
    if not re.fullmatch(r"-?[0-9]+", value):
        raise ApiError(f"Invalid integer: {value}", param=name, code="parameter_invalid_integer")
    if not least <= int(value) <= most:
        raise ApiError(f"Invalid integer: must be from {least} to {most}", param=name, code="parameter_invalid_integer")
    return int(value)


def _choice(form: Form, name: str, allowed: tuple[str, ...], *, default: str | None) -> str:
    value = _text(form, name, 100, required=default is None) or default or ""
    if value != default and value not in allowed:
        raise ApiError(f"Invalid {name}: must be one of {', '.join(allowed)}", param=name)
    return value


def _email(form: Form, name: str) -> str | None:
    value = _text(form, name, 800)
    if value is not None and not EMAIL.match(value):
        raise ApiError(f"Invalid email address: {value}", param=name, code="email_invalid")
    return value


def _address(form: Form, name: str, *, required: bool) -> str | None:
    value = _text(form, name, MAX_ADDRESS, required=required)
    if value is not None and not is_web_address(value):
        raise ApiError("Not a valid URL", param=name, code="url_invalid")
    return value


def is_web_address(value: str) -> bool:
    """An absolute http(s) address that is safe inside a header."""
    if not value.isprintable() or " " in value or not value.isascii():
        return False
    try:
        parts = urlsplit(value)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        return False


def _expiry(form: Form, now: int) -> int:
    if "expires_at" not in form:
        return now + LATEST_EXPIRY_SECONDS
    moment = _whole(form, "expires_at", 0, 2**53)
    if moment < now + EARLIEST_EXPIRY_SECONDS - 5:
        raise ApiError(
            "The `expires_at` timestamp must be at least 30 minutes from Checkout Session creation.",
            param="expires_at",
        )
    if moment > now + LATEST_EXPIRY_SECONDS + 5:
        raise ApiError(
            "The `expires_at` timestamp must be less than 24 hours from Checkout Session creation.",
            param="expires_at",
        )
    return moment
