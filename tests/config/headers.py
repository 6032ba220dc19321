"""What every answer says of itself to browsers and proxies."""

from functools import cache

from django.http import HttpResponseBase


@cache
def directives(policy: str) -> dict[str, list[str]]:
    return {words[0]: words[1:] for part in policy.split(";") if (words := part.split())}


def check_common(answer: HttpResponseBase, where: str) -> None:
    headers = answer.headers
    policy = directives(headers["Content-Security-Policy"])
    scripts = policy.get("script-src", policy.get("default-src", []))
    assert {"'unsafe-inline'", "'unsafe-eval'", "*", "data:", "https:"}.isdisjoint(scripts), where
    assert policy["default-src"] == ["'none'"], where
    assert policy["frame-ancestors"] == ["'none'"], where
    assert headers["X-Content-Type-Options"] == "nosniff", where
    assert headers["Referrer-Policy"] == "same-origin", where
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin", where
    assert headers["X-Frame-Options"] == "DENY", where
    assert "camera=" in headers["Permissions-Policy"], where
    assert headers["Cache-Control"], where
    assert "Server" not in headers, where
