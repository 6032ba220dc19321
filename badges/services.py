from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.core.files.base import ContentFile
from django.db import transaction

from accounts.models import User
from badges.designs import Settings
from badges.enums import Scope
from badges.models import BadgeColour, BadgeField, BadgeLayout, BadgePrint, PrintedBadge
from badges.selectors import digest_of
from events.history import signed
from events.models import Conference
from registrations.models import Participant

LOGO_NAME = "logo.jpg"
BATCH = 500


@transaction.atomic
def save_design(*, conference: Conference, chosen: Settings, by: User, new_logo: bool = False) -> BadgeLayout:
    """Keep the design with its fields and colours; rows that stay as they are are not written.

    The logo is written when `new_logo`: empty takes it away.
    """
    Conference.objects.select_for_update(of=("self",)).get(pk=conference.pk)
    layout = chosen.layout
    known = BadgeLayout.objects.filter(conference=conference).first()
    if known is not None:
        layout.pk, layout.logo = known.pk, known.logo
        layout._state.adding = False
    if new_logo:
        layout.logo.delete(save=False)
        if chosen.logo:
            layout.logo.save(LOGO_NAME, ContentFile(chosen.logo), save=False)
    layout.full_clean(validate_unique=known is None)
    signed(layout, by=by).save()
    match_rows(list(layout.fields.all()), chosen.fields, ("kind",), ("size", "position"), layout, by)
    match_rows(list(layout.colours.all()), chosen.colours, ("variant_id", "label_id"), ("colour", "words"), layout, by)
    return layout


def match_rows(
    kept: Sequence[Any], wanted: Sequence[Any], names: tuple[str, ...], values: tuple[str, ...],
    layout: BadgeLayout, by: User,
) -> None:  # fmt: skip
    """Makes the rows kept be those wanted: `names` tell which row it is, `values` what it says."""
    known = {tuple(getattr(row, name) for name in names): row for row in kept}
    for row in wanted:
        old = known.pop(tuple(getattr(row, name) for name in names), None)
        if old is None:
            row.layout = layout
            signed(row, by=by).save()
        elif any(getattr(old, value) != getattr(row, value) for value in values):
            for value in values:
                setattr(old, value, getattr(row, value))
            signed(old, by=by).save()
    for row in known.values():
        signed(row, by=by).delete()


@transaction.atomic
def record_printing(
    *, conference: Conference, people: Sequence[Participant], scope: Scope, by: User | None, job: UUID | None = None
) -> BadgePrint:
    """Write down whose badges were printed. The same job again gives the printing that was written first."""
    Conference.objects.select_for_update(of=("self",)).get(pk=conference.pk)
    known = BadgePrint.objects.filter(job=job).first() if job else None
    if known is not None:
        return known
    printing = BadgePrint.objects.create(conference=conference, job=job, scope=scope, count=len(people), author=by)
    PrintedBadge.objects.bulk_create(
        [
            PrintedBadge(
                printing=printing, participant=person, number=number, code=person.badge_code, digest=digest_of(person)
            )
            for number, person in enumerate(people, start=1)
        ],
        batch_size=BATCH,
    )
    return printing


@transaction.atomic
def copy_design(old: Conference, new: Conference) -> None:
    """The design of the last edition for the next; colours go to the variants and labels of the same names."""
    layout = BadgeLayout.objects.filter(conference=old).first()
    if layout is None or BadgeLayout.objects.filter(conference=new).exists():
        return
    fields, colours = list(layout.fields.all()), list(layout.colours.select_related("variant", "label"))
    layout.pk, layout.conference, layout.back_day = None, new, None
    layout._state.adding = True
    if layout.logo:
        with layout.logo.open("rb") as kept:
            content = kept.read()
        layout.logo.save(LOGO_NAME, ContentFile(content), save=False)
    layout.save()
    variants = {one.slug: one for one in new.variants.all()}
    labels = {one.name: one for one in new.labels.all()}
    for field in fields:
        BadgeField.objects.create(layout=layout, kind=field.kind, size=field.size, position=field.position)
    for one in colours:
        variant = variants.get(one.variant.slug) if one.variant else None
        label = labels.get(one.label.name) if one.label else None
        if variant or label:
            BadgeColour.objects.create(layout=layout, variant=variant, label=label, colour=one.colour, words=one.words)
