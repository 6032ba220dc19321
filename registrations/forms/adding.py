"""One more person on a sent card: who comes, then their stay and the questions, by the forms of the card itself."""

from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from accounts.models import User
from events.models import PlacePool, Variant
from events.services import NoPlaces
from registrations.asking import active_questions
from registrations.enums import LineKind, PublicFunding, QuestionTarget
from registrations.extras import no_places, offered_extras
from registrations.forms.answers import SentFiles, elsewhere
from registrations.forms.people import ParticipantForm, People, VariantChoice
from registrations.forms.problems import Problem, problems_of
from registrations.forms.reading import typed_fields
from registrations.forms.stay import StayForm
from registrations.inputs import ParticipantInput
from registrations.models import ParticipationCard
from registrations.places import variants_with_places
from registrations.pricing import PricedLine, PriceList
from registrations.repricing import earlier_people, priced_for
from registrations.services import add_participant

WHO, STAY = "p0", "s0"


@dataclass
class Adding:
    """Both forms as far as they were filled in; `step` is the one to show, `added` who came to the card."""

    card: ParticipationCard
    request: HttpRequest
    refused: PlacePool | None = None
    added: ParticipantInput | None = None
    told: list[str] = field(default_factory=list)
    goes_back: bool = False

    @property
    def wish(self) -> str:
        return self.request.POST.get("do", "next") if self.request.method == "POST" else ""

    @cached_property
    def people(self) -> People:
        typed = typed_fields(ParticipantForm.base_fields, self.request.POST, WHO)
        return People(
            [typed] if typed else [],
            variants_with_places(self.card.conference),
            checked=self.wish not in {"", "back"},
            refused=self.refused,
            takes_waiting=self.card.conference.takes_waiting,
        )

    @property
    def who(self) -> ParticipantForm:
        return self.people.forms[0]

    @property
    def name(self) -> str:
        return f"{self.who['first_name'].value()} {self.who['last_name'].value()}"

    @property
    def hidden_who(self) -> list[tuple[str, str]]:
        """Who comes, to be posted with the stay."""
        return [(bound.html_name, str(bound.value() or "")) for bound in self.who]

    @property
    def hidden_stay(self) -> list[tuple[str, str]]:
        """The stay, where it was seen before one went back to who comes."""
        post = self.request.POST
        names = [name for name in post if name.startswith(f"{STAY}-") or name == "stay_seen"]
        return [(name, value) for name in names for value in post.getlist(name)]

    @property
    def variant_choices(self) -> list[VariantChoice]:
        return self.people.variant_choices(self.who, self.price_of)

    def price_of(self, variant: Variant, _number: int) -> int:
        """What the variant costs one more person today, VAT included."""
        lines = self.prices.person_lines(
            ParticipantInput("", "", "", variant),
            on=self.card.conference.today(),
            is_member=self.card.is_member,
            is_first=self.is_first,
            funding=PublicFunding(self.card.public_funding),
        )
        return sum(line.amount for line in lines if line.kind == LineKind.VARIANT)

    @cached_property
    def prices(self) -> PriceList:
        return PriceList.of(self.card.conference)

    @cached_property
    def is_first(self) -> bool:
        return self.prices.ranks_people and earlier_people(self.card) == 0

    @property
    def step(self) -> str:
        """Who comes until that is right, then the stay."""
        knows = self.wish not in {"", "back"} and not self.goes_back and self.people.is_valid()
        return "stay" if knows else "who"

    @cached_property
    def stay(self) -> StayForm:
        questions = active_questions(self.card.conference)
        mine = [question for question in questions if question.target == QuestionTarget.PARTICIPANT]
        sent = SentFiles.read(self.request, self.card, mine, prefix=STAY)
        how: dict[str, Any] = {
            "conference": self.card.conference,
            "variant": self.who.picked,
            "offered": offered_extras(self.card.conference),
            "prefix": STAY,
            "questions": questions,
            "elsewhere": elsewhere(self.card),
            "files": sent.kept,
            "refused": sent.refused,
            "notes": sent.notes,
        }
        bare = StayForm(**how)
        if "stay_seen" in self.request.POST:
            typed = typed_fields(bare.fields, self.request.POST, STAY)
        else:
            typed = {name: one.initial for name, one in bare.fields.items() if one.initial is not None}
        if self.wish != "add":
            return StayForm(initial=typed, **how)
        return StayForm({f"{STAY}-{name}": value for name, value in typed.items()}, **how)

    def tentative(self) -> ParticipantInput:
        """As far as it was filled in, for the sum."""
        stay = self.stay
        return self.who.person(nights=stay.typed_nights, extras=tuple(one.extra for one in stay.chosen))

    @cached_property
    def lines(self) -> list[PricedLine]:
        """What the person will cost; who waits costs nothing yet."""
        if self.who.waits:
            return []
        return priced_for(self.card, [self.tentative()], on=self.card.conference.today())

    @property
    def total(self) -> int:
        return sum(line.amount for line in self.lines)

    @property
    def problems(self) -> list[Problem]:
        found = [Problem(message) for message in self.told]
        if self.step == "who":
            if self.wish in {"", "back"}:
                return found
            if self.goes_back and found:
                return found
            return [*found, *(Problem(message) for message in self.people.problems), *problems_of(self.who)]
        return [*found, *problems_of(self.stay)] if self.wish == "add" else found

    def carry_out(self, *, by: User | None) -> None:
        """Add the person when that was asked for and all is right. Raises CardClosed, TooLate."""
        if self.wish != "add" or self.step != "stay" or not self.stay.is_valid() or self.lacks_places():
            return
        person = self.who.person(**self.stay.stay())
        if is_on(self.card, person):
            self.go_back(_("This person is on the card already."))
        elif self.request.POST.get("total", "") != str(self.total):
            self.told.append(_("The fee is told below. Please look at it and press the button once more."))
        else:
            self.add(person, by=by)

    def lacks_places(self) -> bool:
        return not self.who.waits and any(
            one.is_full and self.refuse_extra(one.extra.pool_id) for one in self.stay.chosen
        )

    def add(self, person: ParticipantInput, *, by: User | None) -> None:
        try:
            add_participant(card=self.card, person=person, by=by)
            self.added = person
        except NoPlaces as full:
            if not self.refuse_extra(full.pool.pk):
                self.refused = full.pool
                del self.people
                self.goes_back = True
        except ValidationError as wrong:
            self.told += wrong.messages

    def go_back(self, why: str) -> None:
        self.told.append(why)
        self.goes_back = True

    def refuse_extra(self, pool: int | None) -> bool:
        """Whether it was an extra whose places ran out; that is told above the form of the stay."""
        full = [one.extra for one in self.stay.chosen if one.extra.pool_id == pool]
        if full and not {one.pk for place in self.people.variants for one in place.pools} & {pool}:
            self.stay.add_error(None, no_places(full, left=0, wanted=1))
            return True
        return False


def is_on(card: ParticipationCard, person: ParticipantInput) -> bool:
    """A second click, or the form sent again after going back."""
    same = card.participants.on_card().filter(first_name=person.first_name, last_name=person.last_name)
    return same.filter(email__iexact=person.email).exists()
