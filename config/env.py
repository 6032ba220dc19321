"""Reads the environment. A bad value is refused at start, by name, with what was expected."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

TRUE = {"true", "1", "yes", "on"}
FALSE = {"false", "0", "no", "off"}
MIN_SECRET_LENGTH = 50


class Environment:
    """Typed access to environment variables; an empty value counts as absent."""

    def __init__(self, values: Mapping[str, str] | None = None) -> None:
        self.values = os.environ if values is None else values

    def text(self, name: str, default: str | None = None) -> str:
        value = self.values.get(name, "").strip()
        if value:
            return value
        if default is None:
            raise ImproperlyConfigured(f"{name} is not set.")
        return default

    def flag(self, name: str, default: bool = False) -> bool:
        value = self.text(name, "true" if default else "false").lower()
        if value in TRUE:
            return True
        if value in FALSE:
            return False
        raise ImproperlyConfigured(f"{name} must be true or false, not {value!r}.")

    def number(self, name: str, default: int, minimum: int = 0, maximum: int = 2**31) -> int:
        value = self.text(name, str(default))
        try:
            number = int(value)
        except ValueError:
            raise ImproperlyConfigured(f"{name} must be a whole number, not {value!r}.") from None
        if not minimum <= number <= maximum:
            raise ImproperlyConfigured(f"{name} must be from {minimum} to {maximum}, not {number}.")
        return number

    def words(self, name: str, default: str = "") -> list[str]:
        return [word.strip() for word in self.text(name, default).split(",") if word.strip()]

    def one_of(self, name: str, choices: tuple[str, ...], default: str) -> str:
        value = self.text(name, default)
        if value not in choices:
            raise ImproperlyConfigured(f"{name} must be one of {', '.join(choices)}, not {value!r}.")
        return value

    def web_address(self, name: str, default: str | None = None) -> str:
        """An http(s) address without a trailing slash; empty only when the default is empty."""
        value = self.text(name, default)
        if not value:
            return ""
        parts = urlsplit(value)
        if parts.scheme not in {"http", "https"} or not parts.netloc:
            raise ImproperlyConfigured(f"{name} must be an http or https address, not {value!r}.")
        return value.rstrip("/")

    def secret(self, name: str, *, lenient: str = "") -> str:
        """A secret of at least 50 characters; `lenient` is what a development run falls back to."""
        value = self.text(name, lenient)
        if not value:
            raise ImproperlyConfigured(
                f"{name} is not set. It has no default: generate {MIN_SECRET_LENGTH} random characters."
            )
        if not lenient and len(value) < MIN_SECRET_LENGTH:
            raise ImproperlyConfigured(f"{name} must have at least {MIN_SECRET_LENGTH} characters.")
        return value

    def database(self, name: str, default: str) -> dict[str, Any]:
        value = self.text(name, default)
        if not value.startswith(("postgres://", "postgresql://", "sqlite://")):
            raise ImproperlyConfigured(f"{name} must begin with postgres:// or sqlite://.")
        try:
            config: dict[str, Any] = environ.Env.db_url_config(value)
        except (ImproperlyConfigured, ValueError) as error:
            raise ImproperlyConfigured(f"{name} is not a database address: {error}") from error
        return config

    def mail(self, name: str, default: str) -> dict[str, Any]:
        value = self.text(name, default)
        try:
            config: dict[str, Any] = environ.Env.email_url_config(value)
        except (ImproperlyConfigured, KeyError, ValueError) as error:
            raise ImproperlyConfigured(
                f"{name} is not a mail address such as smtp://user:password@host:587: {error}"
            ) from error
        return config

    def folder(self, name: str, default: Path) -> Path:
        return Path(self.text(name, str(default))).expanduser().resolve()
