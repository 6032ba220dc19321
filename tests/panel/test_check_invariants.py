from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from registrations.models import ParticipationCard
from tests.panel.conftest import House


def test_check_invariants_counts_what_it_asked(house: House) -> None:
    house.card("Łoś")
    told = StringIO()

    call_command("check_invariants", stdout=told)

    count, rest = told.getvalue().split(" ", 1)
    assert int(count) >= 1
    assert rest == "checks, 0 broken.\n"


def test_check_invariants_names_what_is_broken(house: House) -> None:
    card = house.card("Łoś")
    ParticipationCard.objects.filter(pk=card.pk).update(settled=777)
    told = StringIO()

    with pytest.raises(CommandError) as failed:
        call_command("check_invariants", stdout=told)

    assert failed.value.returncode == 1
    assert f"payments: Card {card.code}: settled 777, but payments make 0, refunds 0, differences 0." in told.getvalue()
