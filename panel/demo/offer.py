"""Everything that a conference may offer and ask: prices by day and membership, extras, questions, fees, labels."""

from datetime import date, timedelta

from django.utils import timezone

from accounts.models import User
from events.enums import Audience, Exemption, ExtraKind, Rank
from events.models import Conference, DiscountCode, Extra, PlacePool, Price, PriceLevel, ResignationFee, VatRule
from panel.demo.editions import ROOMY, saved
from panel.enums import ListName
from panel.models import SavedView
from panel.setup.forms.money import PARTLY_BASIS, WHOLE_BASIS
from registrations.enums import QuestionKind, QuestionTarget, Tone
from registrations.models import Label, Question

EARLY_ENDED = timedelta(days=15)
CHEAPER, DEARER = -100_00, 100_00
MEMBERS_SAVE, FURTHER_SAVE = 100_00, 50_00
DISCOUNT = "PARTNER10"
# Pools of extras, and how many places are left in each when all have registered.
VISIT_POOL, FIRST_WORKSHOP, SECOND_WORKSHOP = "Autokar studyjny", "Warsztat A", "Warsztat B"
EXTRA_POOLS = {VISIT_POOL: 9, FIRST_WORKSHOP: 4, SECOND_WORKSHOP: 0}
WORKSHOPS = "Warsztaty w drugim dniu"

# kind, name, in one line, price, per night, one of, pool
EXTRAS = (
    (ExtraKind.GALA, "Uroczysta kolacja", "Drugiego dnia o 19.00, z muzyką.", 150_00, False, "", ""),
    (
        ExtraKind.VISIT,
        "Wyjazd studyjny do centrum usług w Czechach",
        "Przejazd przez granicę: trzeba mieć dowód osobisty albo paszport.",
        60_00,
        False,
        "",
        VISIT_POOL,
    ),
    (ExtraKind.WORKSHOP, "Warsztat: trudna rozmowa", "W małej grupie.", 0, False, WORKSHOPS, FIRST_WORKSHOP),
    (ExtraKind.WORKSHOP, "Warsztat: plan usług w gminie", "Z laptopem.", 0, False, WORKSHOPS, SECOND_WORKSHOP),
    (ExtraKind.COMPANION, "Osoba towarzysząca", "Z noclegami i wyżywieniem.", 500_00, False, "", ""),
    (ExtraKind.SINGLE_ROOM, "Pokój dla jednej osoby", "Dopłata za każdą noc.", 120_00, True, "", ""),
)
# Offered to those who sleep two in a room only; the rest to all who come.
OF_DOUBLE_ROOMS = {ExtraKind.COMPANION, ExtraKind.SINGLE_ROOM}

LABELS = (("Prelegent", Tone.INFO), ("Do wyjaśnienia", Tone.PROBLEM), ("Gość honorowy", Tone.SETTLED))
VIEWS = (
    (ListName.PARTICIPANTS, "Diety dla kuchni", "diet=vegetarian&diet=vegan&diet=gluten_free"),
    (ListName.PARTICIPANTS, "Czekają na miejsce", "state=waiting"),
    (ListName.CARDS, "Podpisane karty do sprawdzenia", "signed=sent"),
)


def write_full_offer(conference: Conference, organiser: User) -> None:
    conference.wants_signed_cards = True
    conference.signing_days = 30
    conference.changes_until = conference.starts_on - timedelta(days=7)
    saved(conference)
    rule = write_vat(conference)
    write_prices(conference)
    write_extras(conference, rule)
    write_questions(conference)
    write_terms(conference)
    for name, tone in LABELS:
        saved(Label(conference=conference, name=name, tone=tone))
    for list_name, name, query in VIEWS:
        saved(SavedView(conference=conference, list=list_name, name=name, query=query, author=organiser))


def write_vat(conference: Conference) -> VatRule:
    rule = saved(
        VatRule(
            conference=conference,
            name="Kształcenie zawodowe",
            exemption=Exemption.MOST,
            basis=WHOLE_BASIS,
            basis_partly=PARTLY_BASIS,
            price_includes_vat=False,
        )
    )
    conference.variants.update(vat_rule=rule)
    return rule


