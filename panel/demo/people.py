"""Invented people with Polish names; the same ones at every loading."""

from dataclasses import dataclass
from random import Random

from faker import Faker

from registrations.enums import Diet
from registrations.search import fold

POSITIONS = (
    "pracownik socjalny",
    "starszy pracownik socjalny",
    "specjalista pracy socjalnej",
    "kierownik działu pomocy środowiskowej",
    "asystent rodziny",
    "główna księgowa",
    "zastępca dyrektora",
    "koordynator usług opiekuńczych",
    "organizator społeczności lokalnej",
    "inspektor do spraw świadczeń",
)
TITLES = ("", "", "", "", "", "", "mgr", "", "dr", "")
DIETS = (*[Diet.STANDARD] * 14, Diet.VEGETARIAN, Diet.VEGETARIAN, Diet.VEGAN, Diet.GLUTEN_FREE)


@dataclass(frozen=True)
class Person:
    first_name: str
    last_name: str
    academic_title: str
    position: str
    diet: Diet

    @property
    def full_name(self) -> str:
        return f"{self.first_name} {self.last_name}"

    def email_at(self, domain: str) -> str:
        return f"{fold(self.first_name)[0]}.{fold(self.last_name).replace(' ', '')}@{domain}"


class People:
    """Gives one invented person after another."""

    def __init__(self, seed: int) -> None:
        self.faker = Faker("pl_PL")
        self.faker.seed_instance(seed)
        self.random = Random(seed)

    def next(self, position: str = "") -> Person:
        first, last = self.names()
        return Person(
            first_name=first,
            last_name=last,
            academic_title=self.random.choice(TITLES),
            position=position or self.random.choice(POSITIONS),
            diet=self.random.choice(DIETS),
        )

    def names(self) -> tuple[str, str]:
        """Four in five are women, as in the profession."""
        if self.random.random() < 0.8:
            return self.faker.first_name_female(), self.faker.last_name_female()
        return self.faker.first_name_male(), self.faker.last_name_male()
