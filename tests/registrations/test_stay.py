"""Nights, rooms, extras and the waiting list, as a clerk chooses them and as somebody hostile posts them."""

from typing import Any
from urllib.parse import quote_from_bytes

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from events.enums import Exemption, ExtraKind
from events.models import Conference, PlacePool
from registrations.models import CardDraft, Participant, ParticipationCard, WaitingEntry
from tests.factories.events import ConferenceFactory, ExtraFactory, PlacePoolFactory, VariantFactory, VatRuleFactory
from tests.registrations.test_filling import HOSTILE
from tests.registrations.typing_in import INSTITUTION, Clerk, clerk_of, people, person, question

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk(client: Client) -> Clerk:
    return clerk_of(client)


def extra_of(clerk: Clerk, slug: str, **values: Any) -> Any:
    return ExtraFactory.create(conference=clerk.conference, slug=slug, name=f"Dodatek {slug}", **values)


def waiting(clerk: Clerk, number: int = 0) -> dict[str, str]:
    return person(clerk.variant, number) | {"variant": "pelny+waiting"}


def test_step_is_left_out_where_the_variants_chosen_offer_nothing(clerk: Clerk) -> None:
    day_only = VariantFactory.create(conference=clerk.conference, slug="dzien", nights=0)

    answer = clerk.post("participants", people(person(day_only)))
    page = clerk.see("statements")
    skipped = clerk.client.get(clerk.address("stay"))
    clerk.fill(person(day_only))
    clerk.send()

    assert ParticipationCard.objects.count() == 1
    assert answer.headers["Location"] == clerk.address("statements")
    assert skipped.headers["Location"] == clerk.address("statements")
    assert "Krok 4 z 5" in page


def test_everything_of_the_stay_reaches_the_card(clerk: Clerk) -> None:
    extra_of(clerk, "gala", price=18000)
    extra_of(clerk, "sam", price=5000, is_per_night=True, kind=ExtraKind.SINGLE_ROOM)
    clerk.fill(person(clerk.variant), person(clerk.variant, 1))
    first = {"arrives_on": clerk.nights()[0], "arrives_at": "14.30", "room_wish": "named", "roommate": "Anna Lis"}
    clerk.post("stay", clerk.stay(first, {"nights": clerk.nights()[:1], "room_wish": "alone", "extras": ["gala"]}))
    summary = clerk.see("summary")
    clerk.send()

    ewa, jan = Participant.objects.order_by("pk")
    assert (ewa.room_wish, ewa.roommate, str(ewa.arrives_at)) == ("named", "Anna Lis", "14:30:00")
    assert [night.on.isoformat() for night in ewa.nights.all()] == clerk.nights()
    assert [night.on.isoformat() for night in jan.nights.all()] == clerk.nights()[:1]
    assert {taken.extra.slug for taken in jan.extras.all()} == {"gala", "sam"}
    assert ParticipationCard.objects.get().due == 2 * 120000 + 18000 + 5000
    assert "2\u00a0630,00\u00a0zł" in summary


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"extras": ["nie-ma"]}, "Tego nie ma w wariancie tej osoby."),
        ({"extras": ["cudzy"]}, "Tego nie ma w wariancie tej osoby."),
        ({"extras": ["inny-wariant"]}, "Tego nie ma w wariancie tej osoby."),
        ({"extras": ["warsztat-a"]}, "Tego nie ma w wariancie tej osoby."),
        ({"nights": ["1999-01-01"]}, "Wybierz poprawną wartość."),
        ({"nights": ["9" * 400]}, "Wybierz poprawną wartość."),
        ({"nights": []}, "To pole jest wymagane."),
        ({"arrives_on": "2999-01-01"}, "Wybierz poprawną wartość."),
        ({"arrives_at": "25:99"}, "Proszę wpisać godzinę jako 14:30."),
        ({"arrives_at": "9" * 400}, "Proszę wpisać godzinę jako 14:30."),
        ({"room_wish": "alone"}, "Wybierz poprawną wartość."),
        ({"room_wish": "named"}, "Proszę wpisać, z kim ma być wspólny pokój"),
        ({"room_wish": "named", "roommate": "<b>www.zlo.example"}, "bez adresów stron"),
        ({"one-of": ["warsztat-a", "warsztat-b"]}, "Proszę wybrać jedną z tych możliwości, nie więcej."),
        ({"one-of": "gala"}, "Proszę wybrać jedną z tych możliwości, nie więcej."),
    ],
)
def test_what_is_not_offered_is_refused_at_its_field(clerk: Clerk, typed: dict[str, Any], message: str) -> None:
    extra_of(clerk, "gala")
    extra_of(clerk, "warsztat-a", group="Warsztat")
    extra_of(clerk, "warsztat-b", group="Warsztat")
    extra_of(clerk, "inny-wariant").variants.add(VariantFactory.create(conference=clerk.conference))
    ExtraFactory.create(slug="cudzy", conference=ConferenceFactory.create())
    clerk.fill(person(clerk.variant))
    if "one-of" in typed:
        name = clerk.see("stay").split('name="' + clerk.keys()[0] + "-one-of-")[1].split('"')[0]
        typed = {f"one-of-{name}": typed["one-of"]}

    page = clerk.post("stay", clerk.stay(typed)).content.decode()
    clerk.send()

    assert page.count(message) == 2
    assert "error-summary" in page
    assert not ParticipationCard.objects.exists()


