"""The scan points of a conference copied into the next edition with their rules; scans and phones stay behind."""

from collections.abc import Mapping

from events.copying import Shift, moved, saved, twin
from events.models import Conference
from program.models import Session


def copy_points(old: Conference, new: Conference, shift: Shift, sessions: Mapping[int, Session]) -> None:
    """`sessions` are the copies by the keys of the old ones: a door is copied only where its session is."""
    variants = dict(new.variants.values_list("slug", "pk"))
    extras = dict(new.extras.values_list("slug", "pk"))
    for point in old.scan_points.prefetch_related("variants", "extras").order_by("pk"):
        if point.session_id and point.session_id not in sessions:
            continue
        copy = twin(
            point,
            conference=new,
            session=sessions.get(point.session_id or 0),
            opens_at=moved(point.opens_at, shift.days),
            closes_at=moved(point.closes_at, shift.days),
        )
        saved(copy)
        copy.variants.set([variants[variant.slug] for variant in point.variants.all()])
        copy.extras.set([extras[extra.slug] for extra in point.extras.all()])
