"""Figures of an edition beside those of the last one. A few queries, whatever the number of rows."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Sum
from django.db.models.functions import TruncDate
from django.utils import timezone
from django.utils.translation import gettext as _

from events.enums import Voivodeship
from events.models import Conference, Variant
from panel.comparison import Comparison, draw_comparison
from registrations.enums import InstitutionKind
from registrations.models import CardLine, Participant
from registrations.search import fold

New = Mapping[int, int]


def last_edition(conference: Conference) -> Conference | None:
    """The one that began last before this one and whose people are known here. One query."""
    known = Participant.objects.filter(conference=OuterRef("pk"))
    earlier = Conference.objects.filter(association=conference.association_id, starts_on__lt=conference.starts_on)
    return earlier.filter(Exists(known)).order_by("-starts_on").first()


@dataclass(frozen=True)
class VariantGrowth:
    """`title` is empty for all variants together."""

    title: str
    slug: str
    chart: Comparison | None


def growth(conference: Conference, last: Conference | None) -> list[VariantGrowth]:
    """All together first, then each variant beside the one of the last edition that is called so. Two queries."""
    editions = [conference, last] if last else [conference]
    new = new_by_variant(editions)
    variants = list(Variant.objects.filter(conference__in=editions))
    now = [variant for variant in variants if variant.conference_id == conference.pk]
    past = [variant for variant in variants if variant.conference_id != conference.pk]
    until = max((conference.starts_on - conference.today()).days, 0)
    everyone = together(new[variant.pk] for variant in now)
    before = together(new[variant.pk] for variant in past) if last else None
    charts = [VariantGrowth("", "all", draw_comparison(everyone, before, until))]
    for variant in now:
        same = same_variant(variant, past)
        chart = draw_comparison(new[variant.pk], new[same.pk] if same else None, until)
        charts.append(VariantGrowth(variant.name, variant.slug, chart))
    return charts


def new_by_variant(editions: Sequence[Conference]) -> dict[int, Counter[int]]:
    """People in force by variant and by days before the first day. One query."""
    starts: dict[int, date] = {edition.pk: edition.starts_on for edition in editions}
    rows = (
        Participant.objects.active()
        .filter(conference__in=editions)
        .annotate(day=TruncDate("card__submitted_at", tzinfo=timezone.get_default_timezone()))
        .values_list("conference", "variant", "day")
        .annotate(new=Count("pk"))
        .order_by()
    )
    found: dict[int, Counter[int]] = defaultdict(Counter)
    for edition, variant, day, new in rows:
        found[variant][max((starts[edition] - day).days, 0)] += new
    return found


def together(parts: Iterable[New]) -> Counter[int]:
    whole: Counter[int] = Counter()
    for part in parts:
        whole.update(part)
    return whole


def same_variant(variant: Variant, past: Iterable[Variant]) -> Variant | None:
    """By its address first, then by its name."""
    known = list(past)
    by_slug = next((one for one in known if one.slug == variant.slug), None)
    return by_slug or next((one for one in known if fold(one.name) == fold(variant.name)), None)


@dataclass(frozen=True)
class VariantMoney:
    """Sums in grosze. What came for a card is divided among the variants on it as what they owe."""

    name: str
    due: int
    paid: int

    @property
    def left(self) -> int:
        return self.due - self.paid


def money_by_variant(conference: Conference) -> list[VariantMoney]:
    """Two queries; what belongs to no person, as fees and discounts, is told last."""
    names = {variant.pk: variant.name for variant in Variant.objects.filter(conference=conference)}
    rows = (
        CardLine.objects.filter(card__conference=conference)
        .values_list("card", "card__settled", "participant__variant")
        .annotate(owed=Sum("amount"))
        .order_by("card", "participant__variant")
    )
    due: Counter[int | None] = Counter()
    paid: Counter[int | None] = Counter()
    by_card: dict[tuple[int, int], dict[int | None, int]] = defaultdict(dict)
    for card, settled, variant, owed in rows:
        by_card[card, settled][variant] = owed
    for (_card, settled), owed_by in by_card.items():
        due.update(owed_by)
        paid.update(shares_of(settled, owed_by))
    told = [VariantMoney(name, due[key], paid[key]) for key, name in names.items() if key in due]
    return [*told, VariantMoney(_("not of one person"), due[None], paid[None])] if None in due else told


def shares_of(settled: int, owed: Mapping[int | None, int]) -> dict[int | None, int]:
    """A sum divided as what is owed, to the grosz: the last one takes the rest."""
    total = sum(owed.values())
    keys = list(owed)
    shares = {key: settled * owed[key] // total if total else 0 for key in keys[:-1]}
    return {**shares, keys[-1]: settled - sum(shares.values())}


@dataclass(frozen=True)
class Bar:
    """One line of a table with its bar; `share` is of a hundred."""

    label: str
    institutions: int
    people: int
    last: int
    share: int


def by_voivodeship(conference: Conference, last: Conference | None) -> list[Bar]:
    return bars(conference, last, "card__institution__voivodeship", dict(Voivodeship.choices))


def by_kind(conference: Conference, last: Conference | None) -> list[Bar]:
    return bars(conference, last, "card__institution__kind", dict(InstitutionKind.choices))


def bars(conference: Conference, last: Conference | None, field: str, labels: Mapping[str, object]) -> list[Bar]:
    """The most numerous first. One query."""
    editions = [conference, last] if last else [conference]
    rows = (
        Participant.objects.active()
        .filter(conference__in=editions)
        .values_list("conference", field)
        .annotate(people=Count("pk"), institutions=Count("card__institution", distinct=True))
        .order_by()
    )
    now = {value: (people, institutions) for edition, value, people, institutions in rows if edition == conference.pk}
    past = {value: people for edition, value, people, _houses in rows if edition != conference.pk}
    most = max([people for people, _houses in now.values()] + list(past.values()) + [1])
    found = [
        Bar(str(labels.get(value, value)), houses, people, past.get(value, 0), round(100 * people / most))
        for value in {**now, **past}
        for people, houses in [now.get(value, (0, 0))]
    ]
    return sorted(found, key=lambda bar: (-bar.people, -bar.last, bar.label))
