"""A hash of everything a document says, by which a change behind the program's back shows."""

import hashlib
import json
from collections.abc import Sequence
from typing import Any

from django.db.models import Model

from payments.models import Document, DocumentLine, DocumentParty, DocumentPerson

# What is filled in after the document was issued, and what names rows of this database only.
NOT_SAID = frozenset({"id", "fingerprint", "ksef_number", "ksef_code", "ksef_noted_at", "document", "issued_at"})


def said(row: Model) -> dict[str, Any]:
    values = {field.name: getattr(row, field.attname) for field in row._meta.concrete_fields}
    return {name: value for name, value in values.items() if name not in NOT_SAID}


def fingerprint_of(
    document: Document,
    parties: Sequence[DocumentParty],
    lines: Sequence[DocumentLine],
    people: Sequence[DocumentPerson],
) -> str:
    content = {
        "document": said(document),
        "parties": [said(one) for one in sorted(parties, key=lambda one: one.role)],
        "lines": [said(one) for one in sorted(lines, key=lambda one: (one.side, one.position))],
        "people": [said(one) for one in sorted(people, key=lambda one: one.position)],
    }
    return hashlib.sha256(json.dumps(content, default=str, sort_keys=True).encode()).hexdigest()


def fingerprint_now(document: Document) -> str:
    """Of what the database says at this moment. Three queries unless the parts were fetched before."""
    return fingerprint_of(
        document, list(document.parties.all()), list(document.lines.all()), list(document.people.all())
    )
