from datetime import timedelta
from html import unescape

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.translation import override

from certificates.guesses import ALLOWED
from certificates.models import Certificate
from certificates.services import issue_certificates, revoke_certificate
from certificates.sheets import certificate_sheet, verification_url
from events.models import Conference
from registrations.models import AccessLink, Participant, ParticipationCard
from registrations.services import link_for_card, link_for_participant, revoke_link
from tests.certificates.ended import attendee, ended_conference, session_at
from tests.events.paper_reading import codes_of, letters_of, text_of
from tests.factories.accounts import UserFactory
from tests.factories.events import ConferenceFactory, days_ahead
from tests.factories.registrations import CardFactory, ParticipantFactory

pytestmark = pytest.mark.django_db
GUESSES = 250
UNKNOWN = "AB2C-D3EF-GH4J-K5MN-PQ6R"


@pytest.fixture(autouse=True)
def nobody_guessed_yet() -> None:
    cache.clear()


def certified(**changes: object) -> Certificate:
    conference = ended_conference()
    for day in range(3):
        session_at(conference, day, 10, title=f"Zmiany w ustawie o pomocy społecznej, część {day}")
    session_at(conference, 1, 15, minutes=50, title="Dyskusja <o etatach> & płacach")
    person = attendee(conference, **{"email": "tajny@example.org", "phone": "601 602 603", **changes})
    issue_certificates(conference=conference, by=None)
    return Certificate.objects.get(participant=person)


def paper_of(certificate: Certificate) -> bytes:
    link = link_for_participant(participant=certificate.participant)
    response = Client().get(reverse("certificates:download-certificate", args=[link.token]))
    assert response.status_code == 200
    return response.content


def words_of(page: bytes) -> str:
    return " ".join(unescape(strip_tags(page.decode())).replace("\u00a0", " ").split())


def test_paper_and_page_say_the_same(client: Client) -> None:
    certificate = certified(academic_title="dr", position="dyrektor")
    paper = paper_of(certificate)
    page = words_of(client.get(f"/verify/{certificate.code}/").content)
    sheet = certificate_sheet(certificate, "pl")
    facts = [sheet.number, sheet.full_name, sheet.position, sheet.institution, sheet.conference_title, sheet.motto]
    facts += [f"{sheet.place}, {sheet.dates}", f"{sheet.hours} {sheet.hours_unit}", sheet.host_institution]
    facts += [f"{sheet.issued_place}, {sheet.issued_on}", sheet.association_name, sheet.association_details]
    facts += [sheet.signatory_name, sheet.signatory_role, sheet.code]
    facts += [part for topic in sheet.topics for part in (topic.title, topic.hours)]
    assert all(facts)
    written = letters_of(paper)
    assert [fact for fact in facts if "".join(fact.split()) not in written] == []
    assert [fact for fact in facts if " ".join(fact.split()) not in page] == []
    assert sheet.hours == (3 * 90 + 50) // 45
    assert len(sheet.topics) == 4


def test_code_on_the_paper_opens_the_page_that_confirms_it(client: Client) -> None:
    certificate = certified()
    assert codes_of(paper_of(certificate)) == [f"http://testserver/verify/{certificate.code}/"]
    with override("en"):
        assert verification_url(certificate.code) == f"http://testserver/verify/{certificate.code}/"
    page = client.get(f"/verify/{certificate.code}/")
    assert "To zaświadczenie jest prawdziwe" in words_of(page.content)
    assert page.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert b'<meta name="robots" content="noindex, nofollow">' in page.content
    assert "no-store" in page.headers["Cache-Control"]
    english = words_of(client.get(f"/en/verify/{certificate.code.lower().replace('-', '')}/").content)
    assert "This certificate is genuine" in english
    assert certificate.number in english


def test_page_tells_nothing_that_is_not_on_the_paper(client: Client) -> None:
    certificate = certified()
    person, card = certificate.participant, certificate.participant.card
    ParticipationCard.objects.filter(pk=card.pk).update(contact_phone="502 503 504")
    card.refresh_from_db()
    page = client.get(f"/verify/{certificate.code}/").content.decode()
    private = [person.email, person.phone, card.code, card.contact_name, card.contact_email, card.contact_phone]
    private += [person.badge_code, link_for_participant(participant=person).token]
    assert [words for words in private if words in page] == []
    assert certificate.full_name in page


def test_revoked_certificate_says_so_and_is_not_handed_out(client: Client) -> None:
    certificate = certified()
    revoke_certificate(certificate=certificate, by=UserFactory.create(), reason="Powód poufny")
    page = words_of(client.get(f"/verify/{certificate.code}/").content)
    assert "To zaświadczenie jest nieważne" in page
    assert "jest prawdziwe" not in page
    assert "godzin" not in page
    assert "Powód poufny" not in page
    link = link_for_participant(participant=certificate.participant)
    response = client.get(f"/participants/{link.token}/certificate.pdf")
    assert response.status_code == 404
    assert b"%PDF" not in response.content


def test_certificate_is_downloaded_under_a_readable_name(client: Client) -> None:
    certificate = certified()
    link = link_for_participant(participant=certificate.participant)
    response = client.get(f"/participants/{link.token}/certificate.pdf")
    name = f"zaswiadczenie-{certificate.number.replace('/', '-')}.pdf"
    assert response.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    assert response.headers["Content-Type"] == "application/pdf"
    assert response.headers["Cache-Control"] == "no-store"
    assert certificate.full_name in text_of(response.content)


