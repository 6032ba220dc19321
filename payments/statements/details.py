"""The field :86: of MT940, in which every Polish bank writes title and payer in a way of its own."""

import re
from dataclasses import dataclass

from payments.statements.values import account_of

# 0xFF as the encodings of Polish banks show it; alone in a field it says that the field is empty.
EMPTY = "\u02d9\u00ff"
SEPARATORS = re.escape("~^+?<|!" + EMPTY + "\u00a0")
STRUCTURED = re.compile(rf"\s*\d{{0,3}}\s?([{SEPARATORS}])(?=[0-6]\d)")
TITLE_FIELDS = [f"{number}" for number in range(20, 27)]
MORE_TITLE = ["60", "61"]
KNOWN = {f"{number:02d}" for number in (*range(12), *range(20, 35), 38, *range(60, 66))}
PIECE = 27
LABELS = re.compile(r"(?:^|;|\s)\s*(Z RACH|NA RACH|OD|DLA|TYT|TNR|KURS|DATA)\s*\.?\s*:", re.IGNORECASE)
SLASHED = re.compile(r"/(ORDP|BENM|NAME|REMI|EREF|IREF|ACCT|IBAN|TRCD|CNTP)/")


@dataclass(frozen=True)
class Details:
    title: str = ""
    name: str = ""
    account: str = ""
    bank_ref: str = ""


def split_details(lines: list[str]) -> Details:
    """Numbered subfields after a sign of the bank's choice, labels of mBank, or all of it is the title."""
    joined = "".join(line.rstrip("\r\n") for line in lines)
    structured = STRUCTURED.match(joined)
    if structured:
        return from_fields(numbered(joined, structured[1]))
    spaced = " ".join(line.strip() for line in lines).strip()
    if len(LABELS.findall(joined)) >= 2:
        return from_labels(labelled(joined))
    if SLASHED.search(joined):
        return from_slashes(joined)
    return Details(title=re.sub(r"^\d{3}\s+", "", spaced))


def numbered(joined: str, sign: str) -> dict[str, str]:
    """Subfields by number. The sign before two other digits, as in `+48 600…`, belongs to the text it stands in."""
    parts = re.split(rf"{re.escape(sign)}(\d\d)", joined)
    fields: dict[str, str] = {}
    last = ""
    for number, text in zip(parts[1::2], parts[2::2], strict=True):
        if number in KNOWN and number not in fields:
            fields[number], last = text, number
        elif last:
            fields[last] += f"{sign}{number}{text}"
    return {number: "" if text.strip(EMPTY + " ") == "" else text for number, text in fields.items()}


def from_fields(fields: dict[str, str]) -> Details:
    named = [fields.get(number, "") for number in ("32", "33")]
    moved = not any(named)
    if moved:  # Santander and BNP Paribas write the name into 27 and 28
        named = [fields.get(number, "") for number in ("27", "28")]
    title = [fields.get(number, "") for number in (*TITLE_FIELDS, *([] if moved else ["27", "28"]), *MORE_TITLE)]
    return Details(
        title=glued(title),
        name=glued(named),
        account=account_in(fields),
        bank_ref=fields.get("63", "").strip() if re.fullmatch(r"[\w/ .-]{6,35}", fields.get("63", "")) else "",
    )


def account_in(fields: dict[str, str]) -> str:
    whole = (fields.get("38", ""), fields.get("31", ""), fields.get("29", ""))
    return next(filter(None, map(account_of, whole)), "") or account_of(fields.get("30", "") + fields.get("31", ""))


def glued(pieces: list[str]) -> str:
    """Pieces that are full were cut in the middle of a word; shorter ones ended by themselves."""
    text = ""
    for piece in pieces:
        kept = piece.strip(EMPTY)
        text += kept if len(kept) >= PIECE or not kept else f"{kept} "
    return text.strip()


def labelled(joined: str) -> dict[str, str]:
    """mBank: `911 Przelew; Z RACH.: …; OD: …; TYT.: …; TNR: …`. A title may hold semicolons of its own."""
    found: dict[str, str] = {}
    marks = list(LABELS.finditer(joined))
    for mark, following in zip(marks, [*marks[1:], None], strict=True):
        name = mark[1].upper()
        if "TYT" in found and name != "TNR":
            found["TYT"] += joined[mark.start() : following.start() if following else None]
            continue
        found.setdefault(name, joined[mark.end() : following.start() if following else None].strip().strip(";").strip())
    return found


def from_labels(found: dict[str, str]) -> Details:
    return Details(
        title=found.get("TYT", ""),
        name=found.get("OD", "") or found.get("DLA", ""),
        account=account_of(found.get("Z RACH", "") or found.get("NA RACH", "")),
        bank_ref=found.get("TNR", ""),
    )


def from_slashes(joined: str) -> Details:
    """`/ORDP/NAME/…/IBAN/…/REMI/…`, as banks that follow the English dialect write it."""
    parts = SLASHED.split(joined)
    found: dict[str, str] = {}
    for name, text in zip(parts[1::2], parts[2::2], strict=True):
        if text.strip("/ "):
            found.setdefault(name, text.strip("/ "))
    name = found.get("NAME", "") or found.get("ORDP", "") or found.get("BENM", "") or found.get("CNTP", "")
    account = account_of(found.get("IBAN", "") or found.get("ACCT", ""))
    return Details(found.get("REMI", ""), name, account, found.get("IREF", ""))
