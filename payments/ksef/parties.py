"""Who sells, who buys, for whom: Podmiot1, Podmiot2, Podmiot3 and Stopka/Rejestry."""

import re

from payments.ksef.invoice import Address, Buyer, Recipient, Seller
from payments.ksef.nodes import LONG, Node
from payments.ksef.texts import clean

YES, NO = 1, 2
PHONE = 16


def put_address(parent: Node, address: Address | None, name: str = "Adres") -> None:
    """Left out when there is none, or none of its first line: the schema then wants no address at all."""
    if address is None or not clean(address.line1, LONG):
        return
    node = parent.child(name)
    node.put("KodKraju", address.country)
    node.text("AdresL1", address.line1, LONG)
    node.text_if_any("AdresL2", address.line2, LONG)


def put_contact(parent: Node, email: str, phone: str = "") -> None:
    email, phone = clean(email, 255), re.sub(r"[^0-9+]", "", phone)
    email = email if re.fullmatch(r".+@.+", email) else ""
    phone = phone if len(phone) <= PHONE else ""
    if email or phone:
        node = parent.child("DaneKontaktowe")
        node.text_if_any("Email", email, 255)
        node.text_if_any("Telefon", phone, PHONE)


def put_seller(root: Node, seller: Seller) -> None:
    node = root.child("Podmiot1")
    identity = node.child("DaneIdentyfikacyjne")
    identity.text("NIP", seller.nip)
    identity.text("Nazwa", seller.name, LONG)
    address = node.child("Adres")
    address.put("KodKraju", seller.address.country)
    address.text("AdresL1", seller.address.line1, LONG)
    address.text_if_any("AdresL2", seller.address.line2, LONG)
    put_contact(node, seller.email, seller.phone)


def put_buyer_identity(parent: Node, buyer: Buyer) -> None:
    identity = parent.child("DaneIdentyfikacyjne")
    if buyer.nip:
        identity.put("NIP", buyer.nip)
    elif buyer.eu_vat:
        identity.put("KodUE", buyer.eu_country)
        identity.put("NrVatUE", re.sub(r"[^0-9A-Z+*]", "", buyer.eu_vat.upper()))
    elif buyer.foreign_id:
        if buyer.country:
            identity.put("KodKraju", buyer.country)
        identity.text("NrID", buyer.foreign_id, 50)
    else:
        identity.put("BrakID", YES)
    identity.text("Nazwa", buyer.name, LONG)


def put_buyer(root: Node, buyer: Buyer) -> None:
    node = root.child("Podmiot2")
    put_buyer_identity(node, buyer)
    put_address(node, buyer.address)
    put_contact(node, buyer.email)
    node.put("JST", YES if buyer.is_local_government_unit else NO)
    node.put("GV", YES if buyer.is_vat_group_member else NO)


def put_buyer_before(parent: Node, buyer: Buyer) -> None:
    """Podmiot2K: the buyer's data as they stood on the corrected invoice."""
    node = parent.child("Podmiot2K")
    put_buyer_identity(node, buyer)
    put_address(node, buyer.address)


def put_recipient(root: Node, recipient: Recipient) -> None:
    node = root.child("Podmiot3")
    identity = node.child("DaneIdentyfikacyjne")
    if recipient.nip:
        identity.put("NIP", recipient.nip)
    elif recipient.internal_id:
        identity.put("IDWew", recipient.internal_id)
    else:
        identity.put("BrakID", YES)
    identity.text("Nazwa", recipient.name, LONG)
    put_address(node, recipient.address)
    node.put("Rola", recipient.role)


def put_footer(root: Node, seller: Seller, footer: str) -> None:
    krs, regon = (re.sub(r"[^0-9]", "", number) for number in (seller.krs, seller.regon))
    krs = krs if len(krs) == 10 else ""
    regon = regon if len(regon) in {9, 14} else ""
    note = clean(footer, 3500)
    if not (krs or regon or note):
        return
    node = root.child("Stopka")
    if note:
        node.child("Informacje").put("StopkaFaktury", note)
    if krs or regon:
        registers = node.child("Rejestry")
        registers.text_if_any("KRS", krs)
        registers.text_if_any("REGON", regon)
