"""Anna's conference has people of every kind that a filter tells apart; the other association has one of each too."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from events.enums import Voivodeship
from events.models import Extra
from registrations.enums import (
    Acceptance,
    CardState,
    Diet,
    InstitutionKind,
    ParticipantState,
    QuestionKind,
    QuestionTarget,
)
from registrations.models import Answer, Label, Participant, ParticipantExtra, ParticipationCard, Question
from registrations.search import fold, institution_keys
from tests.factories.events import VariantFactory
from tests.panel.conftest import House

Enter = Callable[[str], Client]


def person_of(house: House, surname: str, **changes: object) -> Participant:
    """Somebody on a card of their own, with `changes` of the participant."""
    person = house.card(surname).participants.get()
    Participant.objects.filter(pk=person.pk).update(**changes)
    person.refresh_from_db()
    return person


def card_changes(person: Participant, **changes: object) -> None:
    ParticipationCard.objects.filter(pk=person.card_id).update(**changes)


def institution_of(person: Participant, **changes: object) -> None:
    """Of its own, since the cards of tests share one."""
    known = person.card.institution
    known.pk, known.nip = None, "5265877635"
    for name, value in changes.items():
        setattr(known, name, value)
    for name, value in institution_keys(known.name, known.city).items():
        setattr(known, name, value)
    known.save()
    card_changes(person, institution=known)


def label(person: Participant, name: str) -> None:
    made = Label.objects.get_or_create(conference=person.conference, name=name)[0]
    made.participants.add(person)
    made.cards.add(person.card)


def takes(person: Participant, slug: str) -> None:
    extra = Extra.objects.get_or_create(conference=person.conference, slug=slug, defaults={"name": slug})[0]
    ParticipantExtra.objects.create(participant=person, extra=extra)


def says(person: Participant, slug: str, value: str, kind: QuestionKind, target: QuestionTarget) -> None:
    question = Question.objects.get_or_create(
        conference=person.conference,
        slug=slug,
        defaults={"kind": kind, "label": slug, "target": target, "choices": "rano\nwieczorem\nprzed południem"},
    )[0]
    of_person = person if target == QuestionTarget.PARTICIPANT else None
    Answer.objects.create(question=question, card=person.card, participant=of_person, value=value)


def people_say(slug: str, value: str, kind: QuestionKind) -> Callable[[Participant], None]:
    return lambda person: says(person, slug, value, kind, QuestionTarget.PARTICIPANT)


def midday(day: int) -> datetime:
    return datetime(2024, 5, day, 12, tzinfo=UTC)


Prepare = Callable[[Participant], object]
OF_CARDS: list[tuple[str, Prepare]] = [
    ("payment=paid", lambda one: card_changes(one, settled=120000)),
    ("payment=partly", lambda one: card_changes(one, settled=1)),
    ("payment=overpaid", lambda one: card_changes(one, settled=120001)),
    ("payment=overdue", lambda one: card_changes(one, pay_by=one.conference.today() - timedelta(days=1))),
    ("signed=accepted", lambda one: card_changes(one, acceptance=Acceptance.ACCEPTED)),
    ("institution=5265877635", lambda one: institution_of(one, name="DPS")),
    ("institution=526-587-76-35", lambda one: institution_of(one, name="DPS")),
    ("institution=dom+zolw", lambda one: institution_of(one, name="Dom Pomocy „Żółw”")),
    ("kind=dps", lambda one: institution_of(one, kind=InstitutionKind.DPS)),
    ("voivodeship=24", lambda one: institution_of(one, voivodeship=Voivodeship.SLASKIE)),
    ("member=yes", lambda one: card_changes(one, is_member=True)),
    ("label=VIP", lambda one: label(one, "VIP")),
    ("q-faks=yes", lambda one: says(one, "faks", "tak", QuestionKind.TEXT, QuestionTarget.CARD)),
    ("from=2024-05-20&to=2024-05-20", lambda one: card_changes(one, submitted_at=midday(20))),
]
OF_PEOPLE: list[tuple[str, Prepare]] = [
    ("state=waiting", lambda one: Participant.objects.filter(pk=one.pk).update(state=ParticipantState.WAITING)),
    ("diet=vegan", lambda one: Participant.objects.filter(pk=one.pk).update(diet=Diet.VEGAN)),
    ("diet=vegan&diet=vegetarian", lambda one: Participant.objects.filter(pk=one.pk).update(diet=Diet.VEGETARIAN)),
    ("arrived=yes", lambda one: Participant.objects.filter(pk=one.pk).update(arrived_at=timezone.now())),
    ("extra=gala", lambda one: takes(one, "gala")),
    ("q-bus=yes", people_say("bus", "yes", QuestionKind.BOOLEAN)),
    ("q-kiedy=rano", people_say("kiedy", "rano", QuestionKind.CHOICE)),
    ("q-pory=wieczorem", people_say("pory", "rano\nwieczorem", QuestionKind.CHOICES)),
    ("q-pory=rano", people_say("pory", "rano\nwieczorem", QuestionKind.CHOICES)),
    ("q-uwagi=yes", people_say("uwagi", "Przyjadę później", QuestionKind.TEXT)),
]
CARDS_ALONE: list[tuple[str, Prepare]] = [
    ("state=cancelled", lambda one: card_changes(one, state=CardState.CANCELLED, cancelled_at=timezone.now())),
    ("waiting=yes", lambda one: Participant.objects.filter(pk=one.pk).update(state=ParticipantState.WAITING)),
]


@pytest.mark.parametrize(("address", "prepare"), [*OF_CARDS, *OF_PEOPLE])
def test_filter_of_participants_finds_its_own(house: House, enter: Enter, address: str, prepare: Prepare) -> None:
    house.card("Zwykła")
    prepare(person_of(house, "Szukana"))
    prepare(person_of(house.elsewhere_house(), "Obca"))

    page = enter("Anna").get(f"{house.address('list-participants')}?{address}")

    assert [one.last_name for one in page.context["page"].object_list] == ["Szukana"]
    assert len(page.context["asked"].chips) == len(address.split("&"))


@pytest.mark.parametrize(("address", "prepare"), [*OF_CARDS, *CARDS_ALONE])
def test_filter_of_cards_finds_its_own(house: House, enter: Enter, address: str, prepare: Prepare) -> None:
    house.card("Zwykła")
    wanted = person_of(house, "Szukana")
    prepare(wanted)
    prepare(person_of(house.elsewhere_house(), "Obca"))

    page = enter("Anna").get(f"{house.address('list-cards')}?{address}")

    assert [one.code for one in page.context["page"].object_list] == [wanted.card.code]


def test_several_values_of_one_filter_widen_and_filters_narrow(house: House, enter: Enter) -> None:
    other = VariantFactory.create(conference=house.conference, slug="inny")
    for surname, diet, variant in (
        ("Łoś", Diet.VEGAN, house.variant),
        ("Ryś", Diet.VEGETARIAN, house.variant),
        ("Bóbr", Diet.VEGAN, other),
        ("Mak", Diet.STANDARD, house.variant),
    ):
        person_of(house, surname, diet=diet, variant=variant)

    page = enter("Anna").get(
        house.address("list-participants"), {"diet": ["vegan", "vegetarian"], "variant": "wariant"}
    )

    assert [one.last_name for one in page.context["page"].object_list] == ["Łoś", "Ryś"]


HIDDEN_FROM_THE_DOOR = ["payment=unpaid", "payment=overdue", "diet=vegan", "show=diet&show=needs", "sort=-diet"]


@pytest.mark.parametrize("address", HIDDEN_FROM_THE_DOOR)
def test_front_desk_can_neither_ask_nor_sort_nor_show_what_it_may_not_see(
    house: House, enter: Enter, address: str
) -> None:
    """Were the filter taken, one of the two would be missing; were the column, its head would stand there."""
    person_of(house, "Łoś", diet=Diet.VEGAN, accessibility="wózek")
    card_changes(person_of(house, "Ryś"), settled=120000)

    page = enter("Franek").get(f"{house.address('list-participants')}?{address}")

    asked, text = page.context["asked"], page.content.decode()
    assert [one.last_name for one in page.context["page"].object_list] == ["Łoś", "Ryś"]
    assert (asked.chips, asked.query) == ([], "")
    for words in ("wegańska", "wózek", "Wpłata", "Dieta", "opłac", "wpłat"):
        assert words not in text


def test_treasurer_sees_money_and_no_needs(house: House, enter: Enter) -> None:
    person_of(house, "Łoś", diet=Diet.VEGAN)

    page = enter("Tomasz").get(
        f"{house.address('list-participants')}?payment=unpaid&diet=standard&show=diet&show=state"
    )

    assert [one.last_name for one in page.context["page"].object_list] == ["Łoś"]
    assert [one.name for one in page.context["asked"].shown] == ["state"]
    assert "wegańska" not in page.content.decode()


def test_front_desk_sees_no_sums_in_the_list_of_cards(house: House, enter: Enter) -> None:
    house.card("Łoś")
    address = f"{house.address('list-cards')}?show=due&show=balance&show=people&sort=-balance&payment=paid"

    page = enter("Franek").get(address)

    assert [one.name for one in page.context["asked"].shown] == ["people"]
    assert "1\u00a0200" not in page.content.decode()
    assert page.context["page"].paginator.count == 1


def test_columns_chosen_are_shown_for_every_row(house: House, enter: Enter) -> None:
    person = person_of(house, "Łoś", badge_text="Ewa z Radomska", position="kierownik")
    label(person, "VIP")
    takes(person, "gala")
    people_say("bus", "yes", QuestionKind.BOOLEAN)(person)
    names = ["position", "labels", "badge", "extras", "nip", "voivodeship", "q-bus"]

    page = enter("Anna").get(house.address("list-participants"), {"show": names})

    row = page.context["table"].rows[0]
    assert [str(cell.content) for cell in row.cells] == [
        "kierownik",
        '<span class="state tone-neutral">VIP</span>',
        "Ewa z Radomska",
        "gala",
        "1111111111",
        "łódzkie",
        "tak",
    ]


@pytest.mark.parametrize("name", ["list-participants", "list-cards"])
def test_list_with_every_column_asks_as_often_for_three_rows_as_for_one(
    house: House, enter: Enter, name: str, django_assert_num_queries: Callable[..., object]
) -> None:
    client = enter("Anna")
    names = [one.name for one in client.get(house.address(name)).context["asked"].details]
    queries = {"list-participants": 19, "list-cards": 13}[name]
    for surname in ("Łoś", "Ryś", "Ćma"):
        person = person_of(house, surname)
        label(person, surname)
        takes(person, fold(surname))
        people_say("bus", "yes", QuestionKind.BOOLEAN)(person)
        if surname != "Ryś":
            with django_assert_num_queries(queries):  # type: ignore[attr-defined]  # a context manager
                client.get(house.address(name), {"show": [*names, "q-bus"]})


def test_sorting_by_several_columns_keeps_polish_order_in_each(house: House, enter: Enter) -> None:
    other = VariantFactory.create(conference=house.conference, slug="a", name="A", position=30_000)
    for surname in ("Zając", "Żak", "Łoś", "Lis", "Mak", "Ćma", "Cis"):
        person_of(house, surname, variant=other if surname in {"Lis", "Cis"} else house.variant)
    client = enter("Anna")

    def surnames(sort: str) -> list[str]:
        page = client.get(house.address("list-participants"), {"sort": sort})
        return [one.last_name for one in page.context["page"].object_list]

    assert surnames("surname") == ["Cis", "Ćma", "Lis", "Łoś", "Mak", "Zając", "Żak"]
    assert surnames("-variant") == ["Cis", "Lis", "Ćma", "Łoś", "Mak", "Zając", "Żak"]
    assert surnames("-variant,-surname") == ["Lis", "Cis", "Żak", "Zając", "Mak", "Łoś", "Ćma"]
    assert surnames("state,-surname") == surnames("-surname")


@pytest.mark.parametrize(
    "words", ["1111111111", "111-111-11-11", "los radomsko", "RADOMSKO  łoś", "ewa@example.org los"]
)
def test_search_takes_nip_town_and_words_in_any_order(house: House, enter: Enter, words: str) -> None:
    house.card("Łoś")
    institution_of(person_of(house, "Inna", search_text="inna osoba"))

    page = enter("Anna").get(house.address("list-participants"), {"q": words})

    assert [one.last_name for one in page.context["page"].object_list] == ["Łoś"]


HOSTILE = [
    f"from={'9' * 400}",
    "from=0001-01-01&to=9999-12-31",
    "from=2024-02-30",
    "institution=%00",
    "institution=%ED%A0%80",
    f"institution={'9' * 5000}",
    "show=password&show=__class__",
    "sort=surname,password,-due,,,-,--surname",
    f"label={'x' * 9000}",
    "q-bus=yes&q-=1&q-%00=1",
    "&".join(f"diet={number}" for number in range(900)),
]


@pytest.mark.parametrize("name", ["list-participants", "list-cards"])
@pytest.mark.parametrize("address", HOSTILE)
def test_lists_leave_out_what_no_filter_knows(house: House, enter: Enter, name: str, address: str) -> None:
    house.card("Łoś")

    answer = enter("Anna").get(f"{house.address(name)}?{address}")

    assert answer.status_code == 200
    assert 'id="results"' in answer.content.decode()


def test_address_put_into_the_bar_says_only_what_is_asked(house: House, enter: Enter) -> None:
    house.card("Łoś")
    headers = {"HX-Request": "true", "HX-Target": "results"}
    address = house.address("list-participants")

    narrowed = enter("Anna").get(f"{address}?q=los&from=&to=&institution=&sort=surname&diet=x", headers=headers)
    plain = enter("Anna").get(f"{address}?q=&sort=surname", headers=headers)

    assert (narrowed["HX-Push-Url"], plain["HX-Push-Url"]) == (f"{address}?q=los", address)


def test_more_than_five_hundred_are_counted_when_asked(house: House, enter: Enter) -> None:
    first = person_of(house, "Łoś")
    copies = [replace_key(Participant.objects.get(pk=first.pk), number) for number in range(550)]
    Participant.objects.bulk_create(copies)
    address, client = house.address("list-participants"), enter("Anna")

    page = client.get(address)
    last = client.get(address, {"page": 12})
    number = client.get(address, headers={"HX-Request": "true", "HX-Target": "total"}).content.decode()

    assert page.context["page"].paginator.is_more
    assert "ponad 500 osób" in page.content.decode()
    assert (number, last.context["page"].paginator.count, len(last.context["page"].object_list)) == ("551", 551, 1)


def replace_key(person: Participant, number: int) -> Participant:
    person.pk = None
    person._state.adding = True
    person.badge_code = f"CODE{number}"
    return person


def test_answer_of_the_card_stands_beside_each_of_its_people(house: House, enter: Enter) -> None:
    says(person_of(house, "Szukana"), "faks", "Tak & owszem", QuestionKind.TEXT, QuestionTarget.CARD)
    house.card("Zwykła")

    page = enter("Anna").get(house.address("list-participants"), {"show": ["q-faks"]}).content.decode()

    assert page.count("Tak &amp; owszem") == 1
