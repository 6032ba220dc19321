"""pain.001: orders of transfers in XML by ISO 20022, in the two versions that Polish banks take."""

from collections.abc import Sequence
from datetime import date, datetime

from lxml import etree
from lxml.etree import _Element as Element

from payments.transfers.orders import Order, Payer, bank_of, cleaned

NAME = 70
TITLE = 140
KEPT = "/-?:().,'+"
NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.{version}"


def pain_file(
    payer: Payer, orders: Sequence[Order], *, pay_on: date, made_at: datetime, message: str, version: str
) -> bytes:
    """`version` is `03` or `09`; `message` names the file, at most 35 letters and digits."""
    namespace = NAMESPACE.format(version=version)
    root = etree.Element(f"{{{namespace}}}Document", nsmap={None: namespace})  # type: ignore[dict-item]  # None is the default namespace
    body = within(root, "CstmrCdtTrfInitn")
    header(body, payer, orders, made_at, message)
    batch = payment_information(body, payer, orders, pay_on, message, version)
    for order in orders:
        transfer(batch, order)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def within(parent: Element, path: str, text: str = "", **attributes: str) -> Element:
    """The last element of a path of new elements; they are in the parent's namespace."""
    namespace = etree.QName(parent).namespace
    for name in path.split("/"):
        parent = etree.SubElement(parent, f"{{{namespace}}}{name}")
    parent.text = text or None
    for name, value in attributes.items():
        parent.set(name, value)
    return parent


def header(body: Element, payer: Payer, orders: Sequence[Order], made_at: datetime, message: str) -> None:
    head = within(body, "GrpHdr")
    within(head, "MsgId", message)
    within(head, "CreDtTm", made_at.strftime("%Y-%m-%dT%H:%M:%S"))
    totals(head, orders)
    within(head, "InitgPty/Nm", cleaned(payer.name, KEPT)[:NAME])


def payment_information(
    body: Element, payer: Payer, orders: Sequence[Order], pay_on: date, message: str, version: str
) -> Element:
    batch = within(body, "PmtInf")
    within(batch, "PmtInfId", message)
    within(batch, "PmtMtd", "TRF")
    totals(batch, orders)
    within(batch, "ReqdExctnDt" if version == "03" else "ReqdExctnDt/Dt", pay_on.isoformat())
    debtor = within(batch, "Dbtr")
    within(debtor, "Nm", cleaned(payer.name, KEPT)[:NAME])
    if payer.address:
        address = within(debtor, "PstlAdr")
        within(address, "Ctry", "PL")
        within(address, "AdrLine", cleaned(payer.address, KEPT)[:NAME])
    within(batch, "DbtrAcct/Id/IBAN", f"PL{payer.account}")
    agent(batch, "DbtrAgt", payer.account)
    return batch


def transfer(batch: Element, order: Order) -> None:
    one = within(batch, "CdtTrfTxInf")
    within(one, "PmtId/EndToEndId", order.reference)
    within(one, "Amt/InstdAmt", money(order.amount), Ccy="PLN")
    agent(one, "CdtrAgt", order.account)
    creditor = within(one, "Cdtr")
    # An element without a letter in it is refused; left out it is not.
    if name := cleaned(order.name, KEPT)[:NAME]:
        within(creditor, "Nm", name)
    within(one, "CdtrAcct/Id/IBAN", f"PL{order.account}")
    if title := cleaned(order.title, KEPT)[:TITLE]:
        within(one, "RmtInf/Ustrd", title)


def totals(parent: Element, orders: Sequence[Order]) -> None:
    within(parent, "NbOfTxs", str(len(orders)))
    within(parent, "CtrlSum", money(sum(order.amount for order in orders)))


def agent(parent: Element, name: str, account: str) -> None:
    """The bank by its Polish sort code: nobody has to type a BIC."""
    member = within(parent, f"{name}/FinInstnId/ClrSysMmbId")
    within(member, "ClrSysId/Cd", "PLKNR")
    within(member, "MmbId", bank_of(account))


def money(grosze: int) -> str:
    return f"{grosze // 100}.{grosze % 100:02d}"
