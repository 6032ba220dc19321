"""What this app adds to the settings of a conference, copied into the next edition."""

from events.copying import saved, twin
from events.models import Conference
from mailings.models import Wording


def copy_wordings(old: Conference, new: Conference) -> None:
    for wording in Wording.objects.filter(conference=old):
        saved(twin(wording, conference=new))
