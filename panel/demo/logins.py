"""Who can log in to the demonstration, and the file that tells it."""

import os
import secrets
from pathlib import Path

from django.conf import settings
from django.contrib.auth.hashers import make_password

from accounts.models import User
from events.enums import Role
from events.history import signed
from events.models import Association, Membership

MAILBOXES = {
    Role.OWNER: "wlasciciel",
    Role.ORGANISER: "organizator",
    Role.TREASURER: "skarbnik",
    Role.FRONT_DESK: "wejscie",
    Role.EDITOR: "redaktor",
}
ROLES = {
    Role.OWNER: "właściciel / owner",
    Role.ORGANISER: "organizator / organiser",
    Role.TREASURER: "skarbnik / treasurer",
    Role.FRONT_DESK: "obsługa wejścia / front desk",
    Role.EDITOR: "redaktor / editor",
}
NAMES = {
    Role.OWNER: "Wanda Właścicielska",
    Role.ORGANISER: "Olga Organizatorska",
    Role.TREASURER: "Stefan Skarbnikowski",
    Role.FRONT_DESK: "Witold Wejściowski",
    Role.EDITOR: "Renata Redaktorska",
}
ADMINISTRATOR = "administrator@zjazd.example"
# Without letters and digits that look alike.
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


def new_password() -> str:
    """DEMO_PASSWORD, or one invented: three groups of five to be typed by hand."""
    given = os.environ.get("DEMO_PASSWORD", "").strip()
    return given or "-".join("".join(secrets.choice(LETTERS) for _ in range(5)) for _ in range(3))


def email_of(association: Association, role: Role) -> str:
    return f"{MAILBOXES[role]}@{association.slug}.example"


def create_people(associations: list[Association], password: str) -> None:
    """One person per role and association, and one administrator, all with the same password hashed once."""
    hashed = make_password(password)
    for association in associations:
        for role in Role:
            user = User.objects.create(email=email_of(association, role), name=NAMES[role], password=hashed)
            membership = Membership(user=user, association=association, role=role)
            signed(membership, by=None, reason="demonstration").save()
    User.objects.create(
        email=ADMINISTRATOR, name="Adam Administratorski", password=hashed, is_staff=True, is_superuser=True
    )


def logins_file() -> Path:
    return Path(settings.DATA_DIR) / "demo-logins.txt"


def write_logins(associations: list[Association], password: str) -> Path:
    """Readable by nobody but who runs the demonstration."""
    lines = [
        "Konta pokazowe / Demonstration accounts",
        "Logowanie / Sign in: /account/login/",
        f"Hasło do wszystkich / Password for all: {password}",
    ]
    for association in associations:
        lines += ["", association.short_name]
        lines += [f"  {email_of(association, role):<32} {ROLES[role]}" for role in Role]
    lines += ["", "Zjazd", f"  {ADMINISTRATOR:<32} administrator (/admin/)"]
    file = logins_file()
    file.parent.mkdir(parents=True, exist_ok=True)
    file.touch(mode=0o600)
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return file
