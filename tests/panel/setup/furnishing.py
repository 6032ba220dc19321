"""A conference with a row in every table of settings, none of its values the default."""

from datetime import datetime, time, timedelta
from typing import Any

from django.utils import timezone

from checkin.enums import PaymentRule, ScanPointKind, Times
from checkin.models import ScanPoint
from events.enums import Audience, Exemption, ExtraKind, Rank
from events.models import (
    Conference,
    DiscountCode,
    Extra,
    PaymentReminder,
    Price,
    PriceLevel,
    ResignationFee,
    VatRule,
)
from mailings.models import Wording
from program.models import Hall, Session, Speaker
from registrations.enums import QuestionKind, QuestionTarget
from registrations.models import Label, Question
from tests.factories.events import InclusionFactory, PlacePoolFactory, VariantFactory, VenueFactory


def furnish(conference: Conference) -> Conference:
    set_everything(conference)
    rule = VatRule.objects.create(
        conference=conference,
        name="Konferencja",
        rate=8,
        exemption=Exemption.MOST,
        basis="art. 43",
        basis_partly="§ 3",
        price_includes_vat=False,
    )
    pool = PlacePoolFactory.create(conference=conference, name="Sala", size=40, taken=7)
    variant = VariantFactory.create(
        conference=conference, summary="Wszystko", is_remote=True, vat_rule=rule, position=3, name="Pełny"
    )
    variant.pools.add(pool)
    variant.includes.add(InclusionFactory.create(conference=conference, position=2))
    write_prices(conference, variant)
    extra = Extra.objects.create(
        conference=conference,
        slug="gala",
        kind=ExtraKind.GALA,
        name="Gala",
        summary="Wieczorem",
        price=150_00,
        is_per_night=True,
        group="wieczór",
        pool=pool,
        vat_rule=rule,
        position=4,
    )
    extra.variants.add(variant)
    write_questions(conference)
    write_programme(conference)
    write_points(conference, variant, extra)
    Wording.objects.create(conference=conference, kind="card_received", language="en", subject="S", body="B")
    Label.objects.create(conference=conference, name="VIP", tone="info")
    return conference


def set_everything(conference: Conference) -> None:
    first = conference.starts_on
    values: dict[str, Any] = {
        "is_jubilee": True,
        "theme": "Kadry",
        "summary": "Trzy dni",
        "venue": VenueFactory.create(association=conference.association),
        "accent": "plum",
        "changes_until": first - timedelta(days=5),
        "payment_days": 21,
        "expires_after_days": 6,
        "remind_days": 2,
        "wants_signed_cards": True,
        "signing_days": 9,
        "offer_hours": 24,
        "takes_waiting": False,
        "contact_phone": "44 683 28 85",
        "practical": "Parking",
        "teaching_hour_minutes": 60,
        "training_rule": "share",
        "training_share": 65,
        "facts_assumed": True,
        "currency": "EUR",
        "clock_shift": timedelta(days=1),
    }
    for name, value in values.items():
        setattr(conference, name, value)
    conference.save()


def write_prices(conference: Conference, variant: Any) -> None:
    first = conference.starts_on
    level = PriceLevel.objects.create(conference=conference, name="Wczesna", until=first - timedelta(days=40))
    Price.objects.create(variant=variant, level=level, audience=Audience.MEMBERS, rank=Rank.FURTHER, amount=900_00)
    Price.objects.create(variant=variant, audience=Audience.OTHERS, rank=Rank.FIRST, amount=1300_00)
    ResignationFee.objects.create(conference=conference, until=first - timedelta(days=12), percent=50)
    PaymentReminder.objects.create(conference=conference, when="after", days=7, text="Prosimy o wpłatę.")
    DiscountCode.objects.create(
        conference=conference,
        code="RABAT",
        name="Dla partnerów",
        percent=10,
        limit=9,
        used=4,
        valid_until=first - timedelta(days=20),
    )


def write_questions(conference: Conference) -> None:
    parent = Question.objects.create(
        conference=conference, slug="dojazd", label="Jak?", kind=QuestionKind.CHOICE, choices="a\nb", position=1
    )
    Question.objects.create(
        conference=conference,
        slug="parking",
        label="Parking?",
        help_text="Tak albo nie",
        kind=QuestionKind.BOOLEAN,
        target=QuestionTarget.CARD,
        is_required=True,
        is_active=False,
        shown_if=parent,
        shown_if_value="a",
        position=2,
    )


def write_programme(conference: Conference) -> None:
    hall = Hall.objects.create(conference=conference, name="Sala A")
    speaker = Speaker.objects.create(conference=conference, name="Anna Łoś", affiliation="MOPS")
    begins = timezone.make_aware(datetime.combine(conference.starts_on, time(9)))
    session = Session.objects.create(
        conference=conference,
        kind="lecture",
        title="Wykład",
        presenter="Jan Żak",
        hall=hall,
        starts_at=begins,
        ends_at=begins + timedelta(hours=1),
        is_training=True,
        position=3,
    )
    session.speakers.add(speaker)


def write_points(conference: Conference, variant: Any, extra: Extra) -> None:
    """The door of the session, and a dinner on the first evening for who has it in their variant or as an extra."""
    session = conference.sessions.get()
    ScanPoint.objects.create(
        conference=conference,
        slug="sala-a",
        name="Drzwi sali A",
        kind=ScanPointKind.SESSION,
        session=session,
        tracks_leaving=True,
        payment=PaymentRule.WARNING,
        position=2,
    )
    evening = timezone.make_aware(datetime.combine(conference.starts_on, time(19)))
    gala = ScanPoint.objects.create(
        conference=conference,
        slug="gala",
        name="Gala",
        kind=ScanPointKind.GALA,
        times=Times.DAILY,
        opens_at=evening,
        closes_at=evening + timedelta(hours=5),
        hands_out="Kieliszek",
        position=1,
    )
    gala.variants.add(variant)
    gala.extras.add(extra)
