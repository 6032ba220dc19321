"""The QR code of a bank transfer: the Polish Bank Association's "Standard 2D" 1.0 of 3 December 2013."""

import re
import unicodedata

MOST_GROSZE = 999_999
LONGEST = 160
NAME_LENGTH = 20
TITLE_LENGTH = 32
ACCOUNT_DIGITS = 26
NIP_DIGITS = 10
POLISH_LETTERS = "ąćęłńóśźżĄĆĘŁŃÓŚŹŻ"
FORBIDDEN = re.compile(rf"[^A-Za-z0-9{POLISH_LETTERS} ,./\\\-@#&*_]")
DASHES = str.maketrans({"–": "-", "—": "-", "\u2011": "-", "\u00a0": " ", "\t": " ", "\n": " "})


def _plain(letter: str) -> str:
    """A foreign letter without its accent; a Polish one as it is."""
    return letter if letter in POLISH_LETTERS else unicodedata.normalize("NFKD", letter)


def _field(text: str, length: int) -> str:
    """Cut by characters, not by bytes: half a Polish letter would spoil the whole code."""
    spelled = "".join(_plain(letter) for letter in unicodedata.normalize("NFC", text).translate(DASHES))
    return " ".join(FORBIDDEN.sub("", spelled).split())[:length].rstrip()


def transfer_code(*, nip: str, account: str, amount: int, name: str, title: str) -> str:
    """What the code holds: `NIP|PL|account|grosze|name|title|||`.

    `amount` in grosze; `nip` may be empty. The answer is empty for 10 000 zł and more: the field has six
    digits, and the banks' applications disagree on a seventh. Raises ValueError for a wrong account or NIP.
    """
    if not 0 < amount <= MOST_GROSZE:
        return ""
    nrb = re.sub(r"\D", "", account)
    if len(nrb) != ACCOUNT_DIGITS:
        raise ValueError("An account number has 26 digits.")
    payee = re.sub(r"\D", "", nip)
    if len(payee) not in (0, NIP_DIGITS):
        raise ValueError("A NIP has 10 digits.")
    fields = [
        payee,
        "PL",
        nrb,
        f"{amount:06d}",
        _field(name, NAME_LENGTH),
        _field(title, TITLE_LENGTH),
        "",
        "",
        "",
    ]
    return "|".join(fields)
