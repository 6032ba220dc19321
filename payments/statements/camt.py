"""camt.053, the statement of ISO 20022, versions 02 to 08. No entities, no DTD, nothing from the network."""

import re
from datetime import date

from django.utils.translation import gettext as _
from lxml import etree

from payments.statements.parsed import ParsedStatement, ParsedTransaction, Problem, Unreadable, problem
from payments.statements.values import account_of

NAMESPACE = re.compile(r"urn:iso:std:iso:20022:tech:xsd:camt\.053\.001\.(\d{2})")
VERSIONS = {f"{number:02d}" for number in range(2, 9)}
AMOUNT = re.compile(r"(\d{1,12})(?:\.(\d{0,2})0*)?")
OPENING = ("OPBD", "PRCD")
Node = etree._Element


def read_camt(text: str) -> tuple[list[ParsedStatement], list[Problem]]:
    """Raises Unreadable for what is no camt.053; entries that cannot be read are told with their line."""
    root = parsed(text)
    match = NAMESPACE.fullmatch(etree.QName(root).namespace or "")
    if match is None or match[1] not in VERSIONS:
        raise Unreadable(_("The file is XML, but no camt.053 of versions 02 to 08."))
    problems: list[Problem] = []
    statements = [statement for node in all_of(root, "BkToCstmrStmt", "Stmt") if (statement := one(node, problems))]
    if not statements and not problems:
        raise Unreadable(_("There is no statement in the file."))
    return statements, problems


def parsed(text: str) -> Node:
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise Unreadable(_("The file declares entities, which a bank's statement never does. It was not read."))
    without = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(without.encode(), parser)
    except (etree.XMLSyntaxError, ValueError, UnicodeError) as error:
        raise Unreadable(_("The file is damaged: its XML cannot be read.")) from error


def one(node: Node, problems: list[Problem]) -> ParsedStatement | None:
    transactions: list[ParsedTransaction] = []
    for entry in all_of(node, "Ntry"):
        try:
            transactions += entry_of(entry)
        except ValueError:
            problems.append(problem(line_of(entry), flat(entry), _("The entry has no readable amount, day or sign.")))
    try:
        balances = {text(found, "Tp", "CdOrPrtry", "Cd"): found for found in all_of(node, "Bal")}
        opening = next((balances[code] for code in OPENING if code in balances), None)
        closing = balances.get("CLBD")
        days = [found.booked_on for found in transactions]
        days += [day_of(found, "Dt") for found in (opening, closing) if found is not None and closing is found]
        period = [text(node, "FrToDt", name)[:10] for name in ("FrDtTm", "ToDtTm")]
        days += [date.fromisoformat(found) for found in period if found]
        return ParsedStatement(
            account=account_of(text(node, "Acct", "Id", "IBAN") or text(node, "Acct", "Id", "Othr", "Id")),
            currency=text(node, "Acct", "Ccy") or next((found.currency for found in transactions), "PLN"),
            number=(text(node, "ElctrncSeqNb") or text(node, "LglSeqNb") or text(node, "Id"))[:20],
            first_day=min(days),
            last_day=max(days),
            opening=None if opening is None else signed_amount(opening)[0],
            closing=None if closing is None else signed_amount(closing)[0],
            transactions=tuple(transactions),
        )
    except ValueError:
        problems.append(problem(line_of(node), "", _("The balances or days of the statement cannot be read.")))
        return None


def entry_of(entry: Node) -> list[ParsedTransaction]:
    """One transaction; several when the bank put many transfers in one entry and tells the sum of each."""
    if (text(entry, "Sts", "Cd") or text(entry, "Sts") or "BOOK") != "BOOK":
        return []
    amount, currency = signed_amount(entry)
    details = all_of(entry, "NtryDtls", "TxDtls")
    if len(details) > 1:
        sums = [signed_amount(node, like=amount)[0] if amount_node(node) is not None else 0 for node in details]
        if sum(sums) == amount and all(sums):
            return [
                transaction(entry, node, part, currency, f"#{number}")
                for number, (node, part) in enumerate(zip(details, sums, strict=True), 1)
            ]
    return [transaction(entry, details[0] if len(details) == 1 else entry, amount, currency)]


def transaction(entry: Node, details: Node, amount: int, currency: str, number: str = "") -> ParsedTransaction:
    side = "Dbtr" if amount > 0 else "Cdtr"
    parties = next(iter(all_of(details, "RltdPties")), None)
    own_ref = text(details, "Refs", "AcctSvcrRef")
    shared_ref = text(entry, "AcctSvcrRef") or text(entry, "NtryRef")
    return ParsedTransaction(
        booked_on=day_of(entry, "BookgDt"),
        value_on=day_of(entry, "ValDt") if all_of(entry, "ValDt") else day_of(entry, "BookgDt"),
        amount=amount,
        currency=currency,
        payer_name="" if parties is None else text(parties, side, "Nm") or text(parties, side, "Pty", "Nm"),
        payer_account="" if parties is None else account_of(account_text(parties, side)),
        title=title_of(details) or title_of(entry) or text(entry, "AddtlNtryInf"),
        bank_ref=own_ref or (shared_ref + number if shared_ref else ""),
        line=line_of(entry),
        raw=flat(details),
    )


def account_text(parties: Node, side: str) -> str:
    return text(parties, f"{side}Acct", "Id", "IBAN") or text(parties, f"{side}Acct", "Id", "Othr", "Id")


def title_of(details: Node) -> str:
    written = [(node.text or "").strip() for node in all_of(details, "RmtInf", "Ustrd")]
    structured = [(node.text or "").strip() for node in all_of(details, "RmtInf", "Strd", "CdtrRefInf", "Ref")]
    return " ".join(filter(None, [*written, *structured]))


def amount_node(node: Node) -> Node | None:
    return next(iter(all_of(node, "Amt") or all_of(node, "AmtDtls", "TxAmt", "Amt")), None)


def signed_amount(node: Node, like: int = 0) -> tuple[int, str]:
    """The sign stands beside the amount, or is that of the entry it is a part of. Raises ValueError."""
    found = amount_node(node)
    match = AMOUNT.fullmatch((found.text or "").strip()) if found is not None else None
    if found is None or match is None:
        raise ValueError
    value = int(match[1]) * 100 + int((match[2] or "").ljust(2, "0"))
    sign = text(node, "CdtDbtInd") or ("DBIT" if like < 0 else "CRDT" if like > 0 else "")
    if sign not in {"CRDT", "DBIT"}:
        raise ValueError
    currency = (found.get("Ccy") or "").upper()
    if not re.fullmatch(r"[A-Z]{3}", currency):
        raise ValueError
    return (value if sign == "CRDT" else -value), currency


def day_of(node: Node, name: str) -> date:
    return date.fromisoformat((text(node, name, "Dt") or text(node, name, "DtTm") or text(node, name))[:10])


def all_of(node: Node, *names: str) -> list[Node]:
    """Descendants by a path of names, in whatever version's namespace."""
    found = [node]
    for name in names:
        found = [child for parent in found for child in parent.iterchildren(f"{{*}}{name}")]
    return found


def text(node: Node, *names: str) -> str:
    return next(((found.text or "").strip() for found in all_of(node, *names)), "")


def flat(node: Node) -> str:
    return " ".join(" ".join(str(part) for part in node.itertext()).split())


def line_of(node: Node) -> int:
    found: object = node.sourceline
    return found if isinstance(found, int) else 0
