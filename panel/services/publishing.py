"""The states of a conference and who moves it between them."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from events.enums import ConferenceState
from events.models import Conference
from events.readiness import Facts, Problem, Section, advice, problems_of
from panel.services.changelog import note_change
from registrations.readiness import problems_of_cards

S = ConferenceState
MOVES: dict[ConferenceState, frozenset[ConferenceState]] = {
    S.DRAFT: frozenset({S.PUBLISHED}),
    S.PUBLISHED: frozenset({S.DRAFT, S.CANCELLED}),
    # Cancelled by mistake: it comes back as it was.
    S.CANCELLED: frozenset({S.PUBLISHED}),
}


class NotReady(Exception):
    """Blocking problems stand in the way of publishing."""


class HasCards(Exception):
    """Institutions have sent cards: the conference can no longer be hidden, only cancelled."""


class CannotMove(Exception):
    """The state asked for does not follow the present one."""


def problems(conference: Conference) -> list[Problem]:
    """Everything that all apps find, the blocking first."""
    found = [*problems_of(Facts.of(conference)), *problems_of_cards(conference)]
    if not conference.sessions.exists():
        found.append(advice(Section.PROGRAMME, _("The programme is empty.")))
    return sorted(found, key=lambda problem: not problem.blocks)


@transaction.atomic
def change_state(*, conference: Conference, to: ConferenceState, by: User) -> Conference:
    """Publish, withdraw to a draft, or cancel. Cards, places and money stay as they are, and no letter is written.

    The state that is there already is no change. Raises CannotMove, NotReady, HasCards.
    """
    locked = Conference.objects.select_for_update(of=("self",)).select_related("association").get(pk=conference.pk)
    if locked.state == to:
        return locked
    if to not in MOVES[ConferenceState(locked.state)]:
        raise CannotMove
    if to == S.PUBLISHED and any(problem.blocks for problem in problems(locked)):
        raise NotReady
    if to == S.DRAFT and locked.cards.exists():
        raise HasCards
    before, locked.state = locked.get_state_display(), to
    locked.save(update_fields=["state", "changed_at"])
    note_change(
        conference=locked, by=by, text=_("State: %(before)s → %(after)s") % {"before": before, "after": to.label}
    )
    return locked
