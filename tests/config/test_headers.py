"""What answers say of themselves to browsers and proxies; test_matrix.py looks at that of every address."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from tests.config.headers import check_common, directives
from tests.config.matrix import BY_NAME
from tests.config.matrix_world import World
from tests.config.processes import ROOT, bare_environment
from tests.databases import migrated_sqlite

pytestmark = pytest.mark.once

LIBRARY_PAGES = (
    *("account_login", "account_reset_password", "account_request_login_code", "account_signup"),
    *("admin:login", "mfa_index", "usersessions_list", "account_email", "account_change_password"),
)
PRODUCTION = {
    "SECRET_KEY": "k7-Zq_9xW" * 7,
    "BADGE_SIGNING_KEY": "b3-Yt_8vU" * 7,
    "SITE_URL": "https://zjazd.example.org",
    "ALLOWED_HOSTS": "zjazd.example.org",
    "EMAIL_URL": "smtp+tls://user:password@mail.example.org:587",
}


@pytest.mark.parametrize("name", LIBRARY_PAGES)
def test_pages_of_libraries_carry_them_too(world: World, name: str) -> None:
    check_common(world.client("owner" if name != "admin:login" else "anonymous").get(reverse(name)), name)


def test_pages_behind_a_link_are_not_listed_and_tell_no_other_site(world: World) -> None:
    for name, role in (("registrations:show-card", "card_a"), ("registrations:show-participant", "person_a")):
        answer = Client().get(world.path(BY_NAME[name], role))
        assert answer.headers["Referrer-Policy"] == "same-origin"
        text = answer.content.decode()
        assert "noindex" in text + answer.headers.get("X-Robots-Tag", "")


def test_letter_runs_and_loads_nothing(world: World) -> None:
    answer = world.client("owner").get(world.path(BY_NAME["panel:show-markup"], "owner"))
    policy = directives(answer.headers["Content-Security-Policy"])
    assert policy["sandbox"] == []
    assert policy["default-src"] == ["'none'"]
    assert "script-src" not in policy


@pytest.mark.parametrize(
    "path", ["/.git/config", "/media/", "/media/letters/", "/static/../config/settings.py", "/.env"]
)
@pytest.mark.django_db
def test_files_of_the_installation_are_not_there(path: str) -> None:
    answer = Client().get(path)
    assert answer.status_code == 404
    assert "Traceback" not in answer.content.decode()
    assert "urlpatterns" not in answer.content.decode()


@pytest.mark.django_db
def test_trace_is_not_served() -> None:
    for path in ("/", "/health/", "/scan/", "/panel/"):
        answer = Client(headers={"X-Secret": "echo-me"}).trace(path)
        assert answer.status_code in {302, 405}
        assert "echo-me" not in answer.content.decode()


ASK = """
import json, django
from django.test.utils import override_settings
django.setup()
from django.conf import settings
from django.test import Client
plain = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
with override_settings(STORAGES=settings.STORAGES | plain):
    client = Client(headers={"host": "zjazd.example.org"})
    page = client.get("/account/login/", secure=True)
    plain = client.get("/account/login/")
    evil = client.get("/account/login/", secure=True, headers={"host": "evil.example"})
    cookies = {name: {k: morsel[k] for k in ("secure", "httponly", "samesite", "path", "domain")}
               for name, morsel in page.cookies.items()}
    print(json.dumps({"headers": dict(page.headers), "cookies": cookies,
                      "plain": [plain.status_code, plain["Location"]],
                      "evil": evil.status_code, "evil_text": evil.content.decode(), "debug": settings.DEBUG,
                      "session": [settings.SESSION_COOKIE_NAME, settings.SESSION_COOKIE_SECURE,
                                  settings.SESSION_COOKIE_HTTPONLY, settings.SESSION_COOKIE_SAMESITE]}))
"""


def test_production_speaks_https_only(tmp_path: Path) -> None:
    database = migrated_sqlite(tmp_path / "zjazd.sqlite3")
    env = bare_environment(**PRODUCTION, DATABASE_URL=database, DJANGO_SETTINGS_MODULE="config.settings")
    done = subprocess.run(
        [sys.executable, "-c", ASK], cwd=ROOT, env=env, capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stderr[-3000:]
    told = json.loads(done.stdout.splitlines()[-1])
    assert told["debug"] is False
    seconds, *rest = told["headers"]["Strict-Transport-Security"].split("; ")
    assert int(seconds.removeprefix("max-age=")) >= 31536000
    assert rest == ["includeSubDomains", "preload"]
    assert told["cookies"]["__Host-csrf"] == {
        "secure": True,
        "httponly": True,
        "samesite": "Lax",
        "path": "/",
        "domain": "",
    }
    assert told["session"] == ["__Host-session", True, True, "Lax"]
    assert told["plain"] == [301, "https://zjazd.example.org/account/login/"]
    assert told["evil"] == 400
    assert "DisallowedHost" not in told["evil_text"]
