"""All steps of one card together: what is typed, what is wrong with it, what it comes to."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import Any

from django.forms import Form
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from events.models import Conference, DiscountCode, PlacePool
from events.validators import compact
from registrations.asking import active_questions
from registrations.discounts import gives_discounts, usable_discount
from registrations.enums import REQUIRED_STATEMENTS, InstitutionKind, LegalKind, PublicFunding, QuestionTarget
from registrations.extras import Offered, extras_missing, offered_extras
from registrations.forms.fields import Typed
from registrations.forms.institution import InstitutionForm
from registrations.forms.invoice import Buyer, FindDiscount, InvoiceForm
from registrations.forms.people import ParticipantForm, People
from registrations.forms.problems import Problem, problems_of
from registrations.forms.questions import CardQuestionsForm
from registrations.forms.statements import OPTIONAL_CONSENTS, StatementsForm
from registrations.forms.stay import StayForm, Stays, wanted_extras
from registrations.forms.sums import Sums
from registrations.inputs import CardInput, Party
from registrations.models import CardDraft, LegalText, Question
from registrations.places import VariantPlaces, variants_alone, variants_with_places
from registrations.pricing import PriceList, standing_of
from registrations.selectors import current_texts

STEPS: dict[str, Promise] = {
    "institution": _("Institution"),
    "invoice": _("Buyer and recipient"),
    "participants": _("Participants"),
    "stay": _("Stay and extras"),
    "questions": _("Questions"),
    "statements": _("Statements"),
    "summary": _("Summary"),
}
TEXTS = (LegalKind.PUBLIC_FUNDING, LegalKind.TERMS, LegalKind.PRIVACY, *OPTIONAL_CONSENTS)
# Where the files of the card's own questions are kept, beside those of its people.
CARD_FILES = "card"


@dataclass
class CardForms:
    """The forms of a draft's steps, filled with what was typed.

    `checked` names the steps whose errors are shown. `count_places` also looks at the places left, which costs
    a query more and which the submission itself does not need. `refused_files` says of whose (CARD_FILES or the key
    of a person) which upload was refused and why.
    """

    conference: Conference
    typed: dict[str, Any]
    language: str
    checked: frozenset[str] = frozenset()
    refused: PlacePool | None = None
    refused_files: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    count_places: bool = field(default=True, kw_only=True)

    @classmethod
    def of(cls, draft: CardDraft, language: str, **kwargs: Any) -> "CardForms":
        return cls(draft.conference, draft.typed, language, **kwargs)

    @cached_property
    def variants(self) -> Sequence[VariantPlaces]:
        return variants_with_places(self.conference) if self.count_places else variants_alone(self.conference)

    @cached_property
    def offered(self) -> Sequence[Offered]:
        return offered_extras(self.conference)

    @cached_property
    def all_questions(self) -> Sequence[Question]:
        return active_questions(self.conference)

    @cached_property
    def texts(self) -> list[LegalText]:
        return current_texts(self.conference, self.language, TEXTS)

    @property
    def lacks_texts(self) -> bool:
        """Whether there is nothing to accept: then no card may be sent."""
        return not {*REQUIRED_STATEMENTS} <= {text.kind for text in self.texts}

    @cached_property
    def steps(self) -> dict[str, Promise]:
        """The steps of this card: what it has nothing to fill in for is left out."""
        left_out = set()
        if not self.asks_stay:
            left_out.add("stay")
        if not any(question.target == QuestionTarget.CARD for question in self.all_questions):
            left_out.add("questions")
        return {step: label for step, label in STEPS.items() if step not in left_out}

    @property
    def asks_stay(self) -> bool:
        """Until a variant is chosen, whether there is one that asks anything."""
        of_people = any(question.target == QuestionTarget.PARTICIPANT for question in self.all_questions)
        if not (of_people or self.offered or any(one.variant.nights for one in self.variants)):
            return False
        return self.stays.asks if any(form.picked for form in self.people.forms) else True

    def _typed(self, step: str) -> Typed:
        return self.typed.get(step) or {}

    def _filled(self, step: str) -> dict[str, Any]:
        typed = self._typed(step)
        if step in self.checked:
            return {"data": typed}
        # Before the first visit the fields' own initial values stand; after it, exactly what was typed.
        return {"initial": unticked(step) | typed} if typed else {}

    @cached_property
    def institution(self) -> InstitutionForm:
        return InstitutionForm(**self._filled("institution"))

    @cached_property
    def discount(self) -> DiscountCode | None:
        return usable_discount(self.conference, str(self._typed("invoice").get("discount_code") or ""))

    @cached_property
    def invoice(self) -> InvoiceForm:
        find: FindDiscount | None = None
        if self._typed("invoice").get("discount_code") or (self.count_places and gives_discounts(self.conference)):
            find = partial(usable_discount, self.conference)
        return InvoiceForm(**self._filled("invoice"), find_discount=find)

    @cached_property
    def people(self) -> People:
        return People(
            self._typed("participants").get("people") or [],
            self.variants,
            checked="participants" in self.checked,
            refused=self.refused,
            takes_waiting=self.conference.takes_waiting,
            counts_places=self.count_places,
        )

    @cached_property
    def questions(self) -> CardQuestionsForm:
        return CardQuestionsForm(
            **self._filled("questions"),
            questions=self.all_questions,
            files=self._files(CARD_FILES),
            refused=self.refused_files.get(CARD_FILES),
        )

    def _files(self, whose: str) -> dict[str, dict[str, str]]:
        found: dict[str, dict[str, str]] = self._typed("files").get(whose) or {}
        return found

    @cached_property
    def stays(self) -> Stays:
        stays = [self._stay(number, form) for number, form in enumerate(self.people.forms)]
        wanted = wanted_extras(stays, [form.waits for form in self.people.forms])
        refused = [] if self.refused is None and not self.count_places else [self.refused]
        return Stays(stays, [found for one in refused for found in extras_missing(self.offered, wanted, one)])

    def _stay(self, number: int, person: ParticipantForm) -> StayForm:
        key = str(person["key"].value() or f"s{number}")
        form = StayForm(
            conference=self.conference,
            variant=person.picked,
            offered=self.offered,
            prefix=key,
            questions=self.all_questions,
            elsewhere=self._typed("questions"),
            files=self._files(key),
            refused=self.refused_files.get(key),
        )
        form.fill(self._typed("stay").get(key) or {}, is_checked="stay" in self.checked)
        return form

    @cached_property
    def statements(self) -> StatementsForm:
        return StatementsForm(**self._filled("statements"), texts=self.texts)

    def is_valid(self, step: str) -> bool:
        if step == "participants":
            return self.people.is_valid()
        if step == "stay":
            return self.stays.is_valid()
        form: Form = getattr(self, step)
        return form.is_valid()

    @property
    def wrong_steps(self) -> list[str]:
        return [step for step in self.steps if step != "summary" and not self.is_valid(step)]

    def problems(self, step: str) -> list[Problem]:
        """What the summary of errors of the step tells, in the order of its fields."""
        if step not in self.checked:
            return []
        return list(self._problems(step))

    def _problems(self, step: str) -> Iterator[Problem]:
        if step not in {"participants", "stay"}:
            yield from problems_of(getattr(self, step))
            return
        told = self.people if step == "participants" else self.stays
        yield from (Problem(message) for message in told.problems)
        for number, form in enumerate(told.forms):
            yield from problems_of(form, self.whose(number))

    def whose(self, number: int) -> str:
        """How a person is named above their fields."""
        form = self.people.forms[number]
        name = f"{form['first_name'].value() or ''} {form['last_name'].value() or ''}".strip()
        return name or str(_("Person %(number)s")) % {"number": number + 1}

    @property
    def staying(self) -> list[tuple[str, ParticipantForm, StayForm]]:
        """Everybody with their name, what they are and what they fill in of their stay."""
        pairs = zip(self.people.forms, self.stays.forms, strict=True)
        return [(self.whose(number), person, stay) for number, (person, stay) in enumerate(pairs)]

    @cached_property
    def sums(self) -> Sums:
        prices = PriceList.of(self.conference)
        typed = self._typed("institution")
        us = Party(str(typed.get("name") or "").strip(), "", "", "", compact(str(typed.get("nip") or "")))
        return Sums(
            conference=self.conference,
            variants=self.variants,
            offered=self.offered,
            people=self.people.forms,
            stays=self.stays.forms,
            standing=standing_of(self.conference, us, counts_people=prices.ranks_people),
            funding=self.funding,
            discount=self.discount,
            prices=prices,
            is_stated=self.statements["public_funding"].value() in PublicFunding.values,
        )

    @property
    def funding(self) -> PublicFunding:
        """What was stated; until then what most institutions state, so that the sum need not change later."""
        stated = self.statements["public_funding"].value()
        return PublicFunding(stated) if stated in PublicFunding.values else PublicFunding.WHOLE

    @property
    def shown_people(self) -> list[tuple[ParticipantForm, Any]]:
        return [(form, self.people.variant_choices(form, self.sums.price_of)) for form in self.people.forms]

    @property
    def we_are_buying_office(self) -> bool:
        buyer, kind = self.invoice["buyer"].value(), self.institution["kind"].value()
        return bool(buyer == Buyer.US and kind == InstitutionKind.OFFICE)

    @property
    def buyer_is_local_government(self) -> bool:
        """The box counts beside another buyer; of ourselves our kind tells: an office buys for its municipality."""
        given = self.invoice.cleaned_data
        return self.we_are_buying_office or (given["buyer"] != Buyer.US and given["buyer_is_local_government"])

    def card(self) -> CardInput:
        """The card, once every step is checked and valid."""
        us, contact, invoice = self.institution.party(), self.institution.cleaned_data, self.invoice.cleaned_data
        pairs = zip(self.people.forms, self.stays.forms, strict=True)
        return CardInput(
            institution=self.institution.institution(),
            contact_name=contact["contact_name"],
            contact_email=contact["contact_email"],
            contact_phone=contact["contact_phone"],
            buyer=self.invoice.buyer_party(us),
            recipient=self.invoice.recipient_party(us),
            buyer_is_local_government=self.buyer_is_local_government,
            public_funding=PublicFunding(self.statements.cleaned_data["public_funding"]),
            participants=tuple(person.person(**stay.stay()) for person, stay in pairs),
            language=self.language,
            order_number=invoice["order_number"],
            invoice_email=invoice["invoice_email"],
            discount=self.discount,
            keeps_together=self.people.may_keep_together and self.keeps_together,
            answers=self.questions.answers() if "questions" in self.steps else (),
            remarks=self.statements.cleaned_data["remarks"],
        )

    @property
    def keeps_together(self) -> bool:
        return bool(self._typed("participants").get("keeps_together"))


def unticked(step: str) -> Typed:
    """A box that was not ticked is not posted: without this its initial tick would come back."""
    return {"buyer_is_local_government": ""} if step == "invoice" else {}
