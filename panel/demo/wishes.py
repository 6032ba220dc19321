"""What the invented people ask for beside a variant: extras, rooms, diets in words, answers, a place on the list."""

from dataclasses import dataclass, field, replace
from random import Random

from events.enums import ExtraKind
from events.models import Conference, DiscountCode, Extra
from panel.demo.offer import DISCOUNT
from registrations.enums import Diet, RoomWish
from registrations.inputs import AnswerInput, CardInput, ParticipantInput
from registrations.models import Question

# How likely each extra is, of a hundred people to whom it is offered; of workshops one is taken at most.
LIKELY = {
    ExtraKind.GALA: 55,
    ExtraKind.VISIT: 22,
    ExtraKind.WORKSHOP: 35,
    ExtraKind.COMPANION: 3,
    ExtraKind.SINGLE_ROOM: 0,
}
WISHES = (*[RoomWish.ANY] * 5, *[RoomWish.SAME] * 3, RoomWish.NAMED, RoomWish.ALONE)
DIET_NOTES = {
    Diet.GLUTEN_FREE: "celiakia, także śladowe ilości",
    Diet.VEGAN: "bez miodu",
    Diet.OTHER: "uczulenie na orzechy",
}
NEEDS = ("miejsce blisko sceny", "pokój na parterze, wózek", "tłumacz języka migowego")
USED_BY = frozenset({3, 17, 40})


@dataclass
class Wishes:
    """Its own chance, so that the rest of the demonstration stays as it is."""

    conference: Conference
    random: Random
    extras: list[tuple[Extra, frozenset[int]]] = field(default_factory=list)
    questions: dict[str, Question] = field(default_factory=dict)
    discount: DiscountCode | None = None

    @classmethod
    def of(cls, conference: Conference, seed: int) -> "Wishes":
        extras = [
            (extra, frozenset(variant.pk for variant in extra.variants.all()))
            for extra in conference.extras.prefetch_related("variants")
        ]
        return cls(
            conference,
            Random(seed),
            extras,
            {question.slug: question for question in conference.questions.all()},
            conference.discount_codes.filter(code=DISCOUNT).first(),
        )

    def add_to(self, data: CardInput, number: int) -> CardInput:
        """The card with what its people wish; `number` counts the cards."""
        if not self.extras:
            return data
        people = [self.person(person, data.participants) for person in data.participants]
        return replace(
            data,
            participants=tuple(people),
            discount=self.discount if number in USED_BY else None,
            answers=self.answers_of_card(),
        )

    def person(self, person: ParticipantInput, others: tuple[ParticipantInput, ...]) -> ParticipantInput:
        diet = Diet.OTHER if self.chance(2) else person.diet
        chosen = replace(
            person,
            diet=diet,
            diet_note=DIET_NOTES.get(diet, "") if self.chance(70) else "",
            accessibility=self.random.choice(NEEDS) if self.chance(4) else "",
            extras=self.chosen_extras(person),
            answers=self.answers_of(person),
        )
        return self.with_room(chosen, others) if person.variant.nights else chosen

    def with_room(self, person: ParticipantInput, others: tuple[ParticipantInput, ...]) -> ParticipantInput:
        wish = self.random.choice(WISHES)
        mate = next((other for other in others if other.last_name != person.last_name), None)
        if wish == RoomWish.NAMED and mate is not None:
            return replace(person, room_wish=wish, roommate=f"{mate.first_name} {mate.last_name}")
        return person if wish == RoomWish.NAMED else replace(person, room_wish=wish)

    def chosen_extras(self, person: ParticipantInput) -> tuple[Extra, ...]:
        taken: list[Extra] = []
        for extra, offered in self.extras:
            is_chosen = self.chance(LIKELY.get(ExtraKind(extra.kind), 0))
            excluded = extra.group and extra.group in {other.group for other in taken}
            if is_chosen and person.variant.pk in offered and not excluded:
                taken.append(extra)
        return tuple(taken)

    def answers_of(self, person: ParticipantInput) -> tuple[AnswerInput, ...]:
        if person.variant.is_remote:
            return ()
        years = self.random.choice(self.questions["staz"].choices.splitlines())
        answers = [AnswerInput(self.questions["staz"], years)]
        by_bus = self.chance(30)
        answers.append(AnswerInput(self.questions["autokar"], "yes" if by_bus else "no"))
        if by_bus:
            answers.append(AnswerInput(self.questions["pociag"], self.random.choice(("9.40", "10.45", "11.20"))))
        return tuple(answers)

    def answers_of_card(self) -> tuple[AnswerInput, ...]:
        source = self.random.choice(self.questions["skad"].choices.splitlines())
        cars = str(self.random.randint(0, 2))
        return (AnswerInput(self.questions["skad"], source), AnswerInput(self.questions["samochody"], cars))

    def chance(self, percent: int) -> bool:
        return self.random.random() * 100 < percent
