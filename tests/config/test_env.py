"""A bad value in the environment is refused at start, by name, with what was expected."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.env import MIN_SECRET_LENGTH, Environment

Read = Callable[[Environment], object]
REFUSED: list[tuple[str, Read, str]] = [
    ("maybe", lambda env: env.flag("X"), "true or false, not 'maybe'"),
    ("2", lambda env: env.flag("X"), "true or false"),
    ("four", lambda env: env.number("X", 4), "whole number, not 'four'"),
    ("4.5", lambda env: env.number("X", 4), "whole number"),
    ("-1", lambda env: env.number("X", 4), "from 0 to"),
    ("65", lambda env: env.number("X", 4, maximum=64), "from 0 to 64, not 65"),
    ("purple", lambda env: env.one_of("X", ("red", "blue"), "red"), "one of red, blue, not 'purple'"),
    ("example.org", lambda env: env.web_address("X"), "http or https address"),
    ("ftp://example.org", lambda env: env.web_address("X"), "http or https address"),
    ("javascript:alert(1)", lambda env: env.web_address("X"), "http or https address"),
    ("https://", lambda env: env.web_address("X"), "http or https address"),
    ("short", lambda env: env.secret("X"), f"at least {MIN_SECRET_LENGTH} characters"),
    ("a" * (MIN_SECRET_LENGTH - 1), lambda env: env.secret("X"), f"at least {MIN_SECRET_LENGTH} characters"),
    ("", lambda env: env.secret("X"), "not set"),
    ("   ", lambda env: env.secret("X"), "not set"),
    ("", lambda env: env.text("X"), "not set"),
    ("", lambda env: env.web_address("X"), "not set"),
    ("mysql://user@host/name", lambda env: env.database("X", ""), "postgres:// or sqlite://"),
    ("nonsense", lambda env: env.database("X", ""), "X"),
    ("postgres://user@host:port/name", lambda env: env.database("X", ""), "X"),
    ("pigeon://loft", lambda env: env.mail("X", ""), "smtp://"),
    ("smtp://host:port", lambda env: env.mail("X", ""), "smtp://"),
]


@pytest.mark.parametrize(("value", "read", "expected"), REFUSED)
def test_bad_value_is_refused_by_name(value: str, read: Read, expected: str) -> None:
    with pytest.raises(ImproperlyConfigured) as refusal:
        read(Environment({"X": value}))
    said = str(refusal.value)
    assert "X" in said
    assert expected in said


@pytest.mark.parametrize("name", ["SECRET", "BADGE"])
def test_refusal_never_repeats_a_secret(name: str) -> None:
    with pytest.raises(ImproperlyConfigured) as refusal:
        Environment({name: "hunter2"}).secret(name)
    assert "hunter2" not in str(refusal.value)


def test_good_values_are_read() -> None:
    env = Environment(
        {
            "YES": " True ",
            "NO": "off",
            "NUMBER": "7",
            "WORDS": "a, b,,c ",
            "SITE": "https://zjazd.example.org/",
            "SECRET": "s" * MIN_SECRET_LENGTH,
            "DATABASE": "postgres://user:pass@host:5433/name",
            "MAIL": "smtp+tls://user:pass@host:587",
            "EMPTY": "",
        }
    )
    assert env.flag("YES") is True
    assert env.flag("NO", default=True) is False
    assert env.flag("EMPTY", default=True) is True
    assert env.number("NUMBER", 1) == 7
    assert env.number("EMPTY", 3) == 3
    assert env.words("WORDS") == ["a", "b", "c"]
    assert env.words("ABSENT") == []
    assert env.web_address("SITE") == "https://zjazd.example.org"
    assert env.web_address("EMPTY", "") == ""
    assert env.secret("SECRET") == "s" * MIN_SECRET_LENGTH
    assert env.secret("ABSENT", lenient="for development") == "for development"
    assert (env.database("DATABASE", "")["HOST"], env.database("DATABASE", "")["PORT"]) == ("host", 5433)
    assert env.mail("MAIL", "")["EMAIL_USE_TLS"] is True
    assert env.folder("ABSENT", Path("/tmp/data")) == Path("/tmp/data").resolve()
