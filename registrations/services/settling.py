from collections.abc import Mapping
from datetime import datetime

from django.db import connection, transaction

from accounts.models import User
from events.history import signed
from events.planned import planned_cursor
from registrations import mail
from registrations.models import Participant, ParticipationCard
from registrations.rows import AnyField, rows_of
from registrations.services.links import link_for_card, link_for_participant


@transaction.atomic
def settle_card(*, card: ParticipationCard, settled: int, by: User | None, tells: bool = True) -> ParticipationCard:
    """Write how much of the card is settled, in grosze; called by payments whenever money came or went.

    When the card becomes fully paid, each participant is sent their badge, once, and the contact person is told.
    `by` is None when a provider's event or the bank told it. Without `tells` the contact person is told otherwise.
    """
    locked = ParticipationCard.objects.select_for_update().get(pk=card.pk)
    locked.settled = settled
    signed(locked, by=by).save(update_fields=["settled"])
    send_badges_if_paid(locked)
    if tells and locked.is_active and locked.due and locked.balance <= 0:
        mail.card_paid(locked, link_for_card(card=locked))
    card.settled = settled
    return locked


def note_expected_payment(*, card: ParticipationCard, at: datetime | None) -> None:
    """A payment seems to have come for the card: a transfer waits to be matched, or a bank confirms later.

    Until it is cleared with None, or for two weeks, nobody is reminded and the card does not expire.
    """
    ParticipationCard.objects.filter(pk=card.pk).update(payment_noted_at=at)
    card.payment_noted_at = at


def send_badges_if_paid(card: ParticipationCard) -> None:
    if card.is_active and card.balance <= 0:
        send_badges(card)


def send_badges(card: ParticipationCard) -> None:
    """To each person who takes part, once for each badge and each address they give."""
    participants = card.participants.active().select_related("card", "conference__association", "variant")
    for participant in participants:
        mail.badge_ready(participant, link_for_participant(participant=participant))


def note_arrivals(arrivals: Mapping[int, datetime | None]) -> None:
    """Write when participants, given by their keys, were first let in; None where that was taken back. One query.

    Written in SQL, the same on both databases, since thousands may come in one batch.
    """
    if not arrivals:
        return
    fields: list[AnyField] = [Participant._meta.get_field("id"), Participant._meta.get_field("arrived_at")]
    came, rows = rows_of(fields, sorted(arrivals.items()))
    table = connection.ops.quote_name(Participant._meta.db_table)
    with planned_cursor() as cursor:
        cursor.execute(
            f"UPDATE {table} SET arrived_at = came.arrived_at FROM ({came}) AS came WHERE {table}.id = came.id",  # noqa: S608  only names of our own columns
            [rows],
        )


def note_certificate(*, participant: Participant, code: str) -> None:
    """Remember the code of the participant's certificate, so that their own page links to it."""
    Participant.objects.filter(pk=participant.pk).update(certificate_code=code)
