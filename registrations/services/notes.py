"""What the organisers add to a card for themselves: notes and labels. The institution sees neither."""

from collections.abc import Iterable, Sequence

from django.db import transaction
from django.utils.translation import gettext as _
from simple_history.utils import bulk_update_with_history

from accounts.models import User
from events.history import signed
from events.models import Conference
from registrations.models import CardNote, Label, Participant, ParticipationCard


def write_note(*, card: ParticipationCard, text: str, by: User) -> CardNote:
    """Raises ValidationError."""
    note = CardNote(card=card, author=by, text=text.strip())
    note.full_clean()
    note.save()
    return note


@transaction.atomic
def remove_note(*, note: CardNote, by: User) -> None:
    """The note goes; that it was there, and whose it was, stays in the card's history."""
    note.delete()
    reason = _("A note by %(author)s was removed") % {"author": note.author or "—"}
    tell_card(note.card, by, reason)


def save_label(*, conference: Conference, name: str, tone: str, label: Label | None = None) -> Label:
    """A new label, or another name and colour of one that is there. Raises ValidationError."""
    saved = label or Label(conference=conference)
    saved.name, saved.tone = " ".join(name.split()), tone
    saved.full_clean()
    saved.save()
    return saved


@transaction.atomic
def delete_label(*, label: Label, by: User) -> None:
    """Take the label off everything that has it; the history of each says so."""
    reason = _("The label %(name)s was deleted") % {"name": f"„{label.name}”"}
    cards, people = list(label.cards.all()), list(label.participants.all())
    bulk_update_with_history(
        cards, ParticipationCard, ["contact_email"], default_user=by, default_change_reason=reason[:100]
    )
    bulk_update_with_history(people, Participant, ["email"], default_user=by, default_change_reason=reason[:100])
    label.delete()


@transaction.atomic
def label_card(*, card: ParticipationCard, labels: Sequence[Label], by: User) -> None:
    """Give the card exactly these labels, all of its conference."""
    locked = ParticipationCard.objects.select_for_update().get(pk=card.pk)
    before = list(locked.labels.all())
    if {one.pk for one in before} != {one.pk for one in labels}:
        locked.labels.set(labels)
        signed(locked, by=by, reason=labels_changed(before, labels)).save(update_fields=["contact_email"])


@transaction.atomic
def label_participant(*, participant: Participant, labels: Sequence[Label], by: User) -> None:
    """Give the person exactly these labels, all of their conference."""
    locked = Participant.objects.select_for_update().get(pk=participant.pk)
    before = list(locked.labels.all())
    if {one.pk for one in before} != {one.pk for one in labels}:
        locked.labels.set(labels)
        signed(locked, by=by, reason=labels_changed(before, labels)).save(update_fields=["email"])


def labels_changed(before: Iterable[Label], after: Iterable[Label]) -> str:
    values = {"before": names_of(before), "after": names_of(after)}
    return _("Labels: %(before)s → %(after)s") % values


def names_of(labels: Iterable[Label]) -> str:
    return ", ".join(sorted(label.name for label in labels)) or "—"


def tell_card(card: ParticipationCard, by: User, reason: str) -> None:
    """An entry of the card's history in which nothing of the card itself changes."""
    locked = ParticipationCard.objects.select_for_update().get(pk=card.pk)
    signed(locked, by=by, reason=reason).save(update_fields=["contact_email"])
