"""Documents as an association issues them in KSeF."""

from collections.abc import Sequence
from datetime import date
from itertools import count
from typing import Any

from django.utils import timezone

from events.models import Association, Conference
from payments.enums import DocumentKind, DocumentMode, DocumentRole, LineSide, PaidState, VatRate
from payments.ksef.preparing import prepare
from payments.ksef.seal import seal
from payments.ksef.sending import send_due_of
from payments.ksef.states import KsefEnvironment
from payments.models import (
    Document,
    DocumentLine,
    DocumentParty,
    DocumentPerson,
    DocumentSeries,
    KsefAccess,
    KsefInvoice,
)
from tests.factories.events import ConferenceFactory
from tests.factories.registrations import CardFactory
from tests.payments.ksef.samples import TRAINING

NIP = "5265877635"
numbers = count(1)


def conference_of_payer(**changes: Any) -> Conference:
    conference: Conference = ConferenceFactory.create(**changes)
    Association.objects.filter(pk=conference.association_id).update(nip=NIP)
    conference.association.refresh_from_db()
    return conference


def give_access(association: Association, environment: KsefEnvironment = KsefEnvironment.STANDIN) -> KsefAccess:
    return KsefAccess.objects.create(association=association, environment=environment, sealed_token=seal("a-token"))


def issue(
    conference: Conference,
    *,
    grosze: int = 120000,
    rate: VatRate = VatRate.EXEMPT,
    before: Sequence[int] = (),
    issued_on: date | None = None,
    has_recipient: bool = True,
    **changes: Any,
) -> Document:
    """A document of one line, exempt from VAT unless said otherwise, to a municipality for its centre."""
    ordinal = next(numbers)
    kind = DocumentKind.CORRECTION if changes.get("corrects") else DocumentKind.INVOICE
    series, _ = DocumentSeries.objects.get_or_create(association=conference.association, kind=kind, year=2026)
    vat = grosze * 23 // 123 if rate == VatRate.R23 else 0
    total = grosze - sum(before)
    values: dict[str, Any] = {
        "association": conference.association,
        "conference": conference,
        "card": CardFactory.create(conference=conference),
        "series": series,
        "ordinal": ordinal,
        "number": f"FV/{ordinal}/2026",
        "kind": kind,
        "mode": DocumentMode.KSEF,
        "origin": f"test:{ordinal}",
        "issued_on": issued_on or timezone.localdate(),
        "issued_place": "Warszawa",
        "sale_from": conference.starts_on,
        "sale_to": conference.ends_on,
        "due_on": date(2026, 12, 31),
        "subject": "Konferencja",
        "buyer_is_local_government": has_recipient,
        "net": total - vat,
        "vat": vat,
        "gross": total,
        "paid_state": PaidState.UNPAID,
        "bank_account": "61109010140000071219812874",
        "transfer_title": "K7M2PQ",
        "fingerprint": "0" * 64,
    }
    document = Document.objects.create(**values | changes)
    add_parties(document, has_recipient=has_recipient)
    add_lines(document, [(LineSide.BEFORE, gross, 0) for gross in before] + [(LineSide.AFTER, grosze, vat)], rate)
    DocumentPerson.objects.create(document=document, position=1, name="Żaneta Ćwikła")
    return document


def add_parties(document: Document, *, has_recipient: bool) -> None:
    parties = [(DocumentRole.SELLER, "Stowarzyszenie Pomoc", NIP), (DocumentRole.BUYER, "Gmina Łęknica", "7740001454")]
    if has_recipient:
        parties.append((DocumentRole.RECIPIENT, "OPS w Łęknicy", "9282079357"))
    for role, name, nip in parties:
        DocumentParty.objects.create(
            document=document, role=role, name=name, nip=nip, street="Długa 5", postal_code="68-208", city="Łęknica"
        )


def add_lines(document: Document, sides: Sequence[tuple[LineSide, int, int]], rate: VatRate) -> None:
    for position, (side, gross, tax) in enumerate(sides, start=1):
        DocumentLine.objects.create(
            document=document,
            side=side,
            position=position,
            name="Udział w konferencji",
            unit="os.",
            unit_gross=gross,
            vat_rate=rate,
            vat_basis=TRAINING if rate == VatRate.EXEMPT else "",
            net=gross - tax,
            vat=tax,
            gross=gross,
        )


def prepared(conference: Conference, **changes: object) -> KsefInvoice:
    return prepare(issue(conference, **changes))  # type: ignore[arg-type]


def work(conference: Conference) -> None:
    """What the clock does, at a time when everything that waits is due."""
    KsefInvoice.objects.update(due_at=timezone.now())
    send_due_of(conference.association)


def fresh(row: KsefInvoice) -> KsefInvoice:
    return KsefInvoice.objects.select_related("document").get(pk=row.pk)
