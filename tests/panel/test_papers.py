"""Signed cards at the organiser's desk."""

from collections.abc import Callable

import pytest
from django.test import Client

from events.models import Conference
from registrations.enums import Acceptance, LegalKind
from registrations.models import ParticipationCard, SignedScan
from registrations.services import give_consent
from registrations.services.papers import send_signed_card
from registrations.uploads import CleanFile
from tests.factories.registrations import LegalTextFactory
from tests.panel.conftest import House
from tests.registrations import hostile_files as files

Enter = Callable[[str], Client]
DECIDE = ("show-signed", "accept-signed", "return-signed")


@pytest.fixture
def signing(house: House) -> House:
    Conference.objects.update(wants_signed_cards=True)
    house.conference.refresh_from_db()
    house.elsewhere.refresh_from_db()
    return house


def sent(house: House, *names: str, surname: str = "Łoś") -> tuple[ParticipationCard, list[SignedScan]]:
    card = house.card(surname)
    papers = [
        CleanFile(name, files.paper(name), "application/pdf")
        if name.endswith(".pdf")
        else CleanFile(name, files.photo(90, 60), "image/jpeg")
        for name in names or ("skan.jpg",)
    ]
    return card, send_signed_card(card=card, files=papers)


def test_queue_shows_who_waits_longest_first(signing: House, enter: Enter) -> None:
    first, _ = sent(signing, surname="Pierwszy")
    second, _ = sent(signing, "a.jpg", "b.pdf", surname="Drugi")
    other, _ = sent(signing.elsewhere_house(), surname="Obcy")
    waits_for_paper = signing.card("Czeka")

    page = enter("Oskar").get(signing.address("list-signed")).content.decode()

    assert page.index(first.code) < page.index(second.code)
    assert other.code not in page
    assert waits_for_paper.code not in page
    assert "2 karty" in page


def test_queue_asks_as_much_for_one_as_for_three(
    signing: House, enter: Enter, django_assert_num_queries: Callable[..., object]
) -> None:
    client = enter("Oskar")
    counts = []
    for surnames in (("Raz",), ("Dwa", "Trzy")):
        for surname in surnames:
            sent(signing, surname=surname)
        with django_assert_num_queries(6) as asked:  # type: ignore[attr-defined]
            client.get(signing.address("list-signed"))
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_accepted_card_leads_to_the_next(signing: House, enter: Enter) -> None:
    (first, [scan]), (second, _) = sent(signing, surname="Raz"), sent(signing, surname="Dwa")

    answer = enter("Oskar").post(signing.address("accept-signed", first.code), {"seen": scan.sha256})

    assert answer["Location"] == signing.address("show-signed", second.code)
    first.refresh_from_db()
    assert first.acceptance == Acceptance.ACCEPTED


def test_card_with_a_file_not_seen_is_shown_again(signing: House, enter: Enter) -> None:
    card, _ = sent(signing)

    answer = enter("Oskar").post(signing.address("accept-signed", card.code), {"seen": "0" * 64}, follow=True)

    assert "przysłała w międzyczasie kolejny plik" in answer.content.decode()
    card.refresh_from_db()
    assert card.acceptance == Acceptance.SENT


def test_card_goes_back_only_with_a_reason(signing: House, enter: Enter) -> None:
    card, _ = sent(signing)
    client, address = enter("Oskar"), signing.address("return-signed", card.code)

    without = client.post(address, {"reason": " "}).content.decode()
    card.refresh_from_db()
    assert ("error-summary" in without, card.acceptance) == (True, Acceptance.SENT)

    client.post(address, {"reason": "Brakuje <pieczęci>"})
    card.refresh_from_db()
    assert card.acceptance == Acceptance.RETURNED
    assert "Brakuje &lt;pieczęci&gt;" in client.get(signing.address("show-signed", card.code)).content.decode()


def test_nothing_to_send_back_is_told(signing: House, enter: Enter) -> None:
    card = signing.card()
    answer = enter("Oskar").post(signing.address("return-signed", card.code), {"reason": "x"}, follow=True)
    assert "Nie ma czego odesłać" in answer.content.decode()


def test_file_is_served_as_what_it_is_and_can_do_nothing(signing: House, enter: Enter) -> None:
    card, scans = sent(signing, "zdjęcie.jpg", 'pod"pis.pdf')
    client = enter("Oskar")
    picture, paper = [client.get(signing.address("show-scan", card.code, scan.sha256)) for scan in scans]

    assert (picture["Content-Type"], paper["Content-Type"]) == ("image/jpeg", "application/pdf")
    assert picture["Content-Disposition"] == "inline; filename*=utf-8''zdj%C4%99cie.jpg"
    assert paper["Content-Disposition"] == 'attachment; filename="pod\\"pis.pdf"'
    for answer in (picture, paper):
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
        assert "no-store" in answer["Cache-Control"]
    assert paper.content == files.paper('pod"pis.pdf')


def test_file_of_another_card_or_association_is_not_there(signing: House, enter: Enter) -> None:
    (card, [scan]), (other, [theirs]) = sent(signing), sent(signing.elsewhere_house(), "inny.pdf")
    mine = signing.card("Bez skanu")
    tries = [
        ("Oskar", signing.address("show-scan", mine.code, scan.sha256)),
        ("Oskar", signing.address("show-scan", card.code, theirs.sha256)),
        ("Oskar", signing.address("show-scan", card.code, scan.sha256[:16])),
        ("Oskar", signing.elsewhere_house().address("show-scan", other.code, theirs.sha256)),
        ("Olga", signing.address("show-scan", card.code, scan.sha256)),
        ("Olga", signing.address("show-signed", card.code)),
    ]
    assert [enter(name).get(address).status_code for name, address in tries] == [404] * len(tries)


@pytest.mark.parametrize("name", ["Tomasz", "Franek", "Ewa"])
def test_who_may_not_change_cards_neither_sees_nor_decides(signing: House, enter: Enter, name: str) -> None:
    card, [scan] = sent(signing)
    client = enter(name)
    asked = [client.get(signing.address("show-scan", card.code, scan.sha256)).status_code]
    asked += [client.post(signing.address(page, card.code), {"seen": scan.sha256}).status_code for page in DECIDE[1:]]
    assert asked == [403, 403, 403]
    card.refresh_from_db()
    assert card.acceptance == Acceptance.SENT


def test_agreements_tell_version_digest_and_whose_they_are(signing: House, enter: Enter) -> None:
    card = signing.card("Łoś")
    image = LegalTextFactory.create(
        association=signing.conference.association, kind=LegalKind.IMAGE, version=4, body="Zgoda na zdjęcia"
    )
    give_consent(participant=card.participants.get(), text=image)

    page = enter("Tomasz").get(signing.address("show-agreements", card.code)).content.decode()

    assert image.sha256 in page
    assert "Zgoda na zdjęcia" in page
    assert "Ewa Łoś" in page
    assert enter("Franek").get(signing.address("show-agreements", card.code)).status_code == 403
