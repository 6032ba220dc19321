"""How to pay a card by bank transfer: on its page, in its letter and on its paper."""

from dataclasses import dataclass

from django.utils.safestring import SafeString

from events.formats import NBSP, account_number
from events.paper.qr import qr_svg
from events.paper.zbp import transfer_code
from registrations.models import ParticipationCard


@dataclass(frozen=True)
class Transfer:
    """`amount` in grosze; `code` is what the banks' QR code holds, empty where the sum is too large for it."""

    account: str
    holder: str
    address: str
    title: str
    amount: int
    currency: str
    code: str

    @property
    def grouped_account(self) -> str:
        return account_number(self.account)

    @property
    def copied_account(self) -> str:
        """As banks' forms take it: with ordinary spaces."""
        return self.grouped_account.replace(NBSP, " ")

    @property
    def copied_amount(self) -> str:
        """As banks' forms take it: `1200,00`."""
        return f"{self.amount // 100},{self.amount % 100:02d}"

    @property
    def qr(self) -> SafeString | None:
        """A picture large enough for a phone held before a screen."""
        if not self.code:
            return None
        return SafeString(qr_svg(self.code, level="L"))


def transfer_for(card: ParticipationCard) -> Transfer | None:
    """None when nothing is to be paid, or the association has not given its account."""
    association = card.conference.association
    if card.balance <= 0 or not association.bank_account:
        return None
    in_poland = card.currency == "PLN"
    code = transfer_code(
        nip=association.nip,
        account=association.bank_account,
        amount=card.balance,
        name=association.short_name,
        title=card.code,
    )
    return Transfer(
        account=association.bank_account,
        holder=association.name,
        address=", ".join(
            part for part in (association.street, f"{association.postal_code} {association.city}") if part.strip()
        ),
        title=card.code,
        amount=card.balance,
        currency=card.currency,
        code=code if in_poland else "",
    )
