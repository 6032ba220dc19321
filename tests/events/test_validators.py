from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError

from events.validators import (
    compact,
    validate_account,
    validate_name,
    validate_nip,
    validate_not_reserved,
    validate_one_line,
    validate_postal_code,
)

Check = Callable[[str], None]
GOOD: list[tuple[Check, str]] = [
    (validate_nip, "5265877635"),
    (validate_account, "61109010140000071219812874"),
    (validate_postal_code, "97-500"),
    (validate_one_line, "Zażółć gęślą jaźń – „cytat” 😀"),
    (validate_name, "Anna Łoś-Źdźbło, dr n. hum. & O'Neill"),
    (validate_not_reserved, "razem"),
]
BAD: list[tuple[Check, str]] = [
    *((validate_nip, value) for value in ("5265877636", "0000000000", "526587763", "52658776355", "526-587-76-35")),
    *(
        (validate_nip, value)
        for value in ("٥٢٦٥٨٧٧٦٣٥", "５２６５８７７６３５", "5265877635\n", " 5265877635", "", "526587763O")
    ),
    *(
        (validate_account, value)
        for value in ("61109010140000071219812875", "6110901014", "PL61109010140000071219812874")
    ),
    *((validate_account, value) for value in ("６1109010140000071219812874", "61109010140000071219812874\n")),
    *((validate_postal_code, value) for value in ("97500", "97-50", "９7-500", "97-500\n", "97–500")),
    *(
        (validate_one_line, value)
        for value in ("a\nb", "a\r\nBcc: x", "a\u2028b", "a\u2029b", "a\0b", "a\tb", "a\ud800b")
    ),
    *((validate_name, value) for value in ("<b>", "a>b", "http://evil", "WWW.evil.pl", "a\nb", "javascript://x")),
    *((validate_not_reserved, value) for value in ("panel", "admin", "api", "en", "cards", "verify", "static")),
]


@pytest.mark.parametrize(("check", "value"), GOOD)
def test_right_value_passes(check: Check, value: str) -> None:
    check(value)


@pytest.mark.parametrize(("check", "value"), BAD)
def test_wrong_or_look_alike_value_is_refused(check: Check, value: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        check(value)
    assert refusal.value.messages[0].endswith(".")


@pytest.mark.parametrize(
    "pasted", ["PL 526-587-76-35", "526 587 76 35", "526\u00a0587\u00a076\u00a035", "pl5265877635"]
)
def test_pasted_number_is_made_compact(pasted: str) -> None:
    assert compact(pasted) == "5265877635"
