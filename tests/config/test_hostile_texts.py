"""Hostile text in every field of every row, past all validators: pages and letters show it as text."""

from collections.abc import Iterable
from html.parser import HTMLParser

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction

from mailings.models import Letter
from registrations.services import cancel_card
from tests.config.matrix import BY_NAME, MATRIX
from tests.config.matrix_world import World

OURS = ("accounts", "certificates", "checkin", "events", "payments", "program", "registrations")
CORPUS = [
    "<zx>1</zx><script>alert(1)</script>",
    "\"'><img src=x onerror=alert(1)><zx>",
    "</title></style></textarea></script><zx onload=alert(1)>",
    "{{7*7}}{% debug %}{event.__class__}<zx>",
    "<a href=http://evil.example>[x](http://evil.example)</a><zx>",
]
PAGES = [name for name, row in MATRIX.items() if row.get == 200 and row.who]
PDFS = {"registrations:download-card", "badges:download-badge"} | {"certificates:download-certificate"}


class Reader(HTMLParser):
    """Collects what a browser would take for markup."""

    def __init__(self) -> None:
        super().__init__()
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        if tag == "zx" or (tag == "script" and not named.get("src") and "json" not in (named.get("type") or "")):
            self.faults.append(tag)
        for name, value in attrs:
            address = (value or "").strip().lower()
            if name.startswith("on") or name == "style":
                self.faults.append(f"{tag} {name}")
            if name in {"href", "src", "action"} and address.startswith(("javascript:", "http://evil", "data:text")):
                self.faults.append(f"{tag} {name}={address}")


def text_fields(model: type[models.Model]) -> Iterable[models.Field[str, str]]:
    """Free text: not what is unique, chosen from a list, or part of an address."""
    for field in model._meta.concrete_fields:
        plain = isinstance(field, models.CharField | models.TextField) and not isinstance(field, models.SlugField)
        keyed = field.unique or field.choices or field.name in {"currency", "language", "certificate_code", "sha256"}
        if plain and not keyed and not field.remote_field:
            yield field


def poison(payload: str) -> int:
    """How many fields were written."""
    written = 0
    for app in OURS:
        for model in apps.get_app_config(app).get_models():
            for field in text_fields(model):
                if field.name in {"name", "token_sha256", "nip", "password", "number"} and model.__name__ in {
                    *("Branch", "Inclusion", "PlacePool", "Institution", "Device", "User", "NumberSeries"),
                    *("Certificate", "HistoricalCertificate", "Document", "HistoricalDocument"),
                }:
                    continue
                length = field.max_length or 4000
                if length >= 30:
                    written += force(model, field.name, payload[:length])
    return written


def force(model: type[models.Model], field: str, text: str) -> bool:
    """Past the managers that refuse to change what is frozen; what the database itself refuses stands nowhere."""
    try:
        with transaction.atomic():
            models.QuerySet(model).update(**{field: text})
    except IntegrityError:
        return False
    return True


@pytest.mark.parametrize("payload", [" ".join(CORPUS), " ".join(reversed(CORPUS))])
def test_text_stays_text_on_every_page(world: World, payload: str) -> None:
    """All of them, as far as the field takes them, in one order and the other."""
    assert poison(payload) > 60
    shown = set()
    for name in PAGES:
        role = next(
            role
            for role in (*MATRIX[name].who, "owner")
            if role in {"owner", "anonymous", "card_a", "person_a", "scanner"}
        )
        answer = world.client(role).get(world.path(BY_NAME[name], role))
        assert answer.status_code == 200, name
        if name in PDFS:
            assert answer.content.startswith(b"%PDF"), name
        elif answer["Content-Type"].startswith("text/html"):
            text = answer.content.decode()
            reader = Reader()
            reader.feed(text)
            assert (name, reader.faults) == (name, [])
            if "&lt;zx" in text:
                shown.add(name)
    assert {"panel:list-participants", "panel:show-card", "registrations:show-card", "program:show-conference"} <= shown
    assert {"certificates:verify-certificate", "registrations:show-participant", "badges:show-badge"} <= shown


@pytest.mark.parametrize("payload", CORPUS)
def test_text_stays_text_in_letters(world: World, payload: str) -> None:
    poison(payload)
    card = type(world.card_a.card).objects.get(pk=world.card_a.card.pk)
    cancel_card(card=card, by=None, reason="x")
    letter = Letter.objects.get(reference=card.code, kind="card_cancelled")
    reader = Reader()
    reader.feed(letter.html)
    assert [fault for fault in reader.faults if not fault.endswith(" style")] == []
    assert "&lt;" not in letter.text
    assert "\n" not in letter.subject
