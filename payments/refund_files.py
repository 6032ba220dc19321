"""A file of transfers, drawn from its rows: the same bytes each time, whatever became of the refunds since."""

from django.utils import timezone

from payments.enums import FileFormat
from payments.models import Refund, RefundFile
from payments.transfers import Order, Payer, elixir_file, pain_file

XML = {FileFormat.PAIN_03: "03", FileFormat.PAIN_09: "09"}


def drawn(made: RefundFile) -> bytes:
    payer = Payer(name=made.payer_name, address=made.payer_address, account=made.payer_account)
    orders = [order_of(refund) for refund in made.refunds.order_by("pk")]
    if made.format == FileFormat.ELIXIR:
        return elixir_file(payer, orders, pay_on=made.pay_on, encoding=made.encoding)
    return pain_file(
        payer,
        orders,
        pay_on=made.pay_on,
        made_at=timezone.localtime(made.made_at),
        message=f"ZWROTY{made.uid.hex[:20].upper()}",
        version=XML[FileFormat(made.format)],
    )


def order_of(refund: Refund) -> Order:
    return Order(
        reference=refund.uid.hex[:16].upper(),
        amount=refund.amount,
        account=refund.account,
        name=refund.recipient,
        title=refund.title,
    )


def file_name(made: RefundFile) -> str:
    ending = "txt" if made.format == FileFormat.ELIXIR else "xml"
    return f"zwroty-{made.pay_on.isoformat()}-{made.uid.hex[:6]}.{ending}"
