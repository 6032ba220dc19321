"""The programme of a conference copied into the next edition as a first draft."""

from events.copying import Shift, moved, saved, twin
from events.models import Conference
from program.models import Session


def copy_programme(old: Conference, new: Conference, shift: Shift, *, with_people: bool) -> dict[int, Session]:
    """Halls and sessions, moved with the days of the conference; who speaks only where asked for.

    Gives the copies of the sessions by the keys of the old ones.
    """
    halls = {hall.pk: saved(twin(hall, conference=new)) for hall in old.halls.order_by("pk")}
    speakers, copies = {}, {}
    if with_people:
        speakers = {one.pk: saved(twin(one, conference=new)) for one in old.speakers.order_by("pk")}
    for session in Session.objects.filter(conference=old).prefetch_related("speakers").order_by("pk"):
        copy = twin(
            session,
            conference=new,
            hall=halls.get(session.hall_id or 0),
            starts_at=moved(session.starts_at, shift.days),
            ends_at=moved(session.ends_at, shift.days),
        )
        if not with_people:
            copy.presenter = ""
        copies[session.pk] = saved(copy)
        if with_people:
            copy.speakers.set([speakers[one.pk] for one in session.speakers.all()])
    return copies