@pytest.mark.parametrize("value", HOSTILE)
def test_hostile_stays_are_answered_with_a_page(clerk: Clerk, value: str) -> None:
    question(clerk.conference, "ilu", kind="number")
    extra_of(clerk, "gala")
    clerk.fill(person(clerk.variant))
    fields = ("nights", "arrives_on", "arrives_at", "room_wish", "roommate", "extras", "q-ilu", value)
    sent = quote_from_bytes(value.encode("utf-8", "surrogatepass"))
    names = [f"{key}-{field}" for key in (*clerk.keys(), "p0", "__proto__") for field in fields]
    body = "&".join(f"{quote_from_bytes(name.encode('utf-8', 'surrogatepass'))}={sent}" for name in [*names, "do"])

    answer = clerk.client.post(clerk.address("stay"), body, content_type="application/x-www-form-urlencoded")

    assert answer.status_code in {200, 302}
    page = clerk.see("stay", "?check=1")
    assert "error-summary" in page
    assert "<script>alert" not in page


def test_more_nights_than_the_variant_has_are_refused(clerk: Clerk) -> None:
    short = VariantFactory.create(conference=clerk.conference, slug="krotki", nights=1)
    clerk.fill(person(short))

    page = clerk.post("stay", clerk.stay({})).content.decode()

    assert "Wariant obejmuje mniej noclegów (1): proszę odznaczyć niektóre." in page


def test_places_of_an_extra_are_told_and_counted(clerk: Clerk) -> None:
    pool = PlacePoolFactory.create(conference=clerk.conference, size=1)
    extra_of(clerk, "wizyta", pool=pool)
    clerk.fill(person(clerk.variant), person(clerk.variant, 1))

    shown = clerk.see("stay")
    page = clerk.post("stay", clerk.stay({"extras": ["wizyta"]}, {"extras": ["wizyta"]})).content.decode()

    assert "ostatnie miejsce" in shown
    assert "Wolne miejsca („Dodatek wizyta”): 1, a chętnych z tej karty: 2." in page


def test_extra_gone_meanwhile_is_told_where_it_was_chosen(clerk: Clerk) -> None:
    pool = PlacePoolFactory.create(conference=clerk.conference, size=1)
    extra_of(clerk, "wizyta", pool=pool)
    clerk.fill(person(clerk.variant))
    clerk.post("stay", clerk.stay({"extras": ["wizyta"]}))
    PlacePool.objects.filter(pk=pool.pk).update(taken=1)

    page = clerk.send().content.decode()

    assert "Brak wolnych miejsc: „Dodatek wizyta”. Prosimy odznaczyć." in page
    assert "<h1>Pobyt i dodatki</h1>" in page
    assert not ParticipationCard.objects.exists()
    assert PlacePool.objects.get(pk=clerk.pool.pk).taken == 0


def test_copied_person_has_the_same_stay_but_no_roommate(clerk: Clerk) -> None:
    extra_of(clerk, "gala")
    clerk.fill(person(clerk.variant))
    clerk.post("stay", clerk.stay({"extras": ["gala"], "room_wish": "named", "roommate": "Anna Lis"}))
    clerk.post("participants", people(person(clerk.variant)), do="copy-0")

    first, second = clerk.keys()
    stay = CardDraft.objects.get().typed["stay"]
    assert stay[first]["extras"] == stay[second]["extras"] == ["gala"]
    assert stay[first]["roommate"] == "Anna Lis"
    assert "roommate" not in stay[second]


