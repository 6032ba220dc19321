"""What was posted, as a draft keeps it: only the fields of the step, only what a database can hold."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.forms import BaseForm, Field, FileField, MultipleChoiceField
from django.http import QueryDict

from registrations.forms.card import CardForms
from registrations.forms.fields import Typed
from registrations.forms.people import KEY, MOST_PEOPLE, ParticipantForm, new_key, prefix_of

LONGEST = 2000
MOST_CHOICES = 100
# What a copied person has of their own: answers to the organiser's questions, and whom to share a room with.
PERSONAL = re.compile(r"q-.*|roommate")
COPIED = ("position", "variant", "diet")


def tidy(value: str) -> str:
    """Without what no database keeps (NUL, halves of surrogate pairs), and not endless."""
    kept = (letter for letter in value[:LONGEST] if letter != "\x00" and unicodedata.category(letter) != "Cs")
    return "".join(kept)


def typed_fields(fields: Mapping[str, Field], post: QueryDict, prefix: str = "") -> Typed:
    """The given fields as they were posted; every other key is passed over, and files are read elsewhere."""
    typed: Typed = {}
    for name, field in fields.items():
        posted = f"{prefix}-{name}" if prefix else name
        if isinstance(field, MultipleChoiceField):
            # Boxes of which none is ticked post nothing: that none was chosen is an answer too.
            typed[name] = [tidy(value) for value in post.getlist(posted)[:MOST_CHOICES]]
        elif posted in post and not isinstance(field, FileField):
            # A browser sends one value; several are kept as they came, which no choice allows.
            typed[name] = tidy(", ".join(post.getlist(posted)[:MOST_CHOICES]))
    return typed


def read_step(step: str, post: QueryDict, forms: CardForms) -> dict[str, Any]:
    """What a draft keeps for the step; `forms` are of the draft as it was before."""
    if step == "participants":
        people = read_people(post, known_keys(forms))
        return {"people": people, "keeps_together": tidy(post.get("keeps_together", ""))}
    if step == "stay":
        return {str(form.prefix): typed_fields(form.fields, post, str(form.prefix)) for form in forms.stays.forms}
    form: BaseForm = getattr(forms, step)
    return typed_fields(form.fields, post)


def known_keys(forms: CardForms) -> list[str]:
    typed = (forms.typed.get("participants") or {}).get("people") or []
    return [str(one.get("key") or "") for one in typed]


def read_people(post: QueryDict, keys: Sequence[str]) -> list[Typed]:
    """Everybody as posted. Each keeps the key that was posted, or was known at their number, or gets a new one."""
    people = []
    seen: set[str] = set()
    for number in range(count_of(post.get("people", ""))):
        typed = typed_fields(ParticipantForm.base_fields, post, prefix_of(number))
        known = keys[number : number + 1]
        offered = (key for key in (str(typed.get("key", "")), *known) if KEY.fullmatch(key) and key not in seen)
        typed["key"] = next(offered, "") or new_key()
        seen.add(typed["key"])
        people.append(typed)
    return people


def count_of(posted: str) -> int:
    """How many people were posted, within what a card holds."""
    return max(1, min(int(posted), MOST_PEOPLE)) if re.fullmatch(r"[0-9]{1,3}", posted) else 1


def change_people(people: list[Typed], wish: str) -> tuple[list[Typed], int]:
    """Carry out `add`, `copy-<n>` or `remove-<n>`; also tells which person to look at then."""
    verb, _, posted = wish.partition("-")
    number = int(posted) if re.fullmatch(r"[0-9]{1,3}", posted) else len(people) - 1
    if verb in {"add", "copy"} and len(people) >= MOST_PEOPLE:
        return people, len(people) - 1
    if verb == "add":
        return [*people, {"key": new_key()}], len(people)
    if number >= len(people):
        return people, len(people) - 1
    if verb == "copy":
        # The same post, variant and diet; who it is must be typed.
        copied = {name: value for name, value in people[number].items() if name in COPIED}
        return [*people[: number + 1], {"key": new_key(), **copied}, *people[number + 1 :]], number + 1
    if verb == "remove" and len(people) > 1:
        return people[:number] + people[number + 1 :], max(0, number - 1)
    return people, number


def copied_stay(stay: Mapping[str, Typed], people: Sequence[Typed], number: int) -> dict[str, Typed]:
    """The stays once the person of this number was copied from the one before: the same, but for what is personal."""
    source, copy = stay.get(people[number - 1]["key"]), people[number]["key"]
    if not source:
        return dict(stay)
    return {**stay, copy: {name: value for name, value in source.items() if not PERSONAL.fullmatch(name)}}


def stays_of(stay: Mapping[str, Typed], keys: Iterable[str]) -> dict[str, Typed]:
    """The stays of those who are on the card."""
    return {key: stay[key] for key in keys if key in stay}
