"""Invoices of every kind that a conference needs. Names and numbers are invented."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

from payments.ksef.invoice import (
    Address,
    Buyer,
    Correction,
    Instalment,
    Invoice,
    Line,
    Rate,
    Recipient,
    Seller,
    Terms,
    Way,
)

TRAINING = "art. 43 ust. 1 pkt 29 lit. c ustawy o podatku od towarów i usług"

SELLER = Seller(
    nip="5265877635",
    name="Stowarzyszenie „Pomoc” Kierowników OPS",
    address=Address("ul. Długa 5", "00-238 Warszawa"),
    email="biuro@pomoc.example",
    phone="+48 22 635 00 00",
    krs="0000123456",
    regon="012345678",
)
MUNICIPALITY = Buyer(
    name="Gmina Łęknica",
    address=Address("ul. Żurawia 1", "68-208 Łęknica"),
    nip="7740001454",
    is_local_government_unit=True,
)
CENTRE = Recipient(
    name="Ośrodek Pomocy Społecznej w Łęknicy", address=Address("ul. Jaśminowa 3"), internal_id="7740001454-00017"
)
COMPANY = Buyer(name="Księgarnia Świt sp. z o.o.", address=Address("al. Róż 7/2", "31-943 Kraków"), nip="6793097318")
PERSON = Buyer(name="Świętosława Brzęczyszczykiewicz-Źdźbło", address=Address("ul. Ćwiartki 3/4", "00-001 Warszawa"))


def line(gross: int, rate: Rate = Rate.EXEMPT, *, name: str = "Udział w konferencji", quantity: int = 1) -> Line:
    percent = int(rate.value) if rate.value.isdigit() else 0
    total = gross * quantity
    vat = (total * percent * 2 + 100 + percent) // ((100 + percent) * 2)
    return Line(
        name=name,
        rate=rate,
        quantity=Decimal(quantity),
        unit_gross=gross,
        net=total - vat,
        vat=vat,
        gross=total,
        unit="os.",
    )


EXEMPT = Invoice(
    number="FV/2026/00001",
    issued_on=date(2026, 11, 25),
    made_at=datetime(2026, 11, 25, 10, 30, 5, tzinfo=UTC),
    place="Warszawa",
    sold_from=date(2026, 11, 18),
    sold_on=date(2026, 11, 20),
    seller=SELLER,
    buyer=MUNICIPALITY,
    recipient=CENTRE,
    lines=(line(120000, quantity=2),),
    exemption=TRAINING,
    terms=Terms(
        due_on=date(2026, 12, 9), way=Way.TRANSFER, account="61109010140000071219812874", bank="Bank Przykładowy"
    ),
    notes=(("Uczestnik", "Żaneta Ćwikła"), ("Uczestnik", "Jan Nowak"), ("Karta zgłoszenia", "K7M2PQ")),
    footer="Dziękujemy za udział.",
)
TAXED = replace(
    EXEMPT,
    number="FV/2026/00002",
    buyer=COMPANY,
    recipient=None,
    lines=(line(123000, Rate.STANDARD),),
    exemption="",
    sold_from=None,
)
PRIVATE = replace(EXEMPT, number="FV/2026/00003", buyer=PERSON, recipient=None, notes=())
PAID = replace(
    EXEMPT,
    number="FV/2026/00004",
    terms=Terms(instalments=(Instalment(240000, date(2026, 11, 10), Way.TRANSFER),), way=Way.TRANSFER),
)
PART_PAID = replace(
    EXEMPT,
    number="FV/2026/00005",
    terms=replace(EXEMPT.terms, instalments=(Instalment(100000, date(2026, 11, 10), Way.CARD),)),
)
PAID_IN_PARTS = replace(
    EXEMPT,
    number="FV/2026/00006",
    terms=Terms(
        instalments=(
            Instalment(100000, date(2026, 11, 10), Way.CARD),
            Instalment(140000, date(2026, 11, 12)),
        )
    ),
)
MIXED = replace(
    EXEMPT,
    number="FV/2026/00007",
    lines=(
        line(120000),
        line(24600, Rate.STANDARD, name="Nocleg"),
        line(10800, Rate.REDUCED, name="Wyżywienie"),
        line(2100, Rate.LOWEST, name="Publikacja"),
        line(5000, Rate.OUTSIDE, name="Wykład za granicą"),
    ),
)
ORIGINAL_NUMBER = "5265877635-20250826-0100001AF629-AF"
CORRECTION = replace(
    EXEMPT,
    number="FK/2026/00001",
    lines=(line(120000, quantity=1),),
    correction=Correction(
        reason="Rezygnacja jednej osoby",
        corrected_number=EXEMPT.number,
        corrected_on=EXEMPT.issued_on,
        corrected_ksef_number=ORIGINAL_NUMBER,
        before=EXEMPT.lines,
    ),
)
NAME_CORRECTED = replace(
    CORRECTION,
    number="FK/2026/00002",
    lines=(),
    correction=Correction(
        reason="Pomyłka w adresie nabywcy",
        corrected_number=EXEMPT.number,
        corrected_on=EXEMPT.issued_on,
        buyer_before=replace(MUNICIPALITY, address=Address("ul. Wronia 1", "68-208 Łęknica")),
    ),
    terms=Terms(),
)
# The wrong NIP stays on the correction; the right one is on an invoice issued anew.
TO_ZERO = replace(
    EXEMPT,
    number="FK/2026/00003",
    buyer=replace(MUNICIPALITY, nip="6793097318"),
    lines=(replace(EXEMPT.lines[0], quantity=Decimal(0), net=0, gross=0),),
    correction=Correction(
        reason="Błędny NIP nabywcy",
        corrected_number=EXEMPT.number,
        corrected_on=EXEMPT.issued_on,
        corrected_ksef_number=ORIGINAL_NUMBER,
        effect=1,
        before=EXEMPT.lines,
    ),
    terms=Terms(),
)
UNION = replace(TAXED, number="FV/2026/00008", buyer=Buyer(name="Müller GmbH", eu_country="DE", eu_vat="de 123456789"))
ABROAD = replace(
    TAXED,
    number="FV/2026/00009",
    buyer=Buyer(name="Smith Ltd", country="GB", foreign_id="GB 123", address=Address("1 High St", country="GB")),
)
CENTRE_WITH_NIP = replace(EXEMPT, number="FV/2026/00010", recipient=Recipient(name="OPS Łęknica", nip="9282079357"))

KINDS = {
    "exempt, to a municipality with a recipient": EXEMPT,
    "recipient with a NIP": CENTRE_WITH_NIP,
    "taxed": TAXED,
    "private person": PRIVATE,
    "paid": PAID,
    "part-paid": PART_PAID,
    "paid in parts": PAID_IN_PARTS,
    "mixed rates": MIXED,
    "correction": CORRECTION,
    "correction of the buyer's address": NAME_CORRECTED,
    "correction to zero after a wrong NIP": TO_ZERO,
    "buyer in the Union": UNION,
    "buyer abroad": ABROAD,
}
