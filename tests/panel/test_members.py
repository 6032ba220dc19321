from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import User
from events.enums import Role
from events.models import Membership
from mailings.models import Letter
from panel.selectors.members import membership_history
from panel.services import LastOwner, change_role, remove_member
from tests.panel.conftest import House

Enter = Callable[[str], Client]


def test_add_member_invites_someone_unknown_without_a_password(house: House, enter: Enter) -> None:
    data = {"email": "Nowa@Example.org", "name": "Nowa Osoba", "role": "treasurer"}

    enter("Anna").post(house.address("list-members"), data)

    person = User.objects.get(email="nowa@example.org")
    assert not person.has_usable_password()
    assert person.memberships.get().role == Role.TREASURER
    letter = Letter.objects.get(to_email="nowa@example.org")
    assert "Nowa Osoba" not in letter.subject
    assert "/account/login/code/" in letter.text
    newest = membership_history(house.conference.association)[0]
    assert (newest.title, newest.by) == ("Przyznano dostęp: Nowa Osoba", "Anna")


def test_add_member_twice_says_so_and_changes_nothing(house: House, enter: Enter) -> None:
    data = {"email": "tomasz@example.org", "name": "Tomasz", "role": "owner"}

    page = enter("Anna").post(house.address("list-members"), data)

    assert page.status_code == 200
    assert "error-summary" in page.content.decode()
    assert Membership.objects.get(user=house.people["Tomasz"]).role == Role.TREASURER
    assert not Letter.objects.filter(to_email="tomasz@example.org").exists()


def test_add_member_of_another_association_leaves_that_role_alone(house: House, enter: Enter) -> None:
    data = {"email": "olga@example.org", "name": "ktoś", "role": "editor"}

    enter("Anna").post(house.address("list-members"), data)

    olga = house.people["Olga"]
    olga.refresh_from_db()
    assert olga.name == "Olga"
    assert {m.association_id: m.role for m in olga.memberships.all()} == {
        house.conference.association_id: Role.EDITOR,
        house.elsewhere.association_id: Role.ORGANISER,
    }


def test_change_and_remove_do_not_reach_other_associations(house: House, enter: Enter) -> None:
    client = enter("Anna")

    for name, data in (("change-member", {"role": "owner"}), ("remove-member", {})):
        assert client.post(house.address(name), {"email": "olga@example.org", **data}).status_code == 404

    assert Membership.objects.get(user=house.people["Olga"]).role == Role.ORGANISER


def test_change_role_is_kept_in_history(house: House, enter: Enter) -> None:
    enter("Anna").post(house.address("change-member"), {"email": "ewa@example.org", "role": "organiser"})

    newest = membership_history(house.conference.association)[0]
    assert newest.title == "Zmieniono rolę: Ewa"
    assert [(change.before, change.after) for change in newest.changes] == [("redaktor", "organizator")]


def test_remove_member_is_kept_in_history(house: House, enter: Enter) -> None:
    enter("Anna").post(house.address("remove-member"), {"email": "ewa@example.org"})

    assert not Membership.objects.filter(user=house.people["Ewa"]).exists()
    newest = membership_history(house.conference.association)[0]
    assert (newest.title, newest.by) == ("Odebrano dostęp: Ewa", "Anna")


def test_last_owner_stays(house: House, enter: Enter) -> None:
    anna = Membership.objects.get(user=house.people["Anna"])

    with pytest.raises(LastOwner):
        change_role(membership=anna, role=Role.EDITOR, by=house.people["Anna"])
    with pytest.raises(LastOwner):
        remove_member(membership=anna, by=house.people["Anna"])
    page = enter("Anna").post(house.address("remove-member"), {"email": "anna@example.org"}, follow=True)

    assert "co najmniej jednego właściciela" in page.content.decode()
    assert Membership.objects.get(user=house.people["Anna"]).role == Role.OWNER


def test_members_page_escapes_names(house: House, enter: Enter) -> None:
    User.objects.filter(pk=house.people["Ewa"].pk).update(name="<script>alert(1)</script>")

    page = enter("Anna").get(house.address("list-members")).content.decode()

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page