def test_removing_a_person_leaves_the_stay_of_the_others(clerk: Clerk) -> None:
    clerk.fill(*(person(clerk.variant, number) for number in range(3)))
    clerk.post("stay", clerk.stay({}, {"room_wish": "same"}, {"nights": clerk.nights()[:1]}))
    keys = clerk.keys()
    left = [{**person(clerk.variant, number), "key": keys[number]} for number in range(3)]
    clerk.post("participants", people(*left), do="remove-0")

    assert clerk.keys() == keys[1:]
    stay = CardDraft.objects.get().typed["stay"]
    assert set(stay) == set(keys[1:])  # a database keeps the keys of what was typed in an order of its own
    assert stay[keys[1]]["room_wish"] == "same"
    assert stay[keys[2]]["nights"] == clerk.nights()[:1]


def test_full_variant_is_waited_for_in_one_step(clerk: Clerk) -> None:
    PlacePool.objects.update(taken=10)
    shown = clerk.see("participants")
    clerk.fill(waiting(clerk))
    summary = clerk.see("summary")
    clerk.send()

    assert 'value="pelny+waiting"' in shown
    assert 'value="pelny"' not in shown
    assert "lista oczekujących" in summary
    ewa = Participant.objects.get()
    assert (ewa.state, ParticipationCard.objects.get().due) == ("waiting", 0)
    assert WaitingEntry.objects.get().variant == clerk.variant
    assert PlacePool.objects.get().taken == 10


def test_those_who_wait_are_kept_together_when_they_ask(clerk: Clerk) -> None:
    PlacePool.objects.update(taken=9)
    both = people(*(waiting(clerk, number) for number in range(2)))
    clerk.fill(person(clerk.variant))
    clerk.post("participants", {**both, "keeps_together": "on"})
    shown = clerk.see("participants")
    clerk.send()

    assert 'id="id_keeps_together" value="on" checked' in shown
    assert ParticipationCard.objects.get().keeps_together
    assert WaitingEntry.objects.get().participants.count() == 2


def test_nobody_waits_while_there_are_places_for_all(clerk: Clerk) -> None:
    page = clerk.post("participants", people(waiting(clerk))).content.decode()

    assert "W wariancie „Pełny z noclegiem” są wolne miejsca: nikt nie musi na nie czekać." in page


def test_waiting_list_is_no_choice_where_none_is_kept(clerk: Clerk) -> None:
    PlacePool.objects.update(taken=10)
    Conference.objects.update(takes_waiting=False)

    page = clerk.post("participants", people(waiting(clerk))).content.decode()

    assert "Proszę wybrać jeden z wariantów tej konferencji." in page


def test_members_see_their_price_by_the_nip(clerk: Clerk) -> None:
    clerk.variant.prices.create(audience="members", amount=100000)
    plain = clerk.see("participants")
    clerk.post("institution", INSTITUTION)
    clerk.conference.association.institutions.create(
        name="MOPS Radomsko", nip="1111111111", kind="mops", voivodeship="10", is_member=True
    )

    assert "1\u00a0200,00\u00a0zł" in plain
    assert "1\u00a0000,00\u00a0zł" in clerk.see("participants")


def test_nights_begin_with_the_first_day(clerk: Clerk) -> None:
    clerk.fill(person(clerk.variant))
    page = clerk.see("stay")

    for night in clerk.nights():
        assert f'value="{night}"' in page
    last = clerk.conference.ends_on.isoformat()
    assert page.count(f'value="{last}"') == 1


def test_sum_says_that_it_counts_on_the_statement_until_it_is_made(clerk: Clerk) -> None:
    rule = VatRuleFactory.create(
        conference=clerk.conference, rate=23, exemption=Exemption.WHOLE, price_includes_vat=False, basis="art. 43"
    )
    clerk.variant.vat_rule = rule
    clerk.variant.save()
    clerk.post("participants", people(person(clerk.variant)))

    before = clerk.see("participants")
    clerk.post("statements", clerk.statements() | {"public_funding": "none"})
    after = clerk.see("participants")
    summary = clerk.see("summary")

    assert "Bez oświadczenia dolicza się VAT." in before
    assert "1\u00a0200,00\u00a0zł" in before
    assert "Bez oświadczenia dolicza się VAT." not in after
    assert "1\u00a0476,00\u00a0zł" in after
    assert "z VAT w stawce 23%" in summary


@pytest.mark.parametrize("step", ["participants", "stay", "summary"])
def test_pages_ask_the_database_as_little_for_three_people_as_for_one(clerk: Clerk, step: str) -> None:
    extra_of(clerk, "gala")
    question(clerk.conference, "ilu", kind="number")
    counts = []
    for size in (1, 3):
        clerk.fill(*(person(clerk.variant, number) for number in range(size)))
        with CaptureQueriesContext(connection) as asked:
            clerk.see(step)
        counts.append(len(asked))

    assert counts[0] == counts[1]
    assert counts[0] <= 20
