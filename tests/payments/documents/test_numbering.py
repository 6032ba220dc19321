from contextlib import suppress
from datetime import date

import pytest
from django.db import transaction

from payments.documents.numbering import take_number
from payments.enums import DocumentKind
from payments.models import DocumentSeries, DocumentSettings
from tests.factories.events import AssociationFactory

DAY, NEXT_YEAR = date(2027, 6, 3), date(2028, 1, 1)


@pytest.mark.django_db
def test_each_kind_and_year_of_an_association_counts_apart() -> None:
    one, other = AssociationFactory.create(), AssociationFactory.create()
    told = []
    for association, kind, on in (
        (one, DocumentKind.INVOICE, DAY),
        (one, DocumentKind.INVOICE, DAY),
        (one, DocumentKind.PROFORMA, DAY),
        (one, DocumentKind.INVOICE, NEXT_YEAR),
        (other, DocumentKind.INVOICE, DAY),
    ):
        settings = DocumentSettings(association=association, invoice_pattern="F/{number}/{year}")
        told.append(take_number(association=association, kind=kind, on=on, settings=settings)[1:])
    assert told == [(1, "F/1/2027"), (2, "F/2/2027"), (1, "PRO/1/06/2027"), (1, "F/1/2028"), (1, "F/1/2027")]
    assert list(DocumentSeries.objects.order_by("pk").values_list("association", "kind", "year", "last")) == [
        (one.pk, "invoice", 2027, 2),
        (one.pk, "proforma", 2027, 1),
        (one.pk, "invoice", 2028, 1),
        (other.pk, "invoice", 2027, 1),
    ]


@pytest.mark.django_db
def test_count_goes_on_when_the_pattern_changes_and_after_a_failure() -> None:
    association = AssociationFactory.create()
    settings = DocumentSettings(association=association)
    with suppress(InterruptedError), transaction.atomic():
        take_number(association=association, kind=DocumentKind.NOTE, on=DAY, settings=settings)
        raise InterruptedError
    first, _ordinal, number = take_number(association=association, kind=DocumentKind.NOTE, on=DAY, settings=settings)
    settings.note_pattern = "NK {number}.{year}"
    again = take_number(association=association, kind=DocumentKind.NOTE, on=DAY, settings=settings)
    assert (number, again) == ("NO/1/06/2027", (first, 2, "NK 2.2027"))
    assert first.last == 1


@pytest.mark.django_db(transaction=True)
def test_number_is_not_taken_outside_a_transaction() -> None:
    association = AssociationFactory.create()
    settings = DocumentSettings(association=association)
    with pytest.raises(RuntimeError, match="outside a transaction would leave gaps"):
        take_number(association=association, kind=DocumentKind.NOTE, on=DAY, settings=settings)
    assert DocumentSeries.objects.count() == 0
