from datetime import date, timedelta

from django.utils import timezone
from factory import LazyFunction, Sequence, SubFactory
from factory.declarations import LazyAttribute
from factory.django import DjangoModelFactory

from events.enums import ConferenceState, Exemption, ExtraKind, Role
from events.models import (
    Association,
    Branch,
    Conference,
    DiscountCode,
    Extra,
    Inclusion,
    Membership,
    PlacePool,
    Price,
    PriceLevel,
    Variant,
    VatRule,
    Venue,
)
from tests.factories.accounts import UserFactory


def days_ahead(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


class AssociationFactory(DjangoModelFactory[Association]):
    class Meta:
        model = Association

    slug = Sequence(lambda number: f"stowarzyszenie-{number}")
    name = Sequence(lambda number: f"Stowarzyszenie Ośrodków Pomocy Społecznej nr {number}")
    short_name = Sequence(lambda number: f"SOPS {number}")
    street = "ul. Kościuszki 12A"
    postal_code = "97-500"
    city = "Radomsko"
    email = "biuro@example.org"
    phone = "44 683 28 85"
    nip = "5265877635"
    bank_account = "61109010140000071219812874"
    signatory_name = "Andrzej Przykładowy"
    signatory_role = "Prezes Stowarzyszenia"


class BranchFactory(DjangoModelFactory[Branch]):
    class Meta:
        model = Branch

    association = SubFactory(AssociationFactory)
    name = Sequence(lambda number: f"Region {number}")


class MembershipFactory(DjangoModelFactory[Membership]):
    class Meta:
        model = Membership

    user = SubFactory(UserFactory)
    association = SubFactory(AssociationFactory)
    role = Role.ORGANISER


class VenueFactory(DjangoModelFactory[Venue]):
    class Meta:
        model = Venue

    association = SubFactory(AssociationFactory)
    name = "Hotel Przykładowy"
    city = "Zakopane"


class ConferenceFactory(DjangoModelFactory[Conference]):
    """Published, its registration open now, beginning in sixty days, for three days."""

    class Meta:
        model = Conference

    association = SubFactory(AssociationFactory)
    slug = Sequence(lambda number: f"konferencja-{number}")
    state = ConferenceState.PUBLISHED
    edition = 11
    title = "XI Konferencja"
    motto = "Razem dla lokalnych społeczności"
    starts_on = LazyFunction(lambda: days_ahead(60))
    ends_on = LazyAttribute(lambda made: made.starts_on + timedelta(days=2))
    city = "Zakopane"
    city_locative = "w Zakopanem"
    host_institution = "MOPS w Zakopanem"
    registration_opens_at = LazyFunction(lambda: timezone.now() - timedelta(days=10))
    registration_closes_at = LazyFunction(lambda: timezone.now() + timedelta(days=40))
    resignation_until = LazyFunction(lambda: days_ahead(30))
    contact_email = "konferencja@example.org"


class PlacePoolFactory(DjangoModelFactory[PlacePool]):
    class Meta:
        model = PlacePool

    conference = SubFactory(ConferenceFactory)
    name = Sequence(lambda number: f"Hotel {number}")
    size = 50


class InclusionFactory(DjangoModelFactory[Inclusion]):
    class Meta:
        model = Inclusion

    conference = SubFactory(ConferenceFactory)
    name = Sequence(lambda number: f"{number} obiady")
    position = Sequence(int)


class VariantFactory(DjangoModelFactory[Variant]):
    """Without a pool its places are not limited; `pools=[...]` draws on some."""

    class Meta:
        model = Variant
        skip_postgeneration_save = True

    conference = SubFactory(ConferenceFactory)
    slug = Sequence(lambda number: f"wariant-{number}")
    name = Sequence(lambda number: f"Wariant {number}")
    nights = 2
    price = 120000
    position = Sequence(int)


class VatRuleFactory(DjangoModelFactory[VatRule]):
    """Exempt when all is paid from public funds, by the text of the act; else 23 per cent, within the price."""

    class Meta:
        model = VatRule

    conference = SubFactory(ConferenceFactory)
    name = Sequence(lambda number: f"Szkolenie {number}")
    exemption = Exemption.WHOLE
    basis = "art. 43 ust. 1 pkt 29 lit. c ustawy o podatku od towarów i usług"


class PriceLevelFactory(DjangoModelFactory[PriceLevel]):
    class Meta:
        model = PriceLevel

    conference = SubFactory(ConferenceFactory)
    name = Sequence(lambda number: f"Termin {number}")


class PriceFactory(DjangoModelFactory[Price]):
    class Meta:
        model = Price

    variant = SubFactory(VariantFactory)
    amount = 110000


class ExtraFactory(DjangoModelFactory[Extra]):
    class Meta:
        model = Extra
        skip_postgeneration_save = True

    conference = SubFactory(ConferenceFactory)
    slug = Sequence(lambda number: f"dodatek-{number}")
    kind = ExtraKind.GALA
    name = Sequence(lambda number: f"Uroczysta kolacja {number}")
    price = 15000
    position = Sequence(int)


class DiscountCodeFactory(DjangoModelFactory[DiscountCode]):
    """Ten per cent, for any number of cards."""

    class Meta:
        model = DiscountCode

    conference = SubFactory(ConferenceFactory)
    code = Sequence(lambda number: f"RABAT{number}")
    percent = LazyAttribute(lambda made: None if made.amount is not None else 10)
    amount = None
