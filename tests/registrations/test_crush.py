"""Three hundred cards from sixteen connections while people move, resign, are exchanged and added."""

import pytest

from tests.databases import migrated_postgres
from tests.registrations.crush import BEDS, CARDS
from tests.registrations.servers import outcome_of


@pytest.mark.services
def test_hotel_is_exactly_full_after_a_crush_on_postgresql() -> None:
    with migrated_postgres("crush") as address:
        outcome = outcome_of(address, "tests.registrations.crush")

    told = outcome["told"]
    assert [what for what in told if what.startswith("STACK TRACE")] == []
    assert told["card"] + told["card: NoPlaces"] == CARDS
    assert [what for what in ("moved", "exchanged", "added", "resigned") if not told.get(what)] == []
    assert outcome["taken"] == outcome["held"] <= BEDS
    assert outcome["taken_at_last"] == BEDS
    assert outcome["broken"] + outcome["broken_at_last"] == []
