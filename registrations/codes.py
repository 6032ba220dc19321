"""Codes that people read aloud, and tokens that nobody can guess."""

import secrets

from stdnum import luhn

# Without 0/O, 1/I/L: a code is read over the phone and typed from paper.
READABLE = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
CARD_PREFIX = "KU"
CARD_LETTERS = 7


def new_card_code() -> str:
    """A card's code and the title of its transfer: `KU`, seven random characters and a check character.

    The check character is Luhn's modulo 31 over the readable alphabet, so most wrong
    letters are noticed: with an odd number of letters the rule lets some pass.
    """
    body = "".join(secrets.choice(READABLE) for _ in range(CARD_LETTERS))
    return f"{CARD_PREFIX}{body}{luhn.calc_check_digit(body, READABLE)}"


def new_link_token() -> str:
    """128 random bits for an address that only its holder knows."""
    return secrets.token_urlsafe(16)
