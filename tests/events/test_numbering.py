import pytest
from django.db import transaction

from events.numbering import take_number
from tests.factories.events import AssociationFactory


@pytest.mark.django_db
def test_series_count_apart() -> None:
    one, other = AssociationFactory.create(), AssociationFactory.create()
    numbers = [
        take_number(association=association, series=series, year=year)
        for association, series, year in (
            (one, "certificates", 2027),
            (one, "certificates", 2027),
            (one, "invoices", 2027),
            (one, "certificates", 2028),
            (other, "certificates", 2027),
        )
    ]
    assert numbers == [1, 2, 1, 1, 1]


@pytest.mark.django_db
def test_number_of_a_document_that_failed_is_given_again() -> None:
    association, given = AssociationFactory.create(), []
    for attempt in range(10):
        try:
            with transaction.atomic():
                number = take_number(association=association, series="invoices", year=2027)
                if attempt % 3 == 1:
                    raise InterruptedError
                given.append(number)
        except InterruptedError:
            continue
    assert given == list(range(1, 8))


@pytest.mark.django_db(transaction=True)
def test_number_is_not_taken_outside_a_transaction() -> None:
    association = AssociationFactory.create()
    with pytest.raises(RuntimeError, match="outside a transaction would leave gaps"):
        take_number(association=association, series="invoices", year=2027)