def closed_links(person: Participant) -> list[str]:
    """Addresses that must not open the person's certificate."""
    stranger = ParticipantFactory.create(card=CardFactory.create(conference=person.conference))
    colleague = ParticipantFactory.create(card=person.card)
    elsewhere = attendee(ended_conference())
    expired = AccessLink.objects.create(
        participant=ParticipantFactory.create(card=person.card),
        expires_at=person.conference.now() - timedelta(days=1),
    )
    revoked = link_for_participant(participant=person)
    revoke_link(link=revoked)
    others = [link_for_participant(participant=one).token for one in (stranger, colleague, elsewhere)]
    return [*others, link_for_card(card=person.card).token, expired.token, revoked.token, "x" * 22]


def test_certificate_opens_by_the_link_of_its_participant_alone(client: Client) -> None:
    certificate = certified()
    answers = [client.get(f"/participants/{one}/certificate.pdf") for one in closed_links(certificate.participant)]
    assert [answer.status_code for answer in answers] == [404] * 7
    assert [answer for answer in answers if b"%PDF" in answer.content] == []
    link = link_for_participant(participant=certificate.participant)
    assert client.get(f"/participants/{link.token}/certificate.pdf").content.startswith(b"%PDF")


def test_paper_does_not_change_when_the_participant_is_corrected(client: Client) -> None:
    certificate = certified(last_name="Łoś")
    before = paper_of(certificate)
    Participant.objects.update(last_name="Nowak")
    certificate.conference.association.street = "ul. Nowa 1"
    certificate.conference.association.save()
    assert paper_of(certificate) == before
    assert "Łoś" in words_of(client.get(f"/verify/{certificate.code}/").content)


def test_unknown_code_is_told_in_words_with_a_form_to_try_again(client: Client) -> None:
    for code in (UNKNOWN, "x", "001", "ŻÓŁĆ"):
        response = client.get(f"/verify/{code}/")
        assert response.status_code == 404
        assert "Nie ma takiego zaświadczenia" in words_of(response.content)
        assert b'name="code"' in response.content


def test_code_is_typed_alone_with_its_number_or_as_an_address(client: Client) -> None:
    certificate = certified()
    for typed in (
        certificate.code.lower(),
        f"{certificate.number} {certificate.code}",
        verification_url(certificate.code),
    ):
        response = client.get("/verify/", {"code": typed})
        assert response.status_code == 302
        assert response.headers["Location"] == f"/verify/{certificate.code}/"


def test_what_cannot_be_a_code_is_corrected_in_the_form(client: Client) -> None:
    empty = client.get("/verify/")
    assert "Proszę poprawić" not in words_of(empty.content)
    wrong = client.get("/verify/", {"code": "001/XI/2027 <script>"})
    assert wrong.status_code == 200
    assert "pięciu grupach po cztery" in words_of(wrong.content)
    assert b"<script>" not in wrong.content.replace(b"<script src", b"").replace(b"<script type", b"")


def test_guessing_is_stopped_and_known_codes_still_answered(client: Client) -> None:
    certificate = certified()
    answers = [
        client.get(f"/verify/{UNKNOWN}/", headers={"X-Forwarded-For": f"10.0.0.{number}"}) for number in range(GUESSES)
    ]
    assert [answer.status_code for answer in answers] == [404] * ALLOWED + [429] * (GUESSES - ALLOWED)
    assert answers[-1].headers["Retry-After"] == "600"
    assert "Proszę odczekać 10 minut" in words_of(answers[-1].content)
    assert len({len(answer.content) for answer in answers[:ALLOWED]}) == 1
    assert client.get(f"/verify/{certificate.code}/").status_code == 200
    elsewhere = client.get(f"/verify/{UNKNOWN}/", REMOTE_ADDR="192.0.2.7")
    assert elsewhere.status_code == 404


@pytest.mark.parametrize("path", ["/verify/", f"/verify/{UNKNOWN}/", "/participants/token/certificate.pdf"])
def test_certificates_are_only_read(client: Client, path: str) -> None:
    for method in ("post", "put", "patch", "delete"):
        assert getattr(client, method)(path).status_code == 405
    assert not Certificate.objects.exists()


def test_certificate_that_is_not_there_is_answered_in_words(client: Client) -> None:
    coming, absent, revoked = attendee(ended_conference()), ParticipantFactory.create(), certified()
    ahead = ParticipantFactory.create(card=CardFactory.create(conference=ConferenceFactory.create()))
    Participant.objects.filter(pk=coming.pk).update(arrived_at=timezone.now())
    Conference.objects.filter(pk=absent.conference_id).update(starts_on=days_ahead(-4), ends_on=days_ahead(-2))
    revoke_certificate(certificate=revoked, by=UserFactory.create(), reason="pomyłka")

    told = []
    for person in (ahead, coming, absent, revoked.participant):
        link = link_for_participant(participant=person)
        answer = client.get(reverse("certificates:download-certificate", args=[link.token]))
        assert answer.status_code == 404
        told.append(words_of(answer.content))

    assert "Zaświadczenia są wydawane po konferencji" in told[0]
    assert "Zaświadczenie jest przygotowywane." in told[1]
    assert "obecność nie została odnotowana" in told[2]
    assert "zostało unieważnione" in told[3]
