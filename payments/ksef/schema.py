"""Validates against the official schema FA(3) from the files of the package `ksef-client`, without the network."""

from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from lxml import etree

SCHEMA = "schemat_FA(3)_v1-0E.xsd"
BASE_TYPES = "StrukturyDanych_v10-0E.xsd"


class NotValid(Exception):
    """What the schema says against the document, a line for each fault."""


def schema_folder() -> Path:
    """Found without importing the package: only the gateway does."""
    spec = find_spec("ksef_client")
    assert spec
    assert spec.submodule_search_locations
    return Path(spec.submodule_search_locations[0]) / "documents" / "fa3" / "schemas"


class Offline(etree.Resolver):
    """The schema names addresses on the web; the files of those names lie beside it."""

    def resolve(self, system_url: str, public_id: str, context: Any) -> Any:  # type: ignore[override]
        file = schema_folder() / Path(system_url).name
        return self.resolve_filename(str(file), context)  # type: ignore[attr-defined]


@cache
def schema() -> etree.XMLSchema:
    parser = etree.XMLParser(no_network=True, resolve_entities=False)
    parser.resolvers.add(Offline())
    return etree.XMLSchema(etree.parse(str(schema_folder() / SCHEMA), parser))


def faults(xml: bytes) -> list[str]:
    """What is wrong by the schema, in the schema's own words; empty for a valid document."""
    checked = schema()
    parser = etree.XMLParser(no_network=True, resolve_entities=False, load_dtd=False)
    checked.validate(etree.fromstring(xml, parser))
    return [f"{entry.line}: {entry.message}" for entry in list(checked.error_log)]  # type: ignore[call-overload]


def require_valid(xml: bytes) -> None:
    found = faults(xml)
    if found:
        raise NotValid("\n".join(found[:20]))
