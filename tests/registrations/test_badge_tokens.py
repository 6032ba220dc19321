import base64

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from registrations.badge_tokens import CODE_BYTES, PREFIX, new_badge_code, read_badge, sign_badge, signing_key

SECRET = "a secret of the tests that is long enough to be one"
KEY = signing_key(SECRET, 1)
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"


def test_badge_is_read_as_printed_and_as_a_keyboard_may_type_it() -> None:
    code = new_badge_code()
    text = sign_badge(code, KEY)

    assert [read_badge(one, KEY) for one in (text, text.lower(), f" {text}\n")] == [code] * 3


@given(at=st.integers(0, 120), letter=st.sampled_from(LETTERS))
def test_badge_with_any_letter_changed_is_none(at: int, letter: str) -> None:
    text = sign_badge("ABCDEFGHIJKLMNOP", KEY)
    changed = text[:at] + letter + text[at + 1 :]

    assert read_badge(changed, KEY) == ("ABCDEFGHIJKLMNOP" if changed == text else None)


def test_badge_of_another_conference_or_installation_is_none() -> None:
    text = sign_badge(new_badge_code(), KEY)

    assert read_badge(text, signing_key(SECRET, 2)) is None
    assert read_badge(text, signing_key(SECRET[::-1], 1)) is None


@pytest.mark.parametrize("text", ["", PREFIX, PREFIX + "1" * 119, PREFIX + "Ł" * 119, PREFIX + "=" * 119, "ß" * 121])
def test_what_is_no_badge_is_none(text: str) -> None:
    assert read_badge(text, KEY) is None


def test_signature_is_the_one_that_phones_check() -> None:
    """They hold the public key alone."""
    text = sign_badge(new_badge_code(), KEY)
    raw = base64.b32decode(text.removeprefix(PREFIX) + "=")
    stranger = Ed25519PrivateKey.generate()

    KEY.public_key().verify(raw[CODE_BYTES:], raw[:CODE_BYTES])
    assert stranger.sign(raw[:CODE_BYTES]) != raw[CODE_BYTES:]
