"""The configuration table of the README is complete: every variable that is read, and no other."""

import re
from pathlib import Path

from tests.config.processes import ROOT

README = ROOT / "README.md"
READ_BY_CODE = re.compile(
    r"(?:env|Environment\(\))\.(?:text|flag|number|words|one_of|web_address|secret|database|mail|folder)\(\s*\"([A-Z_]+)\""
)
READ_BY_COMPOSE = re.compile(r"\$\{([A-Z_]+)")
# Read by gunicorn itself.
OF_GUNICORN = {"WEB_CONCURRENCY", "FORWARDED_ALLOW_IPS"}
# Which interpreter runs a script: a matter of the image, not of the installation.
OF_THE_IMAGE = {"PYTHON"}


def variables_read() -> set[str]:
    code = [*ROOT.glob("config/*.py"), *ROOT.glob("deploy/*.py"), *ROOT.glob("*/apps.py")]
    found = {name for file in code for name in READ_BY_CODE.findall(file.read_text(encoding="utf-8"))}
    shell = [ROOT / "compose.yaml", *(file for file in (ROOT / "deploy").iterdir() if file.suffix in {"", ".sh"})]
    found |= {name for file in shell if file.is_file() for name in READ_BY_COMPOSE.findall(file.read_text())}
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    return (found | set(re.findall(r"^([A-Z_]+)=", example, re.MULTILINE)) | OF_GUNICORN) - OF_THE_IMAGE


def table(text: str) -> set[str]:
    """The names in the first column of the table, each in backquotes."""
    rows = re.findall(r"^\|([^|]+)\|", text, re.MULTILINE)
    return {name for row in rows for name in re.findall(r"`([A-Z][A-Z_]+)`", row)}


def test_variables_are_found_where_they_are_read() -> None:
    assert {"SECRET_KEY", "DATABASE_URL", "WEB_THREADS", "POSTGRES_PASSWORD", "CELERY_QUEUE"} <= variables_read()


def test_readme_tells_every_variable() -> None:
    told = table(Path(README).read_text(encoding="utf-8"))
    assert sorted(variables_read() - told) == []


def test_readme_tells_no_variable_that_is_not_read() -> None:
    told = table(Path(README).read_text(encoding="utf-8"))
    assert sorted(told - variables_read()) == []


def test_readme_is_short() -> None:
    assert len(README.read_text(encoding="utf-8").splitlines()) <= 150
