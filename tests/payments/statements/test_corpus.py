"""What treasurers see: titles as they come, and which cards they are meant for. None may be matched wrongly."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

from payments.statements.matching import Candidate, Matcher, Transfer
from payments.statements.naming import Person

CORPUS = json.loads(Path(__file__).with_name("corpus.json").read_text(encoding="utf-8"))
LEAST_CERTAIN = 0.9


def matcher() -> Matcher:
    cards = [
        Candidate(**{**one, "others": tuple(one["others"]), "people": tuple(Person(*names) for names in one["people"])})
        for one in CORPUS["cards"]
    ]
    return Matcher.of(cards, CORPUS["documents"], CORPUS["accounts"])


def transfer(row: dict[str, Any]) -> Transfer:
    return Transfer(row["amount"], row["title"], row["payer_name"], row["payer_account"])


def test_nine_of_ten_are_certain_and_none_is_wrong() -> None:
    knowing = matcher()
    certain, missed, wrong = 0, [], []
    for row in CORPUS["transfers"]:
        found = knowing.match(transfer(row)).certain
        settled = {share.code: share.amount for share in found.shares} if found else {}
        if found and (sorted(settled) != sorted(row["expected"]) or sum(settled.values()) != row["amount"]):
            wrong.append((row["title"], sorted(settled)))
        certain += bool(found)
        if row["expected"] and not found:
            missed.append((row["kind"], row["title"]))
    meant = sum(bool(row["expected"]) for row in CORPUS["transfers"])
    told = f"{len(CORPUS['transfers'])} titles, {meant} meant for cards, {certain} certain ({certain / meant:.1%})"
    print(f"{told}, {len(wrong)} wrong; missed: {dict(Counter(kind for kind, _title in missed))}")  # noqa: T201

    assert wrong == []
    assert len(CORPUS["transfers"]) >= 150
    assert certain / meant >= LEAST_CERTAIN


def test_what_is_not_certain_is_among_the_first_suggestions() -> None:
    """For every transfer meant for a card that a person must confirm, one of the first three is the right one."""
    knowing = matcher()
    for row in CORPUS["transfers"]:
        match = knowing.match(transfer(row))
        if not row["expected"] or match.certain or row["kind"] == "little":
            continue
        first = [{share.code for share in one.shares} for one in match.suggestions[:3]]
        assert set(row["expected"]) in first, (row["title"], first)
