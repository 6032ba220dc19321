from collections.abc import Callable
from urllib.parse import urlencode

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from checkin.services import sign_list
from panel.selectors.duplicates import institution_pairs, key_of, name_key, people_pairs, read_key
from panel.services.merging import CannotMerge, merge_people
from registrations.enums import CardState, ParticipantState
from registrations.inputs import InstitutionInput, Party
from registrations.models import Institution, Participant, ParticipationCard
from registrations.services.merging import NotTheSame, merge_institutions
from tests.factories.certificates import CertificateFactory
from tests.factories.checkin import ScanFactory, ScanPointFactory
from tests.factories.events import VariantFactory
from tests.factories.registrations import InstitutionFactory
from tests.panel.conftest import House

Enter = Callable[[str], Client]


def address(house: House, name: str, keep: object, drop: object) -> str:
    return house.address(name) + "?" + urlencode({"keep": key_of(keep), "drop": key_of(drop)})  # type: ignore[arg-type]


def free_card(house: House, surname: str) -> ParticipationCard:
    """A card of somebody who has nothing to pay."""
    house.variant.__class__.objects.filter(pk=house.variant.pk).update(price=0)
    house.variant.refresh_from_db()
    return house.card(surname)


def test_institutions_written_in_two_ways_are_found() -> None:
    def key(name: str, city: str = "Radomsko") -> object:
        return name_key(Institution(name=name, city=city))

    assert key("MOPS Radomsko") == key("Miejski Ośrodek Pomocy Społecznej w Radomsku")
    assert key("MOPS Radomsko") != key("DPS Radomsko")
    assert key("MOPS Radomsko") != key("MOPS Kielce", "Kielce")


def test_pairs_are_of_the_own_association_and_conference(house: House) -> None:
    for name in ("MOPS Radomsko", "Miejski Ośrodek Pomocy Społecznej w Radomsku"):
        InstitutionFactory.create(association=house.conference.association, name=name, nip="1234563218")
    InstitutionFactory.create(association=house.elsewhere.association, name="MOPS", nip="1234563218")
    house.card("Łoś")
    house.card("ŁOŚ")
    house.card("Ryś")
    house.elsewhere_house().card("Łoś")

    assert [(pair.by, pair.keep.association_id) for pair in institution_pairs(house.conference.association)] == [  # type: ignore[union-attr]
        ("nip", house.conference.association_id),
        ("name", house.conference.association_id),
    ]
    # The e-mail and the first name are shared by all three.
    assert [pair.by for pair in people_pairs(house.conference)] == ["name", "email"]


def test_institutions_become_one_with_their_cards(house: House, enter: Enter) -> None:
    card = house.card("Łoś")
    centre = Party("MOPS w Radomsku", "ul. Inna 1", "97-500", "Radomsko", "1111111111")
    kept = card.institution
    other_data = InstitutionInput(centre, kept.kind, kept.voivodeship, "Jan Źrebiec", "dyrektor", phone="44 683 28 85")  # type: ignore[arg-type]
    other = house.card("Ryś", institution=other_data)
    drop = other.institution
    client, here = enter("Oskar"), address(house, "merge-institutions", kept, drop)

    preview = client.get(here).content.decode()
    assert Institution.objects.filter(pk=drop.pk).exists()
    for _ in range(2):
        assert client.post(here).status_code == 302

    assert "MOPS w Radomsku" in preview
    assert "przechodzi" in preview
    other.refresh_from_db()
    kept.refresh_from_db()
    assert (other.institution, kept.phone) == (kept, "44 683 28 85")
    assert not Institution.objects.filter(pk=drop.pk).exists()
    assert other.history.latest().history_user == house.people["Oskar"]
    assert "MOPS w Radomsku" in other.history.latest().history_change_reason
    assert other.parties.get(role="institution").name == "MOPS w Radomsku"
    assert "mops radomsko" in other.participants.get().search_text


def test_institutions_of_two_associations_are_never_merged(house: House, enter: Enter) -> None:
    mine = InstitutionFactory.create(association=house.conference.association)
    theirs = InstitutionFactory.create(association=house.elsewhere.association)

    with pytest.raises(NotTheSame):
        merge_institutions(keep=mine, drop=theirs, by=house.people["Oskar"])
    enter("Oskar").post(address(house, "merge-institutions", mine, theirs))
    assert enter("Olga").post(address(house, "merge-institutions", mine, theirs)).status_code == 404
    assert Institution.objects.filter(pk=theirs.pk).exists()


