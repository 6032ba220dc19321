"""Production starts with what it needs and nothing made up, or says by name what is missing."""

import subprocess
import sys

import pytest

from tests.config.processes import ROOT, bare_environment
from tests.config.test_headers import PRODUCTION

pytestmark = pytest.mark.once
MISSING = ["SECRET_KEY", "BADGE_SIGNING_KEY", "SITE_URL"]
WRONG = [
    ("SECRET_KEY", "k" * 49),
    ("BADGE_SIGNING_KEY", "k" * 49),
    ("DEBUG", "perhaps"),
    ("DEMO", "perhaps"),
    ("BEHIND_PROXY", "nginx"),
    ("SITE_URL", "zjazd.example.org"),
    ("DATABASE_URL", "oracle://host/name"),
    ("EMAIL_URL", "mail.example.org"),
    ("STRIPE_API_BASE", "http://127.0.0.1:8001"),
    ("STRIPE_SECRET_KEY", "sk_live_without_its_webhook_secret"),
    ("STRIPE_WEBHOOK_SECRET", "whsec_without_its_key"),
    ("KSEF_ENVIRONMENT", "prod"),
    ("KSEF_ENVIRONMENT", "standin"),
    ("KSEF_STANDIN_URL", "http://127.0.0.1:8002"),
]


def manage(*arguments: str, **values: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-W", "error::DeprecationWarning:config", "manage.py", *arguments],
        cwd=ROOT,
        env=bare_environment(**values),
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def refusal(values: dict[str, str]) -> str:
    done = manage("check", **values)
    assert done.returncode != 0
    return done.stderr.strip().splitlines()[-1]


@pytest.mark.parametrize("name", MISSING)
def test_production_names_what_is_missing(name: str) -> None:
    said = refusal({key: value for key, value in PRODUCTION.items() if key != name})
    assert said.startswith("django.core.exceptions.ImproperlyConfigured")
    assert f"{name} is not set" in said


@pytest.mark.parametrize(("name", "value"), WRONG)
def test_production_names_what_is_wrong(name: str, value: str) -> None:
    said = refusal(PRODUCTION | {name: value})
    assert said.startswith("django.core.exceptions.ImproperlyConfigured")
    assert name in said
    if "SECRET" in name or "KEY" in name:
        assert value not in said


def test_deploy_check_is_clean_in_production() -> None:
    database = {"DATABASE_URL": "postgres://zjazd:password@postgres:5432/zjazd", "REDIS_URL": "redis://redis:6379/0"}
    stripe = {"STRIPE_SECRET_KEY": "sk_live_key", "STRIPE_WEBHOOK_SECRET": "whsec_secret"}
    done = manage("check", "--deploy", "--fail-level", "WARNING", **(PRODUCTION | database | stripe))
    assert done.returncode == 0, done.stderr
    assert "no issues (0 silenced)" in done.stdout


PROBE = """
from django.conf import settings as s
print(s.DEBUG, s.DEMO, s.ALLOWED_HOSTS, s.DATABASES["default"].get("CONN_HEALTH_CHECKS"), s.STRIPE_API_BASE or "-",
      s.DATABASES["default"].get("OPTIONS", {}).get("transaction_mode"), s.CACHES["default"]["BACKEND"].split(".")[-1])
"""


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (PRODUCTION, "False False ['zjazd.example.org'] None - IMMEDIATE LocMemCache"),
        (
            PRODUCTION | {"DATABASE_URL": "postgres://z:p@h/z", "REDIS_URL": "redis://h/0"},
            "False False ['zjazd.example.org'] True - None RedisCache",
        ),
    ],
)
def test_database_decides_how_connections_are_kept(values: dict[str, str], expected: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROBE],
        cwd=ROOT,
        env=bare_environment(**values, DJANGO_SETTINGS_MODULE="config.settings"),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.stdout.strip() == expected, done.stderr[-2000:]
