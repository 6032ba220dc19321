import hashlib
from datetime import timedelta
from itertools import cycle

from factory import LazyAttribute, Sequence, SubFactory
from factory.django import DjangoModelFactory

from events.enums import Voivodeship
from events.models import Conference, Variant
from registrations.enums import InstitutionKind, LegalKind, PublicFunding
from registrations.inputs import CardInput, InstitutionInput, ParticipantInput, Party
from registrations.models import CardDraft, Institution, LegalText, Participant, ParticipationCard, Question
from registrations.search import fold, institution_keys, sort_key
from tests.factories.events import AssociationFactory, ConferenceFactory, VariantFactory

VALID_NIPS = ("1111111111", "2222222222", "3333333333", "5265877635", "1234563218")


class InstitutionFactory(DjangoModelFactory[Institution]):
    class Meta:
        model = Institution

    association = SubFactory(AssociationFactory)
    name = Sequence(lambda number: f"Miejski Ośrodek Pomocy Społecznej nr {number}")
    kind = InstitutionKind.MOPS
    nip = Sequence(lambda number: VALID_NIPS[number % len(VALID_NIPS)])
    street = "ul. Rynek 1"
    postal_code = "97-500"
    city = "Radomsko"
    voivodeship = Voivodeship.LODZKIE
    sort_key = LazyAttribute(lambda made: institution_keys(made.name, made.city)["sort_key"])
    search_text = LazyAttribute(lambda made: institution_keys(made.name, made.city)["search_text"])


class CardFactory(DjangoModelFactory[ParticipationCard]):
    """A bare row without participants or places; `submitted_card` goes the real way."""

    class Meta:
        model = ParticipationCard

    conference = SubFactory(ConferenceFactory)
    institution = SubFactory(
        InstitutionFactory, association=LazyAttribute(lambda made: made.factory_parent.conference.association)
    )
    contact_name = "Anna Łoś"
    contact_email = "anna.los@example.org"
    contact_phone = "44 683 28 85"
    head_name = "Jan Źrebiec"
    head_position = "dyrektor"
    public_funding = PublicFunding.WHOLE
    pay_by = LazyAttribute(lambda made: made.conference.today() + timedelta(days=14))


class ParticipantFactory(DjangoModelFactory[Participant]):
    class Meta:
        model = Participant

    card = SubFactory(CardFactory)
    conference = LazyAttribute(lambda made: made.card.conference)
    variant = SubFactory(VariantFactory, conference=LazyAttribute(lambda made: made.factory_parent.conference))
    first_name = "Maria"
    last_name = "Łoś-Źdźbło"
    position = "pracownik socjalny"
    email = Sequence(lambda number: f"maria{number}@example.org")
    sort_key = LazyAttribute(lambda made: sort_key(made.last_name, made.first_name))
    search_text = LazyAttribute(lambda made: fold(f"{made.first_name} {made.last_name} {made.email} {made.card.code}"))


class LegalTextFactory(DjangoModelFactory[LegalText]):
    class Meta:
        model = LegalText

    association = SubFactory(AssociationFactory)
    kind = LegalKind.TERMS
    title = "Warunki uczestnictwa"
    body = "Wysłanie karty oznacza przyjęcie warunków uczestnictwa."
    sha256 = LazyAttribute(lambda made: hashlib.sha256(made.body.encode()).hexdigest())


class QuestionFactory(DjangoModelFactory[Question]):
    """A line of text asked of each participant."""

    class Meta:
        model = Question

    conference = SubFactory(ConferenceFactory)
    slug = Sequence(lambda number: f"pytanie-{number}")
    label = Sequence(lambda number: f"Pytanie {number}")


class CardDraftFactory(DjangoModelFactory[CardDraft]):
    class Meta:
        model = CardDraft

    conference = SubFactory(ConferenceFactory)


_surnames = cycle(("Łoś", "Ćma", "Żak", "Lis", "Zając", "Mak", "Cis"))


def participant_input(variant: Variant, **changes: object) -> ParticipantInput:
    values: dict[str, object] = {
        "first_name": "Ewa",
        "last_name": next(_surnames),
        "email": "ewa@example.org",
        "variant": variant,
    }
    return ParticipantInput(**{**values, **changes})  # type: ignore[arg-type]  # tests pass what the dataclass names


def card_input(conference: Conference, *people: ParticipantInput, **changes: object) -> CardInput:
    """A whole valid card of a MOPS whose municipality is the buyer."""
    centre = Party("MOPS Radomsko", "ul. Przedborska 1", "97-500", "Radomsko", "1111111111")
    values: dict[str, object] = {
        "institution": InstitutionInput(centre, InstitutionKind.MOPS, Voivodeship.LODZKIE, "Jan Źrebiec", "dyrektor"),
        "contact_name": "Anna Łoś",
        "contact_email": "anna.los@example.org",
        "contact_phone": "44 683 28 85",
        "buyer": Party("Miasto Radomsko", "ul. Tysiąclecia 5", "97-500", "Radomsko", "2222222222"),
        "recipient": centre,
        "buyer_is_local_government": True,
        "public_funding": PublicFunding.WHOLE,
        "participants": tuple(people),
    }
    return CardInput(**{**values, **changes})  # type: ignore[arg-type]  # tests pass what the dataclass names