def test_people_become_one_and_nothing_is_left_behind(house: House, enter: Enter) -> None:
    first, second = free_card(house, "Łoś"), house.card("Łoś")
    keep, drop = first.participants.get(), second.participants.get()
    Participant.objects.filter(pk=drop.pk).update(phone="600 100 200", diet_note="bez soi")
    client, here = enter("Oskar"), address(house, "merge-people", keep, drop)

    preview = client.get(here).content.decode()
    for _ in range(2):
        assert client.post(here).status_code == 302

    assert "600 100 200" in preview
    keep.refresh_from_db()
    drop.refresh_from_db()
    second.refresh_from_db()
    assert (keep.phone, keep.diet_note) == ("600 100 200", "bez soi")
    assert (drop.state, second.state) == (ParticipantState.CANCELLED, CardState.CANCELLED)
    assert not drop.holds.exists()
    assert first.code in drop.history.latest().history_change_reason
    call_command("check_invariants")


def test_entry_with_something_to_pay_must_resign_instead(house: House, enter: Enter) -> None:
    keep, drop = (house.card("Łoś").participants.get() for _ in range(2))
    here = address(house, "merge-people", keep, drop)

    page = enter("Oskar").get(here).content.decode()
    answer = enter("Oskar").post(here)

    assert "zapisz rezygnację" in page
    assert answer.status_code == 200
    drop.refresh_from_db()
    assert drop.state == ParticipantState.REGISTERED


def test_scans_and_certificates_are_never_given_up(house: House) -> None:
    free_card(house, "Łoś")
    keep, drop = (house.card("Łoś").participants.get() for _ in range(2))
    by = house.people["Oskar"]
    point = ScanPointFactory.create(conference=house.conference)
    ScanFactory.create(point=point, participant=drop)

    with pytest.raises(CannotMerge, match="zachowaj"):
        merge_people(keep=keep, drop=drop, by=by)
    ScanFactory.create(point=point, participant=keep)
    with pytest.raises(CannotMerge, match="dwie osoby"):
        merge_people(keep=keep, drop=drop, by=by)
    CertificateFactory.create(participant=drop)
    CertificateFactory.create(participant=keep)
    with pytest.raises(CannotMerge, match="zaświadczenie"):
        merge_people(keep=keep, drop=drop, by=by)


def test_keys_are_of_one_kind_and_cannot_be_made_up(house: House, enter: Enter) -> None:
    card = house.card("Łoś")
    person = card.participants.get()

    assert read_key(Participant, key_of(person)) == person.pk
    assert read_key(Institution, key_of(person)) is None
    assert read_key(Participant, str(person.pk)) is None
    assert read_key(Participant, "%00") is None
    assert enter("Oskar").get(address(house, "merge-people", person, person)).status_code == 404
    foreign = house.elsewhere_house().card("Obca").participants.get()
    assert enter("Oskar").get(address(house, "merge-people", foreign, person)).status_code == 404


def test_duplicates_take_the_same_queries_for_one_and_three(house: House, enter: Enter) -> None:
    client, counted = enter("Oskar"), []
    VariantFactory.create(conference=house.conference)
    for surnames in (("Łoś", "Łoś"), ("Ryś", "Ryś", "Lis")):
        for surname in surnames:
            house.card(surname)
        with CaptureQueriesContext(connection) as captured:
            page = client.get(house.address("list-duplicates")).content.decode()
        counted.append(len(captured))

    assert counted[0] == counted[1]
    assert "Porównaj" in page


def test_attendance_written_down_is_never_given_up(house: House) -> None:
    free_card(house, "Łoś")
    keep, drop = (house.card("Łoś").participants.get() for _ in range(2))
    by = house.people["Oskar"]
    sign_list(conference=house.conference, target=house.conference.starts_on, people=[drop.pk], by=by)

    with pytest.raises(CannotMerge, match="zapisano obecność"):
        merge_people(keep=keep, drop=drop, by=by)
