"""The actions by name: for which list, with which questions, by whose right, and whom they will leave as they are."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from events.roles import Permission
from panel.bulk import acts, forms
from panel.bulk.acts import Row
from panel.enums import ListName
from panel.models import Job
from registrations.enums import Acceptance, CardState, ParticipantState

Act = Callable[[Job, Row, Mapping[str, Any]], str | None]
# Rows that the action changes; the others stay as they are.
Touches = Callable[[ListName, Mapping[str, Any]], Q]
BOTH = (ListName.CARDS, ListName.PARTICIPANTS)


@dataclass(frozen=True)
class Action:
    name: str
    label: str | Promise
    told: str | Promise
    act: Act | None
    form: type[forms.ActionForm] = forms.ActionForm
    lists: tuple[ListName, ...] = BOTH
    needs: Permission = Permission.CHANGE_CARDS
    touches: Touches = lambda _list, _values: Q()
    is_final: bool = False


def in_force(list_name: ListName, values: Mapping[str, Any]) -> Q:
    if list_name == ListName.CARDS:
        return Q(state=CardState.SUBMITTED)
    return Q(state__in=[ParticipantState.REGISTERED, ParticipantState.WAITING])


def not_accepted(list_name: ListName, values: Mapping[str, Any]) -> Q:
    return ~Q(acceptance__in=[Acceptance.ACCEPTED, Acceptance.NOT_ASKED])


def elsewhere(list_name: ListName, values: Mapping[str, Any]) -> Q:
    return ~Q(variant__slug=values.get("variant", "")) & in_force(list_name, values)


def without_label(list_name: ListName, values: Mapping[str, Any]) -> Q:
    return ~with_label(list_name, values)


def with_label(list_name: ListName, values: Mapping[str, Any]) -> Q:
    return Q(labels__name=values.get("label", ""))


ACTIONS = {
    action.name: action
    for action in (
        Action(
            "put-label", _("Put a label on"), _("The label is put on. Only organisers see it."), acts.put_label,
            forms.LabelForm, touches=without_label,
        ),
        Action(
            "take-label", _("Take a label off"), _("The label is taken off."), acts.take_label, forms.LabelForm,
            touches=with_label,
        ),
        Action("write", _("Write to them"), _("Each gets a letter of their own."), acts.write, forms.LetterForm),
        Action(
            "accept", _("Accept the signed cards"),
            _("What was sent is accepted, or the paper that was handed over. Each institution gets a letter."),
            acts.accept, lists=(ListName.CARDS,), touches=not_accepted,
        ),
        Action(
            "move", _("Move to another variant"),
            _("Places are taken in the new variant, and what is owed changes to the price of today."),
            acts.move, forms.VariantForm, (ListName.PARTICIPANTS,), touches=elsewhere,
        ),
        Action(
            "print-badges", _("Print badges"),
            _("One file, in the order of the list. It is written down whose badges were printed."), None,
            lists=(ListName.PARTICIPANTS,), needs=Permission.VIEW_CARDS, touches=in_force,
        ),
        Action(
            "print-cards", _("Print cards"), _("One PDF, each card on its own sheet."), None,
            lists=(ListName.CARDS,), needs=Permission.VIEW_MONEY,
        ),
        Action(
            "cancel", _("Cancel"),
            _("Places go back to the pools and each institution gets a letter. This cannot be undone."),
            acts.cancel, forms.ReasonForm, touches=in_force, is_final=True,
        ),
    )
}  # fmt: skip


def actions_for(list_name: ListName, may: Callable[[Permission], bool]) -> list[Action]:
    return [action for action in ACTIONS.values() if list_name in action.lists and may(action.needs)]
