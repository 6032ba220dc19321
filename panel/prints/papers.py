"""What the printed lists say, ready to be drawn by panel.prints.pdf; words are already in the reader's language."""

from dataclasses import dataclass

from events.paper.letterhead import Letterhead


@dataclass(frozen=True, slots=True)
class Head:
    """`scope` says whom the list is of: everyone, or one variant; `printed` when it was made."""

    letterhead: Letterhead
    title: str
    scope: str
    printed: str
    language: str = "pl"


@dataclass(frozen=True, slots=True)
class Listed:
    """One person; `number` is their place in the whole list."""

    number: int
    name: str
    institution: str
    position: str = ""
    variant: str = ""
    badge_text: str = ""
    ticked: bool = False


@dataclass(frozen=True, slots=True)
class ListedGroup:
    title: str
    people: tuple[Listed, ...]


@dataclass(frozen=True, slots=True)
class AttendancePaper:
    """`days` are the heads of the columns to be signed."""

    head: Head
    days: tuple[str, ...]
    groups: tuple[ListedGroup, ...]


@dataclass(frozen=True, slots=True)
class InstitutionsPaper:
    head: Head
    groups: tuple[ListedGroup, ...]


@dataclass(frozen=True, slots=True)
class BadgesPaper:
    """In the order in which the badges are printed: the number is the badge's in the pile."""

    head: Head
    groups: tuple[ListedGroup, ...]


@dataclass(frozen=True, slots=True)
class CountRow:
    name: str
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class DayMeals:
    """One day's counts; `meals` are the heads of their columns, and `rows` have one for each diet."""

    day: str
    meals: tuple[str, ...]
    rows: tuple[CountRow, ...]


@dataclass(frozen=True, slots=True)
class Need:
    name: str
    institution: str
    variant: str
    diet: str
    note: str


@dataclass(frozen=True, slots=True)
class DietsPaper:
    """`needs` is empty for who may not know of them; `extras` has a row for each extra, a column for each diet."""

    head: Head
    explained: str
    days: tuple[DayMeals, ...]
    diets: tuple[str, ...]
    extras: tuple[CountRow, ...] = ()
    needs: tuple[Need, ...] = ()
