"""The pages of settings as an organiser uses them, and as somebody mistaken or hostile does."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.utils import timezone

from events.enums import Audience, ConferenceState, Exemption, Rank
from events.models import Conference, DiscountCode, Extra, PlacePool, Price, PriceLevel, ResignationFee, VatRule
from panel.setup.forms.money import PARTLY_BASIS, WHOLE_BASIS
from panel.setup.keys import key_of
from registrations.enums import LegalKind
from registrations.models import LegalText, Question
from tests.factories.events import InclusionFactory, PlacePoolFactory, VariantFactory, VenueFactory
from tests.panel.conftest import House

Enter = Callable[[str], Client]


def first(house: House, days: int) -> str:
    return (house.conference.starts_on + timedelta(days=days)).isoformat()


def errors(page: Any) -> dict[str, list[str]]:
    """What the page says is wrong, by field; and that it was sent back at all."""
    assert page.status_code == 200
    assert "error-summary" in page.content.decode()
    return {name: [str(one) for one in told] for name, told in page.context["form"].errors.items()}


def post(client: Client, house: House, view: str, /, *rest: object, **data: object) -> Any:
    return client.post(house.address(view, *rest), data)


# Each kind of row: what is typed, and what is kept.
ADDED: dict[str, tuple[dict[str, Any], Callable[[Conference], Any], Any]] = {
    "pools": ({"name": "Aula", "size": "80"}, lambda c: c.pools.get(name="Aula").size, 80),
    "inclusions": ({"name": "kawa"}, lambda c: c.inclusions.get().position, 0),
    "variants": (
        {"name": "Łódź, bez noclegu", "price": "1 200,50 zł", "nights": "0"},
        lambda c: c.variants.values_list("slug", "price").last(),
        ("lodz-bez-noclegu", 1200_50),
    ),
    "venues": ({"name": "Hotel", "city": "Łódź"}, lambda c: c.association.venues.get().city, "Łódź"),
    "vat": (
        {"name": "Zwolnienie", "exemption": "most", "basis": WHOLE_BASIS, "basis_partly": PARTLY_BASIS, "rate": "23"},
        lambda c: c.vat_rules.get().basis_partly,
        PARTLY_BASIS,
    ),
    "levels": ({"name": "Późna", "until": ""}, lambda c: c.price_levels.get().until, None),
    "extras": (
        {"kind": "gala", "name": "Gala", "price": "0"},
        lambda c: c.extras.values_list("slug", "price").get(),
        ("gala", 0),
    ),
    "codes": (
        {"code": "razem 10", "percent": "10"},
        lambda c: c.discount_codes.values_list("code", "percent", "amount").get(),
        ("RAZEM10", 10, None),
    ),
    "questions": (
        {"label": "Dojazd?", "target": "card", "kind": "choice", "choices": " autem \n\npociągiem\nautem"},
        lambda c: c.questions.values_list("slug", "choices").get(),
        ("dojazd", "autem\npociągiem"),
    ),
}


@pytest.mark.parametrize("kind", ADDED)
def test_row_is_added_told_and_kept(house: House, enter: Enter, kind: str) -> None:
    data, kept, value = ADDED[kind]

    answer = post(enter("Oskar"), house, "add-setting", kind, **data)

    assert answer.status_code == 302
    assert answer["Location"] == house.address("list-settings", kind)
    assert kept(house.conference) == value
    entry = LogEntry.objects.latest("pk")
    assert (entry.user, entry.object_id) == (house.people["Oskar"], str(house.conference.pk))


def test_fee_is_added_after_the_free_day_only(house: House, enter: Enter) -> None:
    client = enter("Oskar")

    assert post(client, house, "add-setting", "fees", until=first(house, -20), percent="50").status_code == 302
    wrong = errors(post(client, house, "add-setting", "fees", until=first(house, -20), percent="120"))
    early = errors(post(client, house, "add-setting", "fees", until=first(house, -40), percent="20"))
    late = errors(post(client, house, "add-setting", "fees", until=first(house, 1), percent="20"))

    assert ResignationFee.objects.get().percent == 50
    assert (set(wrong), set(early), set(late)) == ({"until", "percent"}, {"until"}, {"until"})


MISTAKES: dict[str, tuple[str, dict[str, Any], str]] = {
    "pool of the same name": ("pools", {"name": "Hotel pierwszy", "size": "3"}, "name"),
    "pool without a number": ("pools", {"name": "Aula", "size": "dużo"}, "size"),
    "pool without end": ("pools", {"name": "Aula", "size": "99999999999999999999"}, "size"),
    "price in words": ("variants", {"name": "V", "nights": "0", "price": "tysiąc"}, "price"),
    "price below nothing": ("variants", {"name": "V", "nights": "0", "price": "-5"}, "price"),
    "price without end": ("variants", {"name": "V", "nights": "0", "price": "999999999"}, "price"),
    "no price and not free": ("variants", {"name": "V", "nights": "0", "price": "0"}, "price"),
    "free and with a price": ("variants", {"name": "V", "nights": "0", "price": "5", "is_free": "on"}, "is_free"),
    "two lines": ("variants", {"name": "V\nSubject: x", "nights": "0", "price": "5"}, "name"),
    "nothing at all": ("variants", {}, "name"),
    "exemption without basis": ("vat", {"name": "V", "exemption": "whole", "rate": "23"}, "basis"),
    "rate over all": ("vat", {"name": "V", "exemption": "never", "rate": "230"}, "rate"),
    "unknown exemption": ("vat", {"name": "V", "exemption": "czasem", "rate": "23"}, "exemption"),
    "code of nothing": ("codes", {"code": "A"}, "percent"),
    "code of both": ("codes", {"code": "A", "percent": "5", "amount": "5"}, "percent"),
    "choice of one": ("questions", {"label": "Q", "target": "card", "kind": "choice", "choices": "a"}, "choices"),
    "unknown kind": ("questions", {"label": "Q", "target": "card", "kind": "hasło"}, "kind"),
    "impossible day": ("levels", {"name": "L", "until": "2026-02-30"}, "until"),
}


@pytest.mark.parametrize("case", MISTAKES)
def test_mistake_is_told_at_its_field_and_what_was_typed_stays(house: House, enter: Enter, case: str) -> None:
    kind, data, field = MISTAKES[case]
    PlacePoolFactory.create(conference=house.conference, name="Hotel pierwszy")
    before = LogEntry.objects.count()

    page = post(enter("Oskar"), house, "add-setting", kind, **data)

    assert field in errors(page)
    assert LogEntry.objects.count() == before
    for typed in data.values():
        assert str(typed).split("\n")[0] in page.content.decode()


def test_second_click_on_add_says_that_it_is_there(house: House, enter: Enter) -> None:
    client = enter("Oskar")
    post(client, house, "add-setting", "pools", name="Aula", size="80")

    assert set(errors(post(client, house, "add-setting", "pools", name="Aula", size="80"))) == {"name"}
    assert house.conference.pools.filter(name="Aula").count() == 1


def test_pool_does_not_shrink_under_what_is_taken(house: House, enter: Enter) -> None:
    house.card("Łoś", "Żak")
    pool = house.conference.pools.get()
    client = enter("Oskar")

    small = errors(post(client, house, "change-setting", "pools", key_of(pool), name=pool.name, size="1"))
    assert "Zajętych miejsc: 2" in small["size"][0]
    post(client, house, "change-setting", "pools", key_of(pool), name=pool.name, size="2")

    pool.refresh_from_db()
    assert (pool.size, pool.taken) == (2, 2)
    assert "100 → 2" in LogEntry.objects.latest("pk").change_message


def test_price_changed_leaves_cards_sent_before(house: House, enter: Enter) -> None:
    card = house.card("Łoś")
    data = {"name": house.variant.name, "nights": "2", "price": "1 500", "pools": [house.conference.pools.get().pk]}

    page = enter("Oskar").post(house.address("change-setting", "variants", key_of(house.variant)), data, follow=True)

    card.refresh_from_db()
    house.variant.refresh_from_db()
    assert (card.due, house.variant.price) == (120000, 150000)
    assert "zachowują swoje ceny" in page.content.decode()


def test_free_variant_says_so_until_it_has_a_price(house: House, enter: Enter) -> None:
    client, key = enter("Oskar"), key_of(house.variant)
    pools = [house.conference.pools.get().pk]

    for _click in range(2):
        data = {"name": "Wariant I", "nights": "2", "price": "0", "is_free": "on", "pools": pools}
        assert post(client, house, "change-setting", "variants", key, **data).status_code == 302
    assert Price.objects.filter(variant=house.variant, amount=0).count() == 1
    post(client, house, "change-setting", "variants", key, name="Wariant I", nights="2", price="10", pools=pools)

    assert not Price.objects.filter(variant=house.variant).exists()


def test_pools_of_a_variant_stay_while_people_hold_places(house: House, enter: Enter) -> None:
    house.card("Łoś")
    page = post(
        enter("Oskar"), house, "change-setting", "variants", key_of(house.variant), name="V", nights="2", price="5"
    )

    assert set(errors(page)) == {"pools"}


def test_nothing_of_another_conference_can_be_chosen(house: House, enter: Enter) -> None:
    foreign = PlacePoolFactory.create(conference=house.elsewhere)
    rule = VatRule.objects.create(conference=house.elsewhere, name="Obca", exemption=Exemption.NEVER)
    client = enter("Oskar")
    data = {"name": "V", "nights": "0", "price": "5", "pools": [foreign.pk], "vat_rule": rule.pk}

    assert set(errors(post(client, house, "add-setting", "variants", **data))) == {"pools", "vat_rule"}
    assert client.get(house.address("change-setting", "pools", key_of(foreign))).status_code == 404
    assert client.get(house.address("change-setting", "niewiadomo", key_of(foreign))).status_code == 404


@pytest.mark.parametrize("key", ["9" * 30, "-1", "x", "1 OR 1=1", "\0"])
def test_key_that_is_none_is_told_at_its_field(house: House, enter: Enter, key: str) -> None:
    data = {"name": "V", "nights": "0", "price": "5", "pools": [key], "vat_rule": key, "includes": [key]}

    wrong = errors(post(enter("Oskar"), house, "add-setting", "variants", **data))

    assert set(wrong) == {"pools", "vat_rule", "includes"}


def test_row_in_use_is_not_deleted_and_one_that_is_not_is(house: House, enter: Enter) -> None:
    house.card("Łoś")
    client, pool = enter("Oskar"), house.conference.pools.get()
    spare = PlacePoolFactory.create(conference=house.conference, name="Zapas")

    for kind, row in (("pools", pool), ("variants", house.variant)):
        page = client.post(house.address("delete-setting", kind, key_of(row)), follow=True)
        assert type(row)._default_manager.filter(pk=row.pk).exists()
        assert "tone-problem" in page.content.decode()
    assert post(client, house, "delete-setting", "pools", key_of(spare)).status_code == 302
    again = client.post(house.address("delete-setting", "pools", key_of(spare)), follow=True)

    assert list(PlacePool.objects.filter(conference=house.conference)) == [pool]
    assert "usunięte wcześniej" in again.content.decode()


def test_rows_change_places_with_their_neighbours(house: House, enter: Enter) -> None:
    rows = [InclusionFactory.create(conference=house.conference, name=name, position=0) for name in "abc"]
    client = enter("Oskar")

    post(client, house, "move-setting", "inclusions", key_of(rows[2]), to="up")
    post(client, house, "move-setting", "inclusions", key_of(rows[0]), to="up")

    assert [one.name for one in house.conference.inclusions.all()] == ["a", "c", "b"]
    pool = house.conference.pools.get()
    assert post(client, house, "move-setting", "pools", key_of(pool), to="up").status_code == 404


def test_dates_of_the_conference_are_kept_or_refused(house: House, enter: Enter) -> None:
    client = enter("Oskar")
    data = {"starts_on": "2031-06-11", "ends_on": "2031-06-13", "city": "Łódź", "city_locative": "w Łodzi"}

    wrong = errors(post(client, house, "set-up", "place", **data | {"ends_on": "2031-06-10"}))
    foreign = errors(post(client, house, "set-up", "place", **data, venue=VenueFactory.create().pk))
    assert post(client, house, "set-up", "place", **data).status_code == 302

    house.conference.refresh_from_db()
    assert (set(wrong), set(foreign)) == ({"ends_on"}, {"venue"})
    assert (house.conference.starts_on.isoformat(), house.conference.city) == ("2031-06-11", "Łódź")


def test_deadlines_after_the_first_day_are_refused_and_the_page_keeps_them(house: House, enter: Enter) -> None:
    data = {
        "registration_opens_at": f"{first(house, -50)}T08:00",
        "registration_closes_at": f"{first(house, 2)}T08:00",
        "changes_until": first(house, 2),
        "resignation_until": first(house, 2),
        "payment_days": "14",
        "remind_days": "3",
        "signing_days": "10",
        "offer_hours": "48",
    }
    client = enter("Oskar")

    page = post(client, house, "set-up", "registration", **data)
    assert set(errors(page)) == {"registration_closes_at", "changes_until", "resignation_until"}
    assert first(house, 2) in page.content.decode()
    mended = data | {
        "registration_closes_at": f"{first(house, -7)}T20:00",
        "changes_until": "",
        "resignation_until": first(house, -20),
    }
    assert post(client, house, "set-up", "registration", **mended).status_code == 302

    house.conference.refresh_from_db()
    closes = house.conference.registration_closes_at
    assert closes is not None
    assert timezone.localtime(closes).hour == 20
    assert house.conference.takes_waiting is False


def test_address_of_a_draft_may_change_and_of_a_published_conference_not(house: House, enter: Enter) -> None:
    client = enter("Oskar")
    data = {"title": "Nowa", "slug": "nowy-adres", "accent": "pine", "teaching_hour_minutes": "45"}

    post(client, house, "set-up", "identity", **data)
    house.conference.refresh_from_db()
    assert (house.conference.title, house.conference.slug) == ("Nowa", "edycja")
    Conference.objects.filter(pk=house.conference.pk).update(state=ConferenceState.DRAFT)
    answer = post(client, house, "set-up", "identity", **data)

    house.conference.refresh_from_db()
    assert house.conference.slug == "nowy-adres"
    assert answer["Location"] == house.address("set-up", "identity")


def test_rule_of_training_hours_is_set_within_reason(house: House, enter: Enter) -> None:
    client = enter("Oskar")

    wrong = [
        post(client, house, "set-up", "training", training_rule="share", training_share=share).context["form"].errors
        for share in ("0", "101", "")
    ]
    saved = post(client, house, "set-up", "training", training_rule="share", training_share="75")

    assert all(wrong)
    assert saved.status_code == 302
    house.conference.refresh_from_db()
    assert (house.conference.training_rule, house.conference.training_share) == ("share", 75)


def test_association_is_its_owners_to_change(house: House, enter: Enter) -> None:
    data = {"name": "Stowarzyszenie", "short_name": "S", "bank_account": "61 1090 1014 0000 0712 1981 2874"}

    assert post(enter("Oskar"), house, "set-up", "association", **data).status_code == 403
    assert enter("Oskar").get(house.address("set-up", "association")).status_code == 403
    assert post(enter("Olga"), house, "set-up", "association", **data).status_code == 404
    assert set(errors(post(enter("Anna"), house, "set-up", "association", **data | {"bank_account": "61"}))) == {
        "bank_account"
    }
    assert post(enter("Anna"), house, "set-up", "association", **data).status_code == 302

    house.conference.association.refresh_from_db()
    assert house.conference.association.bank_account == "61109010140000071219812874"


def test_prices_are_written_for_a_group_and_taken_away_by_emptying(house: House, enter: Enter) -> None:
    level = PriceLevel.objects.create(conference=house.conference, name="Wczesna", until=None)
    address = f"{house.address('set-prices')}?audience=members&rank=further"
    client = enter("Oskar")

    client.post(address, {"price-0-0": "1 000,00", "price-0-1": "900"})
    said = Price.objects.filter(variant=house.variant, audience=Audience.MEMBERS, rank=Rank.FURTHER)
    assert {(price.level, price.amount) for price in said.all()} == {(None, 100000), (level, 90000)}
    client.post(address, {"price-0-0": "1 000,00", "price-0-1": ""})
    assert [(price.level, price.amount) for price in said.all()] == [(None, 100000)]
    wrong = client.post(address, {"price-0-0": "tanio", "price-0-1": ""})

    assert set(errors(wrong)) == {"price-0-0"}
    assert "tanio" in wrong.content.decode()
    assert said.count() == 1
    assert client.get(f"{house.address('set-prices')}?audience=x&rank=y").status_code == 200


def test_text_changed_is_its_next_version(house: House, enter: Enter) -> None:
    client, address = enter("Oskar"), house.address("change-text", "terms", "pl")

    for body in ("Nowe warunki.\r\nDrugi wiersz.", "Nowe warunki.\r\nDrugi wiersz."):
        client.post(address, {"title": "Warunki", "body": body})
    wrong = client.post(address, {"title": "", "body": "x\0y"})

    texts = LegalText.objects.filter(association=house.conference.association, kind=LegalKind.TERMS)
    assert list(texts.order_by("version").values_list("version", "body")) == [
        (1, "Wysłanie karty oznacza przyjęcie warunków uczestnictwa."),
        (2, "Nowe warunki.\nDrugi wiersz."),
    ]
    assert set(errors(wrong)) == {"title", "body"}
    page = client.get(house.address("list-texts")).content.decode()
    assert texts.get(version=2).sha256[:16] in page
    assert client.get(house.address("change-text", "terms", "de")).status_code == 404


def test_question_shown_only_on_an_answer_that_can_be(house: House, enter: Enter) -> None:
    client = enter("Oskar")
    parent = Question.objects.create(conference=house.conference, slug="p", label="Autem?", kind="boolean")
    data = {"label": "Numer?", "target": "participant", "kind": "text", "shown_if": parent.pk, "is_active": "on"}

    wrong = errors(post(client, house, "add-setting", "questions", **data, shown_if_value="może"))
    assert set(wrong) == {"shown_if_value"}
    assert post(client, house, "add-setting", "questions", **data, shown_if_value="Tak").status_code == 302
    child = Question.objects.get(label="Numer?")
    assert (child.shown_if, child.shown_if_value) == (parent, "yes")
    circle = {"label": "Autem?", "target": "participant", "kind": "boolean", "shown_if": child.pk}
    page = post(client, house, "change-setting", "questions", key_of(parent), **circle, shown_if_value="x")

    assert set(errors(page)) == {"shown_if"}


def test_names_are_escaped_on_every_list(house: House, enter: Enter) -> None:
    VariantFactory.create(conference=house.conference, name="<script>alert(1)</script>")
    Extra.objects.create(conference=house.conference, slug="x", name="<b>Gala</b>")
    DiscountCode.objects.create(conference=house.conference, code="<i>", percent=5)

    for kind in ("variants", "extras", "codes"):
        page = enter("Oskar").get(house.address("list-settings", kind)).content.decode()
        assert [sign in page for sign in ("<script>alert", "<b>Gala", "<i>")] == [False] * 3
