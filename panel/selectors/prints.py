"""From rows to printed lists. Each takes a few queries, however many people there are."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from itertools import count

from django.db.models import QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from badges.selectors import badges_to_print
from events.formats import long_day, moment, weekday_and_day
from events.models import Conference, Variant
from events.selectors import days_of
from panel.prints.papers import (
    AttendancePaper,
    BadgesPaper,
    CountRow,
    DayMeals,
    DietsPaper,
    Head,
    InstitutionsPaper,
    Listed,
    ListedGroup,
    Need,
)
from registrations.enums import Diet
from registrations.models import Night, Participant, ParticipantExtra
from registrations.search import fold
from registrations.sheets import letterhead_of

GROUPS = ("letter", "institution", "variant")


def people_on_paper(conference: Conference, variant: Variant | None) -> QuerySet[Participant, Participant]:
    """Those who come in person, in Polish order."""
    people = Participant.objects.active().of(conference).filter(variant__is_remote=False)
    if variant is not None:
        people = people.filter(variant=variant)
    return people.select_related("card__institution", "variant").order_by("sort_key", "pk")


def people_to_print(conference: Conference, variant: Variant | None) -> list[Participant]:
    """One query."""
    return list(people_on_paper(conference, variant))


def head_of(conference: Conference, title: str, variant: Variant | None) -> Head:
    scope = _("Variant: %(name)s") % {"name": variant.name} if variant else _("All who come in person")
    return Head(
        letterhead=letterhead_of(conference),
        title=title,
        scope=scope,
        printed=_("as of %(moment)s") % {"moment": moment(conference.now())},
        language=get_language() or "pl",
    )


def attendance_paper(conference: Conference, variant: Variant | None, group: str) -> AttendancePaper:
    people = people_to_print(conference, variant)
    return AttendancePaper(
        head=head_of(conference, _("Attendance list"), variant),
        days=tuple(weekday_and_day(day) for day in days_of(conference)),
        groups=grouped(people, group),
    )


def institutions_paper(conference: Conference, variant: Variant | None) -> InstitutionsPaper:
    people = people_to_print(conference, variant)
    return InstitutionsPaper(
        head=head_of(conference, _("Participants by institution"), variant), groups=grouped(people, "institution")
    )


def badges_paper(conference: Conference, variant: Variant | None) -> BadgesPaper:
    """The number is the badge's in the printed pile of all, also when the list is of one variant."""
    numbered = list(enumerate(badges_to_print(conference), start=1))
    kept = [(number, one) for number, one in numbered if variant is None or one.variant_id == variant.pk]
    groups: dict[str, list[Listed]] = defaultdict(list)
    for number, person in kept:
        groups[letter_of(person)].append(listed(number, person, institution_line(person)))
    return BadgesPaper(
        head=head_of(conference, _("Badges to hand out"), variant),
        groups=tuple(ListedGroup(title, tuple(people)) for title, people in groups.items()),
    )


def grouped(people: Sequence[Participant], group: str) -> tuple[ListedGroup, ...]:
    # Under its own title an institution is not repeated on each line.
    is_told = group != "institution"
    return tuple(
        ListedGroup(title, tuple(listed(number, one, institution_line(one) if is_told else "") for number, one in part))
        for title, part in numbered(people, group)
    )


def numbered(people: Sequence[Participant], group: str) -> list[tuple[str, list[tuple[int, Participant]]]]:
    """Groups with their titles in Polish order, people numbered through all of them: as the paper has them."""
    keys: dict[str, Callable[[Participant], tuple[str, str]]] = {
        "institution": lambda one: (one.card.institution.sort_key, institution_line(one)),
        "variant": lambda one: (f"{one.variant.position:05}", one.variant.name),
    }
    key = keys.get(group, by_letter)
    parts: dict[tuple[str, str], list[Participant]] = defaultdict(list)
    for person in people:
        parts[key(person)].append(person)
    counter = count(1)
    return [
        (title, [(next(counter), person) for person in part])
        for (_order, title), part in sorted(parts.items(), key=lambda item: item[0])
    ]


def by_letter(person: Participant) -> tuple[str, str]:
    return person.sort_key[:2], letter_of(person)


def letter_of(person: Participant) -> str:
    return person.last_name[:1].upper()


def institution_line(person: Participant) -> str:
    house = person.card.institution
    return f"{house.name}, {house.city}" if fold(house.city) not in fold(house.name) else house.name


def listed(number: int, person: Participant, institution: str) -> Listed:
    return Listed(
        number=number,
        name=f"{person.last_name} {person.first_name}",
        institution=institution,
        position=person.position,
        variant=person.variant.name,
        badge_text=person.badge_text,
        ticked=person.arrived_at is not None,
    )


def diets_paper(conference: Conference, variant: Variant | None, *, tells_needs: bool) -> DietsPaper:
    """Three queries. A diet nobody asked for has no line."""
    people = people_to_print(conference, variant)
    used = [diet for diet in Diet if any(one.diet == diet for one in people)]
    nights = nights_of(conference, people)
    return DietsPaper(
        head=head_of(conference, _("Meals and diets"), variant),
        explained=_(
            "Breakfast is for those who slept there the night before, lunch for those who have arrived by that day, "
            "supper for those who sleep there."
        ),
        days=tuple(meals_of(day, people, nights, used) for day in days_of(conference)),
        diets=tuple(str(diet.label) for diet in used),
        extras=extras_by_diet(conference, people, used),
        needs=tuple(need_of(one) for one in people if has_needs(one)) if tells_needs else (),
    )


def nights_of(conference: Conference, people: Iterable[Participant]) -> dict[date, set[int]]:
    """Who sleeps there, by the day on which the night begins; from the variant where no card says it. One query."""
    found: dict[date, set[int]] = defaultdict(set)
    for on, person in Night.objects.filter(participant__conference=conference).values_list("on", "participant"):
        found[on].add(person)
    if not found:
        for one in people:
            for number in range(one.variant.nights):
                found[conference.starts_on + timedelta(days=number)].add(one.pk)
    return found


def meals_of(day: date, people: Sequence[Participant], nights: dict[date, set[int]], used: Sequence[Diet]) -> DayMeals:
    before, after = nights[day - timedelta(days=1)], nights[day]
    eating = (
        Counter(one.diet for one in people if one.pk in before),
        Counter(one.diet for one in people if one.arrives_on is None or one.arrives_on <= day),
        Counter(one.diet for one in people if one.pk in after),
    )
    return DayMeals(
        day=long_day(day),
        meals=(_("Breakfast"), _("Lunch"), _("Supper")),
        rows=tuple(CountRow(str(diet.label), tuple(meal[diet] for meal in eating)) for diet in used),
    )


def extras_by_diet(conference: Conference, people: Sequence[Participant], used: Sequence[Diet]) -> tuple[CountRow, ...]:
    """One query."""
    diets = {one.pk: one.diet for one in people}
    taken = ParticipantExtra.objects.filter(extra__conference=conference).order_by("extra__position", "extra_id")
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for name, person in taken.values_list("extra__name", "participant"):
        if person in diets:
            counted[name][diets[person]] += 1
    return tuple(CountRow(name, tuple(counts[diet] for diet in used)) for name, counts in counted.items())


def has_needs(person: Participant) -> bool:
    return bool(person.diet_note or person.accessibility or person.diet == Diet.OTHER)


def need_of(person: Participant) -> Need:
    return Need(
        name=f"{person.last_name} {person.first_name}",
        institution=institution_line(person),
        variant=person.variant.name,
        diet=str(person.get_diet_display()),
        note="; ".join(part for part in (person.diet_note, person.accessibility) if part),
    )
