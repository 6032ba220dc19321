import pytest

from certificates.codes import new_certificate_code, read_code
from registrations.codes import READABLE

CODE = "AB2C-D3EF-GH4J-K5MN-PQ6R"


def test_code_is_five_groups_that_cannot_be_guessed() -> None:
    codes = {new_certificate_code() for _ in range(200)}
    assert len(codes) == 200
    assert {len(code) for code in codes} == {24}
    assert set("".join(codes)) - set(READABLE) == {"-"}
    assert len(READABLE) ** 20 > 2**80


@pytest.mark.parametrize(
    "typed",
    [
        CODE,
        CODE.lower(),
        f"  {CODE} ",
        CODE.replace("-", ""),
        CODE.replace("-", " - "),
        f"001/XI/2027 {CODE}",
        f"nr 001/XI/2027, kod {CODE}.",
        f"https://zjazd.example.org/verify/{CODE.lower()}/",
    ],
)
def test_code_is_read_however_it_was_typed(typed: str) -> None:
    assert read_code(typed) == CODE


@pytest.mark.parametrize(
    "typed", ["", "AB2C", f"{CODE}X", f"X{CODE}", CODE.replace("A", "0"), f"{CODE} i coś", "Ż" * 20, "001/XI/2027"]
)
def test_what_is_no_code_is_not_read(typed: str) -> None:
    assert read_code(typed) is None
