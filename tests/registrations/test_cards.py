"""The pages that a link opens: a card, its cancelling, one participant."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from events.models import Conference, Variant
from registrations.enums import CardState, LegalKind
from registrations.models import AccessLink, Consent, Participant, ParticipationCard
from registrations.services import (
    cancel_card,
    link_for_card,
    link_for_participant,
    note_certificate,
    revoke_link,
    settle_card,
    submit_card,
)
from tests.factories.events import ConferenceFactory, VariantFactory, days_ahead
from tests.factories.registrations import LegalTextFactory, card_input, participant_input

pytestmark = pytest.mark.django_db
Queries = Callable[[int], AbstractContextManager[object]]


def card_of(*names: str, price: int = 95000, **conference: object) -> ParticipationCard:
    event = ConferenceFactory.create(**conference)
    variant = VariantFactory.create(conference=event, price=price, name="Bez noclegu")
    text = LegalTextFactory.create(association=event.association, title="Warunki udziału", version=3)
    people = [
        participant_input(variant, last_name=name, email=f"{number}@example.org", position=f"stanowisko {number}")
        for number, name in enumerate(names or ("Łoś",))
    ]
    return submit_card(conference=event, data=card_input(event, *people), texts=[text])


def page_of(client: Client, name: str, link: AccessLink) -> str:
    return client.get(reverse(f"registrations:{name}", args=[link.token])).content.decode()


def test_card_page_tells_all_about_the_card_and_how_to_pay(client: Client) -> None:
    card = card_of("Łoś", "Ćma")
    answer = client.get(reverse("registrations:show-card", args=[link_for_card(card=card).token]))
    page = answer.content.decode()

    told = ("Ewa Łoś", "Ewa Ćma", "Miasto Radomsko", "Warunki udziału", "wersja 3", card.code, "1\u00a0900,00\u00a0zł")
    assert [text for text in told if text not in page] == []
    assert f"Czeka na wpłatę do {card.pay_by:%d.%m.%Y}" in page
    assert "61\u00a01090\u00a01014\u00a00000\u00a00712\u00a01981\u00a02874" in page
    assert 'aria-label="Kod QR przelewu"' in page
    assert answer.headers["Cache-Control"] == "no-store"


def test_card_of_ten_thousand_has_no_code_for_the_bank(client: Client) -> None:
    card = card_of(price=1_000_000)

    assert "Kod QR przelewu" not in page_of(client, "show-card", link_for_card(card=card))


def test_paid_card_asks_for_nothing_more(client: Client) -> None:
    card = card_of()
    settle_card(card=card, settled=95000, by=None)

    page = page_of(client, "show-card", link_for_card(card=card))

    assert "Opłacona" in page
    assert "Płatność przelewem" not in page


def test_late_card_says_so(client: Client) -> None:
    card = card_of()
    ParticipationCard.objects.update(pay_by=days_ahead(-1))

    assert "Po terminie płatności" in page_of(client, "show-card", link_for_card(card=card))


@pytest.mark.parametrize("people", [1, 3])
def test_card_page_asks_as_much_for_one_as_for_three(
    client: Client, people: int, django_assert_num_queries: Queries
) -> None:
    link = link_for_card(card=card_of(*("Łoś", "Ćma", "Żak")[:people]))

    with django_assert_num_queries(13):
        assert page_of(client, "show-card", link).count("Ewa ") >= people


def test_links_that_are_not_valid_all_get_the_same_answer(client: Client) -> None:
    card, other = card_of("Łoś"), card_of("Ćma")
    revoked, expired = link_for_card(card=card), link_for_card(card=other)
    participant = link_for_participant(participant=card.participants.get())
    revoke_link(link=revoked)
    AccessLink.objects.filter(pk=expired.pk).update(expires_at=timezone.now() - timedelta(seconds=1))

    tokens = (revoked.token, expired.token, participant.token, "A" * 22, "a", "%00", "x" * 500)
    answers = [client.get(reverse("registrations:show-card", args=[token])) for token in tokens]

    assert [answer.status_code for answer in answers] == [404] * 7
    assert all("Ten link niczego nie otwiera" in answer.content.decode() for answer in answers)
    assert not any("Łoś" in answer.content.decode() for answer in answers)


def test_card_link_opens_its_own_card_only(client: Client) -> None:
    card, other = card_of("Łoś"), card_of("Ćma")

    page = page_of(client, "show-card", link_for_card(card=card))

    assert "Ewa Łoś" in page
    assert "Ćma" not in page
    assert other.code not in page


def test_card_is_downloaded_as_pdf(client: Client) -> None:
    card = card_of()
    answer = client.get(reverse("registrations:download-card", args=[link_for_card(card=card).token]))

    assert answer.content.startswith(b"%PDF-")
    assert answer.headers["Content-Disposition"] == f'inline; filename="karta-uczestnictwa-{card.code}.pdf"'


def test_cancelling_in_time_tells_that_nothing_stays_due_and_does_it(client: Client) -> None:
    card = card_of()
    link = link_for_card(card=card)
    address = reverse("registrations:resign", args=[link.token])

    asked = client.get(address, {"person": "1"}).content.decode()
    card.refresh_from_db()
    before = card.state
    client.post(address, {"person": "1", "fee": "0"})
    card.refresh_from_db()
    page = page_of(client, "show-card", link)

    assert "Rezygnacja jest bezpłatna do" in asked
    assert before == CardState.SUBMITTED
    assert (card.state, card.due) == (CardState.CANCELLED, 0)
    assert "Anulowana" in page
    assert "Nic nie pozostaje do zapłaty." in page
    assert address not in page


def test_cancelling_late_tells_that_the_whole_fee_stays(client: Client) -> None:
    card = card_of(resignation_until=days_ahead(-1))
    address = reverse("registrations:resign", args=[link_for_card(card=card).token])

    asked = client.get(address, {"person": "1"}).content.decode()
    client.post(address, {"person": "1", "fee": "95000"})
    card.refresh_from_db()

    assert "<strong>950,00\u00a0zł</strong> (100% opłaty)" in asked
    assert (card.state, card.due) == (CardState.CANCELLED, 95000)


def test_cancelling_after_the_beginning_is_refused(client: Client) -> None:
    card = card_of()
    card.conference.starts_on, card.conference.ends_on = days_ahead(-1), days_ahead(1)
    card.conference.save()
    address = reverse("registrations:resign", args=[link_for_card(card=card).token])

    page = client.post(address, {"person": "1", "fee": "0"}).content.decode()
    card.refresh_from_db()

    assert "Karty nie można tu zmienić" in page
    assert card.state == CardState.SUBMITTED


def test_participant_sees_nobody_else_and_no_money(client: Client) -> None:
    card = card_of("Łoś", "Ćma")
    first = card.participants.get(last_name="Łoś")

    page = page_of(client, "show-participant", link_for_participant(participant=first))

    assert "Ewa Łoś" in page
    assert "Czeka na wpłatę instytucji" in page
    secrets = ("Ćma", "1@example.org", "stanowisko 1", card.code, "anna.los", "Anna Łoś", "950,00")
    assert [secret for secret in (*secrets, link_for_card(card=card).token) if secret in page] == []


def test_participant_of_a_paid_card_has_badge_and_certificate(client: Client) -> None:
    card = card_of()
    settle_card(card=card, settled=95000, by=None)
    participant = card.participants.get()
    link = link_for_participant(participant=participant)

    before = page_of(client, "show-participant", link)
    note_certificate(participant=participant, code="Z-2026-1")
    after = page_of(client, "show-participant", link)

    assert reverse("badges:show-badge", args=[link.token]) in before
    assert "Pobierz zaświadczenie" not in before
    assert reverse("certificates:download-certificate", args=[link.token]) in after


def test_participant_of_a_cancelled_card_has_no_badge(client: Client) -> None:
    card = card_of()
    link = link_for_participant(participant=card.participants.get())
    cancel_card(card=card, by=None, reason="choroba")

    page = page_of(client, "show-participant", link)

    assert "Zgłoszenie anulowane" in page
    assert "Otwórz identyfikator" not in page


def test_image_consent_is_given_once_withdrawn_and_remembered(client: Client) -> None:
    card = card_of()
    text = LegalTextFactory.create(association=card.conference.association, kind=LegalKind.IMAGE, version=2)
    link = link_for_participant(participant=card.participants.get())
    address = reverse("registrations:set-consent", args=[link.token, "image"])

    for _ in range(2):
        client.post(address, {"do": "give", "version": "2"})
    given = page_of(client, "show-participant", link)
    client.post(address, {"do": "withdraw"})
    withdrawn = page_of(client, "show-participant", link)
    client.post(address, {"do": "give", "version": "1"})

    consent = Consent.objects.get(text=text)
    assert consent.withdrawn_at is not None
    assert "Wycofaj zgodę" in given
    assert "Wyraź zgodę" in withdrawn


def test_links_do_not_change_anything_by_being_looked_at(client: Client) -> None:
    card = card_of()
    link = link_for_participant(participant=card.participants.get())

    answers = [
        client.get(reverse("registrations:set-consent", args=[link.token, "image"])),
        client.head(reverse("registrations:resign", args=[link_for_card(card=card).token])),
    ]
    card.refresh_from_db()

    assert [answer.status_code for answer in answers] == [405, 200]
    assert card.state == CardState.SUBMITTED


@pytest.mark.parametrize(
    ("facts", "remote", "sentence"),
    [
        ({"certificate_code": "AB2C"}, False, "Zaświadczenie gotowe"),
        ({"arrived_at": timezone.now()}, False, "Zaświadczenie jest przygotowywane."),
        ({}, False, "obecność nie została odnotowana"),
        ({}, True, "Zaświadczenia otrzymują osoby, które były obecne na miejscu."),
    ],
)
def test_after_the_end_nobody_is_sent_to_the_entrance(
    client: Client, facts: dict[str, object], remote: bool, sentence: str
) -> None:
    card = card_of()
    settle_card(card=card, settled=card.due, by=None)
    Conference.objects.update(starts_on=days_ahead(-4), ends_on=days_ahead(-2))
    Variant.objects.update(is_remote=remote)
    Participant.objects.update(**facts)

    page = page_of(client, "show-participant", link_for_participant(participant=card.participants.get()))

    assert sentence in page
    assert [words in page for words in ("Okaż go przy wejściu", "Prosimy okazać", "Otwórz identyfikator")] == [
        False
    ] * 3


def test_remote_participant_is_told_that_no_badge_is_needed(client: Client) -> None:
    card = card_of()
    settle_card(card=card, settled=card.due, by=None)
    Variant.objects.update(is_remote=True)

    page = page_of(client, "show-participant", link_for_participant(participant=card.participants.get()))

    assert "Udział potwierdzony" in page
    assert "identyfikator nie jest potrzebny" in page
    assert "Otwórz identyfikator" not in page
