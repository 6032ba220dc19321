from django.db import transaction

from accounts.models import User
from events.enums import Role
from events.history import signed
from events.models import Association, Conference, Membership
from panel import mail


class LastOwner(Exception):
    """An association must keep an owner, or nobody could ever give a role again."""


@transaction.atomic
def add_member(*, conference: Conference, email: str, name: str, role: Role, by: User, language: str) -> Membership:
    """Give a person a role in the conference's association, and write them how to log in.

    Someone unknown gets an account without a password: they log in by a code sent by mail.
    Raises ValidationError when the person has a role already.
    """
    address = email.strip().lower()
    person = User.objects.filter(email=address).first() or User.objects.create_user(address, None, name=name)
    membership = Membership(user=person, association=conference.association, role=role)
    membership.full_clean()
    signed(membership, by=by).save()
    mail.member_added(conference, membership, by, language)
    return membership


@transaction.atomic
def change_role(*, membership: Membership, role: Role, by: User) -> Membership:
    """Raises LastOwner."""
    locked = lock_members(membership)
    if locked.role == role:
        return locked
    if locked.role == Role.OWNER:
        keep_an_owner(locked)
    locked.role = role
    locked.full_clean()
    signed(locked, by=by).save(update_fields=["role"])
    return locked


@transaction.atomic
def remove_member(*, membership: Membership, by: User) -> None:
    """From the next request on the person sees nothing of the association. Raises LastOwner."""
    locked = lock_members(membership)
    if locked.role == Role.OWNER:
        keep_an_owner(locked)
    signed(locked, by=by).delete()


def lock_members(membership: Membership) -> Membership:
    """The association's row is taken first: two owners removing each other wait for one another."""
    Association.objects.select_for_update().get(pk=membership.association_id)
    return Membership.objects.select_related("user").get(pk=membership.pk)


def keep_an_owner(leaving: Membership) -> None:
    others = Membership.objects.filter(association=leaving.association_id, role=Role.OWNER).exclude(pk=leaving.pk)
    if not others.filter(user__is_active=True).exists():
        raise LastOwner
