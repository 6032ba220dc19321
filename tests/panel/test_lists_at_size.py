"""The organiser's lists of ten thousand people: asked as often as those of ten, and read from where they begin."""

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from events.enums import Role
from events.models import Conference
from events.roles import EVERYTHING
from panel.enums import ListName
from panel.lists import asked_for, rows_for
from registrations.badge_tokens import new_badge_code
from registrations.models import Participant, ParticipationCard
from registrations.search import sort_key
from registrations.services.people import search_text
from tests.factories.events import ConferenceFactory, MembershipFactory, VariantFactory
from tests.factories.registrations import CardFactory

FEW, MANY = 10, 10_000
PEOPLE_ON_A_CARD = 5
ASKED = {
    "participants": [
        "",
        "payment=unpaid&state=registered&variant=first",
        "sort=institution,-surname",
        "sort=-variant",
        "q=los+miejski",
        "page=2",
    ],
    "cards": ["", "institution=osrodek&payment=unpaid", "sort=-due", "q=los"],
}


def conference_of(people: int) -> Conference:
    conference = ConferenceFactory.create()
    first = VariantFactory.create(conference=conference, slug="first")
    card = CardFactory.create(conference=conference, due=1)
    cards = ParticipationCard.objects.bulk_create(
        ParticipationCard(conference=conference, institution=card.institution, pay_by=card.pay_by, due=1)
        for _number in range(people // PEOPLE_ON_A_CARD)
    )
    keys = {
        surname: (sort_key(surname, "Anna"), search_text(card, "Anna", surname, ""))
        for surname in ("Łoś", "Ćma", "Żak", "Lis", "Zając")
    }
    Participant.objects.bulk_create(
        Participant(
            card=one, conference=conference, variant=first, first_name="Anna", last_name=surname,
            badge_code=new_badge_code(), sort_key=sorts, search_text=sought,
        )
        for one in cards for surname, (sorts, sought) in keys.items()
    )  # fmt: skip
    return conference


def queries_of(client: Client, conference: Conference, name: str, query: str) -> int:
    address = reverse(f"panel:list-{name}", args=[conference.association.slug, conference.slug])
    with CaptureQueriesContext(connection) as captured:
        page = client.get(f"{address}?{query}")
    assert page.context["page"].object_list
    return len(captured)


def test_lists_ask_as_often_for_ten_people_as_for_ten_thousand(db: None) -> None:
    few, many = conference_of(FEW), conference_of(MANY)
    clients = [(logged_in(conference), conference) for conference in (few, many)]

    asked = {
        (name, query): [queries_of(client, conference, name, query) for client, conference in clients]
        for name, queries in ASKED.items()
        for query in queries
    }

    assert {key: counted for key, counted in asked.items() if len(set(counted)) != 1} == {}
    assert asked["participants", ""] == [14, 14]


def logged_in(conference: Conference) -> Client:
    client = Client()
    client.force_login(MembershipFactory.create(association=conference.association, role=Role.OWNER).user)
    return client


@pytest.mark.services
@pytest.mark.parametrize(
    "query",
    ["", "sort=-surname", "sort=variant", "sort=-variant", "sort=state", "sort=-state", "sort=diet", "sort=-diet"],
)
def test_a_page_is_read_from_where_its_order_begins(db: None, query: str) -> None:
    """No row beyond the page is read to find out that it comes later."""
    conference = conference_of(MANY // 10)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE registrations_participant")

    plan = keys_of(conference, query).explain()

    assert plan.splitlines()[1].lstrip(" ->").startswith(("Index Only Scan", "Index Scan")), plan


@pytest.mark.services
def test_words_are_found_by_the_index_of_trigrams(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")

    assert "participant_search_trigrams" in Participant.objects.filter(search_text__contains="los").explain()


def keys_of(conference: Conference, query: str) -> "QuerySet[Participant, int]":
    asked = asked_for(ListName.PARTICIPANTS, conference, QueryDict(query), EVERYTHING)
    keys: QuerySet[Participant, int] = rows_for(ListName.PARTICIPANTS, conference, asked).values_list("pk", flat=True)
    return keys[:50]
