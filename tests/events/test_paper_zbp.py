import pytest

from events.paper.qr import qr_matrix
from events.paper.zbp import LONGEST, transfer_code

ACCOUNT = "61109010140000071219812874"


def code(**changes: object) -> str:
    fields = {
        "nip": "1111111111",
        "account": ACCOUNT,
        "amount": 120000,
        "name": "Stow. OPS PRZYKLAD",
        "title": "KONF/2026/00017 Kowalski",
    } | changes
    return transfer_code(**fields)  # type: ignore[arg-type]  # one of the values is wrong on purpose in some tests


def test_transfer_is_written_as_the_recommendation_says() -> None:
    assert code() == "1111111111|PL|61109010140000071219812874|120000|Stow. OPS PRZYKLAD|KONF/2026/00017 Kowalski|||"


def test_account_and_nip_may_come_grouped_and_nip_may_be_empty() -> None:
    grouped = code(account="61 1090 1014 0000 0712 1981 2874", nip="111-111-11-11")
    assert grouped == code()
    assert code(nip="").startswith("|PL|6110")


@pytest.mark.parametrize(("amount", "written"), [(1, "000001"), (95050, "095050"), (999_999, "999999")])
def test_amount_is_six_digits_of_grosze(amount: int, written: str) -> None:
    assert code(amount=amount).split("|")[3] == written


@pytest.mark.parametrize("amount", [1_000_000, 5_000_000, 0, -100])
def test_amount_that_six_digits_cannot_say_has_no_code(amount: int) -> None:
    assert code(amount=amount) == ""


def test_fields_are_cut_by_letters_not_bytes() -> None:
    fields = code(name="Żółćżółćżółćżółćżółćżółć", title="ąęśćńółżź" * 5).split("|")
    assert (fields[4], fields[5]) == ("Żółćżółćżółćżółćżółć", ("ąęśćńółżź" * 5)[:32])


def test_letters_that_banks_refuse_are_left_out() -> None:
    fields = code(name="Stow. „RAZEM”|x;y", title="KU2600017 – Müller & <b>\nś").split("|")
    assert len(fields) == 9
    assert (fields[4], fields[5]) == ("Stow. RAZEMxy", "KU2600017 - Muller & b ś")


def test_longest_transfer_keeps_to_the_limit_and_fits_a_small_code() -> None:
    longest = code(name="Ż" * 90, title="Ż" * 90)
    assert len(longest) <= LONGEST
    assert qr_matrix(longest, level="L").size <= 17 + 4 * 8


@pytest.mark.parametrize("changes", [{"account": ACCOUNT[:-1]}, {"account": ""}, {"nip": "12345"}])
def test_wrong_account_or_nip_is_refused(changes: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="digits"):
        code(**changes)
