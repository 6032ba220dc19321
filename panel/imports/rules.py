"""What may be read from each column: into a new person or card, or as a change of what is known."""

from collections.abc import Mapping, Sequence

from events.enums import Voivodeship
from events.models import Conference, Extra, Variant
from panel.enums import ListName
from panel.exports.sheets import ANSWER
from panel.imports import values
from panel.imports.values import Parse, by_field, choice
from registrations.enums import Diet, InstitutionKind, PublicFunding, RoomWish
from registrations.models import Institution, Label, Participant, ParticipationCard, Question

OF_PERSON = (
    "last_name", "first_name", "academic_title", "position", "email", "phone", "badge_text", "diet_note",
    "accessibility", "roommate",
)  # fmt: skip
OF_CARD = ("contact_name", "contact_email", "contact_phone", "head_name", "head_position", "order_number")
OF_INSTITUTION = ("institution", "kind", "nip", "street", "postal_code", "city", "voivodeship")
# Changed in their own places, where what it costs is shown first.
FIXED = frozenset({*OF_INSTITUTION, "variant", "nights", "extras", "public_funding"})
NEEDED = ("last_name", "first_name", "email", "variant")
NEEDED_FOR_CARD = ("institution", "nip", "contact_phone", "head_name", "head_position", "public_funding")


def parsers_for(name: ListName, conference: Conference, questions: Sequence[Question]) -> Mapping[str, Parse]:
    """For each column that is read; three queries."""
    labels = values.several_of(values.named(Label.objects.filter(conference=conference)))
    found = {f"{ANSWER}{one.slug}": values.answer(one) for one in questions}
    found |= {key: by_field(ParticipationCard, key) for key in OF_CARD}
    found |= {"labels": labels} | institution_parsers() | {"public_funding": choice(PublicFunding)}
    if name == ListName.CARDS:
        return found | {"remarks": by_field(ParticipationCard, "remarks")}
    variants = values.named(Variant.objects.filter(conference=conference))
    extras = values.named(Extra.objects.filter(conference=conference))
    found |= {key: by_field(Participant, key) for key in OF_PERSON}
    return found | {
        "variant": values.one_of(variants, [row.name for row in dict.fromkeys(variants.values())]),
        "extras": values.several_of(extras),
        "nights": values.nights(conference),
        "arrives_on": values.day,
        "arrives_at": values.hour,
        "diet": choice(Diet, Diet.STANDARD),
        "room_wish": choice(RoomWish, RoomWish.ANY),
    }


def institution_parsers() -> dict[str, Parse]:
    fields = {key: by_field(Institution, key) for key in ("street", "postal_code", "city")}
    check_nip = by_field(Institution, "nip")
    return fields | {
        "institution": by_field(Institution, "name"),
        "nip": lambda cell: check_nip(values.nip(cell)),
        "kind": choice(InstitutionKind),
        "voivodeship": choice(Voivodeship),
    }
