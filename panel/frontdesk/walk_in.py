"""The form of a walk-in: what was typed, what it costs today, and whether it can be registered."""

from functools import cached_property
from typing import Any
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _

from accounts.models import User
from events.enums import Stage
from events.models import Conference, Variant
from events.services import NoPlaces
from panel.frontdesk.forms import TEXTS, InstitutionAtDesk, StatementsAtDesk, WalkInForm
from panel.frontdesk.selectors import Found, namesake
from panel.frontdesk.services import WalkedIn, WalkIn, is_registered, register_walk_in
from registrations.deadlines import takes_walk_ins
from registrations.enums import REQUIRED_STATEMENTS, LineKind, PublicFunding
from registrations.forms.people import VariantChoice
from registrations.forms.problems import Problem, problems_of
from registrations.inputs import CardInput, ParticipantInput
from registrations.places import VariantPlaces, variants_with_places
from registrations.pricing import PriceList, Standing, standing_of
from registrations.selectors import current_texts
from registrations.services import PriceChanged, RegistrationClosed

BOXES = ("comes_in", "terms", "privacy")


class WalkInPage:
    """Checked only when it is to be registered; until then it shows what was typed and what that costs."""

    def __init__(self, request: HttpRequest, conference: Conference) -> None:
        self.conference = conference
        self.language = request.LANGUAGE_CODE
        self.post = request.POST
        self.is_sent = request.method == "POST"
        self.is_checked = self.is_sent and self.post.get("do", "register") == "register"
        self.variants = on_site(conference)
        self.told: list[str] = []
        self.twin: Found | None = None

    def _filled(self, **first: Any) -> dict[str, Any]:
        if self.is_checked:
            return {"data": self.post}
        boxes = {name: name in self.post for name in BOXES}
        return {"initial": {**first, **(self.post.dict() | boxes if self.is_sent else {})}}

    @cached_property
    def form(self) -> WalkInForm:
        first = {"form_id": uuid4(), "comes_in": self.conference.stage == Stage.RUNNING}
        return WalkInForm(**self._filled(**first), variants=self.variants)

    @cached_property
    def institution(self) -> InstitutionAtDesk:
        filled = self._filled(head_position=_("director"))
        return InstitutionAtDesk(**filled, association=self.conference.association)

    @cached_property
    def statements(self) -> StatementsAtDesk:
        texts = current_texts(self.conference, self.language, TEXTS)
        return StatementsAtDesk(**self._filled(), texts=texts)

    @property
    def is_closed(self) -> bool:
        return not takes_walk_ins(self.conference)

    @property
    def lacks_texts(self) -> bool:
        """Whether there is nothing to agree to: then nobody can be registered."""
        return not {*REQUIRED_STATEMENTS} <= self.statements.texts.keys()

    @cached_property
    def prices(self) -> PriceList:
        return PriceList.of(self.conference)

    @cached_property
    def standing(self) -> Standing:
        if self.institution.picked is None:
            return Standing()
        return standing_of(self.conference, self.institution.us(), counts_people=self.prices.ranks_people)

    @property
    def stated(self) -> PublicFunding | None:
        said = self.statements["public_funding"].value()
        return PublicFunding(said) if said in PublicFunding.values else None

    def price_of(self, variant: Variant) -> int:
        """What it costs today, by what was said of public funds, or by the likeliest answer until something is."""
        lines = self.prices.person_lines(
            ParticipantInput("", "", "", variant),
            on=self.conference.today(),
            is_member=self.standing.is_member,
            is_first=self.standing.people_before == 0,
            funding=self.stated or PublicFunding.WHOLE,
        )
        return sum(line.amount for line in lines if line.kind == LineKind.VARIANT)

    @cached_property
    def total(self) -> int | None:
        """The fee, once it is certain."""
        picked = self.form.picked
        return None if picked is None or self.stated is None else self.price_of(picked)

    @property
    def choices(self) -> list[VariantChoice]:
        chosen = self.form.picked
        return [
            VariantChoice(one, one.variant.slug, self.price_of(one.variant), one.variant == chosen)
            for one in self.variants
        ]

    @property
    def problems(self) -> list[Problem]:
        if not self.is_checked:
            return []
        forms = (self.institution, self.form, self.statements)
        return [*(Problem(message) for message in self.told), *(one for form in forms for one in problems_of(form))]

    def is_valid(self) -> bool:
        valid = all([self.institution.is_valid(), self.form.is_valid(), self.statements.is_valid()])
        if valid and not (self.form.cleaned_data["phone"] or self.institution.phone):
            self.form.add_error("phone", _("We have no number of this institution: write one, please."))
            return False
        return valid

    def card(self) -> CardInput:
        given = self.form.cleaned_data
        variant = self.form.picked
        assert variant is not None
        names = ("first_name", "last_name", "position", "email", "phone")
        buyer, recipient, is_local_government = self.institution.buyers()
        return CardInput(
            institution=self.institution.taking_part(),
            contact_name=f"{given['first_name']} {given['last_name']}"[:120].strip(),
            contact_email=given["email"],
            contact_phone=given["phone"] or self.institution.phone,
            buyer=buyer,
            recipient=recipient,
            buyer_is_local_government=is_local_government,
            public_funding=PublicFunding(self.statements.cleaned_data["public_funding"]),
            participants=(ParticipantInput(variant=variant, **{name: given[name] for name in names}),),
            language=self.language,
        )

    def find_twin(self) -> Found | None:
        given = self.form.cleaned_data
        return namesake(self.conference, self.institution.us().nip, given["first_name"], given["last_name"])

    def register(self, by: User) -> WalkedIn | None:
        """Register the person when that was asked for and all is right; None with the reasons in the forms."""
        if not self.is_checked or self.lacks_texts or not self.is_valid():
            return None
        given = self.form.cleaned_data
        self.twin = None if is_registered(self.conference, given["form_id"], by) else self.find_twin()
        if self.twin is not None and self.post.get("sure") != self.twin.code:
            self.told.append(_("Somebody of this name and institution is registered already. See below."))
            return None
        walk_in = WalkIn(
            data=self.card(),
            texts=self.statements.agreed(),
            told=-1 if given["told"] is None else given["told"],
            pays=self.form.pays,
            comes_in=given["comes_in"],
            key=given["form_id"],
        )
        try:
            return register_walk_in(conference=self.conference, walk_in=walk_in, by=by)
        except PriceChanged:
            self.told.append(_("The fee is told below. Please look at it and press the button once more."))
        except NoPlaces as full:
            self.form.variants = self.variants = on_site(self.conference)
            self.form.refuse(full.pool)
        except RegistrationClosed:
            self.told.append(_("The conference takes nobody any more."))
        except ValidationError as wrong:
            self.told += wrong.messages
        return None


def on_site(conference: Conference) -> list[VariantPlaces]:
    """Whoever stands at the desk has not come to take part from afar."""
    return [one for one in variants_with_places(conference) if not one.variant.is_remote]