def write_prices(conference: Conference) -> None:
    """The price of a variant is the regular one; members and further people of a centre pay less at any time."""
    days: dict[str, date | None] = {
        "Wczesna": timezone.localdate() - EARLY_ENDED,
        "Zwykła": conference.starts_on - timedelta(days=21),
        "Późna": None,
    }
    levels = {name: saved(PriceLevel(conference=conference, name=name, until=until)) for name, until in days.items()}
    for variant in conference.variants.filter(is_remote=False):
        for name, more in (("Wczesna", CHEAPER), ("Późna", DEARER)):
            saved(Price(variant=variant, level=levels[name], amount=variant.price + more))
        members = {"audience": Audience.MEMBERS}
        saved(Price(variant=variant, **members, amount=variant.price - MEMBERS_SAVE))
        saved(Price(variant=variant, rank=Rank.FURTHER, amount=variant.price - FURTHER_SAVE))
        for name, more in (("Wczesna", CHEAPER), ("Zwykła", 0), ("Późna", DEARER)):
            amount = variant.price + more - MEMBERS_SAVE
            saved(Price(variant=variant, level=levels[name], **members, amount=amount))


def write_extras(conference: Conference, rule: VatRule) -> None:
    pools = {name: saved(PlacePool(conference=conference, name=name, size=ROOMY)) for name in EXTRA_POOLS}
    here = list(conference.variants.filter(is_remote=False))
    for position, (kind, name, summary, price, is_per_night, group, pool) in enumerate(EXTRAS):
        extra = saved(
            Extra(
                conference=conference,
                slug=f"{kind.value.replace('_', '-')}-{position}",
                kind=kind,
                name=name,
                summary=summary,
                price=price,
                is_per_night=is_per_night,
                group=group,
                pool=pools.get(pool),
                vat_rule=rule,
                position=position,
            )
        )
        extra.variants.set(here[:1] if kind in OF_DOUBLE_ROOMS else here)


def write_questions(conference: Conference) -> None:
    def ask(slug: str, label: str, kind: QuestionKind, position: int, **more: object) -> Question:
        return saved(Question(conference=conference, slug=slug, label=label, kind=kind, position=position, **more))

    bus = ask("autokar", "Czy skorzysta z autokaru z dworca?", QuestionKind.BOOLEAN, 0)
    needed = {"shown_if": bus, "shown_if_value": "yes", "is_required": True}
    ask("pociag", "O której przyjeżdża pociąg?", QuestionKind.TEXT, 1, help_text="Na przykład 10.45.", **needed)
    lengths = "do roku\nod roku do 5 lat\nponad 5 lat"
    ask("staz", "Staż pracy w pomocy społecznej", QuestionKind.CHOICE, 2, choices=lengths)
    ask("prezentacja", "Prezentacja dobrej praktyki", QuestionKind.FILE, 3, help_text="Plik PDF.")
    of_card = {"target": QuestionTarget.CARD}
    sources = "list stowarzyszenia\nstrona internetowa\npolecenie innego ośrodka"
    ask("skad", "Skąd wiadomość o konferencji?", QuestionKind.CHOICES, 4, choices=sources, **of_card)
    ask("samochody", "Ile samochodów stanie na parkingu?", QuestionKind.NUMBER, 5, **of_card)
    ask("umowa", "Do kiedy potrzebna jest umowa?", QuestionKind.DATE, 6, **of_card)


def write_terms(conference: Conference) -> None:
    """Free until the day of the conference's own row, then dearer in steps; and a code for those who help."""
    for days, percent in ((14, 30), (7, 70)):
        saved(ResignationFee(conference=conference, until=conference.starts_on - timedelta(days=days), percent=percent))
    saved(
        DiscountCode(
            conference=conference,
            code=DISCOUNT,
            name="Dla ośrodków, które pomagają w organizacji",
            percent=10,
            limit=20,
            valid_until=conference.starts_on - timedelta(days=21),
        )
    )


def cut_extra_pools(conference: Conference) -> None:
    for name, left in EXTRA_POOLS.items():
        pool = conference.pools.get(name=name)
        pool.size = pool.taken + left
        pool.save(update_fields=["size"])
