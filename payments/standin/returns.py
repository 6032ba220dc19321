"""The part of the stand-in's book in which money goes back: refunds and disputes."""

from payments.standin import objects
from payments.standin.book import Book, copy_of, missing
from payments.standin.objects import Json
from payments.standin.validation import ApiError, Form, read_refund, read_refund_filter

RETURNED = ("succeeded", "pending", "requires_action")
REFUND_STATES = ("pending", "requires_action", "succeeded", "failed", "canceled")
DISPUTE_STATES = ("needs_response", "under_review", "won", "lost")


class Returns(Book):
    """`refund_status` is what the next refunds begin with; cards are returned at once, other methods take days."""

    refund_status = "succeeded"

    def refund(self, form: Form, *, key: str | None = None) -> Json:
        with self._lock:
            asked = read_refund(form)
            intent = self._tables.intents.get(asked["payment_intent"])
            if intent is None:
                raise missing("payment_intent", asked["payment_intent"], param="payment_intent", status=400)
            if intent["status"] != "succeeded":
                raise ApiError("This PaymentIntent does not have a successful charge to refund.")
            left = intent["amount"] - self._returned_of(intent)
            amount = left if asked["amount"] is None else asked["amount"]
            check_refund(amount, left)
            refund = objects.refund(
                intent, amount=amount, reason=asked["reason"], metadata=asked["metadata"], created=self.now()
            )
            refund["status"] = self.refund_status
            self._tables.refunds[refund["id"]] = refund
            self._emit("refund.created", refund, key)
            self._emit("charge.refunded", objects.charge(intent, self._returned_of(intent)), key)
            return copy_of(refund)

    def one_refund(self, identifier: str) -> Json:
        with self._lock:
            found = self._tables.refunds.get(identifier)
            if found is None:
                raise missing("refund", identifier, param="id", status=404)
            return copy_of(found)

    def refunds(self, form: Form) -> Json:
        """The newest first, as `GET /v1/refunds`."""
        wanted = read_refund_filter(form)
        with self._lock:
            rows = [
                row
                for row in reversed(self._tables.refunds.values())
                if wanted["payment_intent"] in {None, row["payment_intent"]}
            ]
        return objects.listing("/v1/refunds", copy_of(rows[: wanted["limit"]]), has_more=len(rows) > wanted["limit"])

    def move_refund(self, identifier: str, status: str) -> str:
        """A refund that waited, or was done already, ends otherwise; the identifier of its event."""
        if status not in REFUND_STATES:
            raise ApiError(f"A refund is one of {', '.join(REFUND_STATES)}.", param="status")
        with self._lock:
            refund = self._tables.refunds.get(identifier)
            if refund is None:
                raise missing("refund", identifier, param="id", status=404)
            refund["status"] = status
            if status == "failed":
                refund["failure_reason"] = "declined"
                return self._emit("refund.failed", refund, None)
            return self._emit("refund.updated", refund, None)

    def dispute(self, session_id: str, status: str) -> str:
        """Open a dispute over a paid session, or take the one it has to another state; the identifier of its event."""
        if status not in DISPUTE_STATES:
            raise ApiError(f"A dispute is one of {', '.join(DISPUTE_STATES)}.", param="status")
        with self._lock:
            intent = self._tables.intents.get(self._session(session_id)["payment_intent"] or "")
            if intent is None or intent["status"] != "succeeded":
                raise ApiError("Only what was paid can be disputed.")
            rows = self._tables.disputes.values()
            known = next((row for row in rows if row["payment_intent"] == intent["id"]), None)
            dispute = known or objects.dispute(intent, created=self.now())
            dispute["status"] = status
            self._tables.disputes[dispute["id"]] = dispute
            if known is None:
                self._emit("charge.dispute.created", {**dispute, "status": "needs_response"}, None)
            if status in {"won", "lost"}:
                return self._emit("charge.dispute.closed", dispute, None)
            return self._emit("charge.dispute.updated", dispute, None)

    def _returned_of(self, intent: Json) -> int:
        rows = self._tables.refunds.values()
        return sum(row["amount"] for row in rows if row["payment_intent"] == intent["id"] and row["status"] in RETURNED)


def check_refund(amount: int, left: int) -> None:
    if left <= 0:
        raise ApiError("The payment has already been refunded.", code="charge_already_refunded")
    if amount > left:
        raise ApiError(f"Refund amount ({amount}) is greater than unrefunded amount on charge ({left})", param="amount")
