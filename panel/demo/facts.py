"""What is publicly known of the associations and their past editions; `None` is what nobody knows."""

import json
from pathlib import Path
from typing import Any, NotRequired, TypedDict, cast


class Address(TypedDict):
    street: str
    postal_code: str
    city: str


class AssociationFacts(TypedDict):
    slug: str
    name: str
    short_name: str | None
    address: Address | None
    phone: str | None
    email: str | None
    website: NotRequired[str]
    branches: list[str]


class Facts(TypedDict):
    associations: list[AssociationFacts]
    conferences: list[dict[str, Any]]


def read_facts() -> Facts:
    return cast(Facts, json.loads(Path(__file__).with_name("facts.json").read_text(encoding="utf-8")))
