"""The pages of settings: which there are, and what the lists among them hold."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Model, QuerySet
from django.forms import BoundField
from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from checkin.models import ScanPoint
from events.formats import day, moment, money
from events.models import (
    Conference,
    DiscountCode,
    Extra,
    PaymentReminder,
    PlacePool,
    PriceLevel,
    ResignationFee,
    Variant,
    VatRule,
    Venue,
)
from events.readiness import Section
from panel.setup.forms.base import SettingForm
from panel.setup.forms.cards import QuestionForm
from panel.setup.forms.conference import (
    AssociationForm,
    IdentityForm,
    PlaceForm,
    RegistrationForm,
    TrainingForm,
    VenueForm,
)
from panel.setup.forms.documents import DOCUMENT_GROUPS, DocumentsForm
from panel.setup.forms.money import CodeForm, FeeForm, LevelForm, ReminderForm, VatRuleForm
from panel.setup.forms.offer import ExtraForm, InclusionForm, PoolForm, VariantForm
from panel.setup.forms.onsite import PointForm
from payments.documents.issuing import settings_of
from registrations.models import Question

PER_NIGHT = _("per night")
NAME = pgettext_lazy("of a thing", "Name")
Column = tuple[Any, Callable[[Any], Any]]
Groups = tuple[tuple[Promise | str, tuple[str, ...]], ...]


@dataclass(frozen=True)
class Page:
    """One form about the conference itself, or about the association; its fields stand in titled groups."""

    section: Section
    title: Promise | str
    form: type[SettingForm[Any]]
    lead: Promise | str = ""
    of_association: bool = False
    groups: Groups = ()
    # Where the form is about neither of the two.
    find: Callable[[Conference], Model] | None = None

    def grouped(self, form: SettingForm[Any]) -> list[tuple[Any, list[BoundField]]]:
        """The form's fields under the titles of their groups, or all under none."""
        groups = self.groups or (("", tuple(form.fields)),)
        return [(title, [form[name] for name in names if name in form.fields]) for title, names in groups]

    def row(self, conference: Conference) -> Model:
        if self.find is not None:
            return self.find(conference)
        return conference.association if self.of_association else conference


@dataclass(frozen=True)
class Kind:
    """Rows that are added, changed, put in order and deleted. `used` tells why one may not be deleted."""

    section: Section
    title: Promise | str
    add: Promise | str
    form: type[SettingForm[Any]]
    rows: Callable[[Conference], QuerySet[Any]]
    columns: tuple[Column, ...]
    lead: Promise | str
    kept: Promise | str
    used: Callable[[Any], bool] = lambda row: False
    ordered: bool = False
    heading: Promise | str = NAME


PAGES = {
    page.section: page
    for page in (
        Page(
            Section.IDENTITY,
            _("What it is called and says"),
            IdentityForm,
            groups=(
                (NAME, ("title", "edition", "is_jubilee", "slug")),
                (_("On its page"), ("motto", "theme", "summary", "accent", "practical")),
                (_("Host and contact"), ("host_institution", "contact_email", "contact_phone")),
                (_("Certificates"), ("teaching_hour_minutes",)),
            ),
        ),
        Page(Section.PLACE, _("When and where"), PlaceForm),
        Page(
            Section.REGISTRATION,
            _("Registration and deadlines"),
            RegistrationForm,
            _("Fees for resigning late are on a page of their own."),
            groups=(
                (_("Registration"), ("registration_opens_at", "registration_closes_at")),
                (_("Waiting list"), ("takes_waiting", "offer_hours")),
                (_("Payment"), ("payment_days", "remind_days", "expires_after_days")),
                (_("Changes and resigning"), ("changes_until", "resignation_until")),
                (_("Signed cards"), ("wants_signed_cards", "signing_days")),
            ),
        ),
        Page(
            Section.TRAINING,
            _("Hours of training"),
            TrainingForm,
            _("By this rule sessions count for certificates. Certificates issued already do not change."),
        ),
        Page(
            Section.ASSOCIATION,
            _("The association and its account"),
            AssociationForm,
            _("They are the same for every conference of the association."),
            of_association=True,
        ),
        Page(
            Section.DOCUMENTS,
            _("Invoices and other documents"),
            DocumentsForm,
            _("For all conferences. Ask the accountant: nothing is issued by itself before this page is saved."),
            of_association=True,
            groups=DOCUMENT_GROUPS,
            find=lambda conference: settings_of(conference.association),
        ),
    )
}


def pool_columns() -> tuple[Column, ...]:
    return (
        (_("Places"), lambda pool: pool.size),
        (_("Taken"), lambda pool: pool.taken),
        (_("Drawn on by"), names_using),
    )


def names_using(pool: PlacePool) -> str:
    return ", ".join(str(one) for one in (*pool.variants.all(), *pool.extras.all())) or "–"


def names(rows: Any) -> str:
    return ", ".join(str(row) for row in rows.all()) or "–"


def discount(code: DiscountCode) -> str:
    return f"{code.percent}%" if code.percent is not None else money(code.amount or 0)


def price_of(row: Variant | Extra) -> str:
    return money(row.price, row.conference.currency)


def price_of_extra(extra: Extra) -> str:
    return f"{price_of(extra)} {PER_NIGHT}" if extra.is_per_night else price_of(extra)


def group_columns() -> tuple[Column, ...]:
    return (
        (_("Kind"), lambda extra: extra.get_kind_display()),
        (_("Price"), price_of_extra),
        (_("Pool"), lambda extra: extra.pool or "–"),
        (_("One of"), lambda extra: extra.group or "–"),
    )


def depends(question: Question) -> str:
    if question.shown_if is None:
        return "–"
    value = {"yes": _("yes"), "no": _("no")}.get(question.shown_if_value, question.shown_if_value)
    return f"{question.shown_if} {value}"


def who_comes(point: ScanPoint) -> str:
    return ", ".join(str(one) for one in (*point.variants.all(), *point.extras.all())) or gettext("everyone")


def how_often(point: ScanPoint) -> str:
    told = point.get_times_display()
    return f"{told}, {gettext('in and out')}" if point.tracks_leaving else told


def span(start: datetime | None, end: datetime | None) -> str:
    """A span of time as short as it can be; `always` where neither end is set."""
    if start is None and end is None:
        return gettext("always")
    return " – ".join(moment(one) if one else "" for one in (start, end)).strip()


KINDS = {
    kind.section: kind
    for kind in (
        Kind(
            Section.VENUES,
            _("Venues"),
            _("Add a venue"),
            VenueForm,
            lambda conference: Venue.objects.filter(association=conference.association_id).order_by("name", "pk"),
            ((_("Town"), lambda venue: venue.city), (_("Phone"), lambda venue: venue.phone or "–")),
            _("Hotels and halls. The page of the conference tells the address and the way to the one chosen."),
            _("A conference is held here: choose another venue for it first."),
            used=lambda venue: venue.conferences.exists(),
        ),
        Kind(
            Section.POOLS,
            _("Pools of places"),
            _("Add a pool"),
            PoolForm,
            lambda conference: (
                PlacePool.objects.filter(conference=conference).prefetch_related("variants", "extras").order_by("pk")
            ),
            pool_columns(),
            _("What runs out: beds of a hotel, chairs of a hall. Several variants may draw on one pool."),
            _("Variants, extras or people draw on this pool. Take them off it first."),
            used=lambda pool: pool.variants.exists() or pool.extras.exists(),
        ),
        Kind(
            Section.INCLUSIONS,
            _("What is included"),
            _("Add a thing"),
            InclusionForm,
            lambda conference: conference.inclusions.prefetch_related("variants"),
            ((_("In variants"), lambda thing: names(thing.variants)),),
            _("The page of the conference compares variants by these, in this order."),
            _("It is in use."),
            ordered=True,
        ),
        Kind(
            Section.VARIANTS,
            _("Variants"),
            _("Add a variant"),
            VariantForm,
            lambda conference: (
                Variant.objects.filter(conference=conference)
                .select_related("conference", "vat_rule")
                .prefetch_related("pools")
            ),
            (
                (_("Price"), price_of),
                (_("Nights"), lambda variant: variant.nights),
                (_("Pools"), lambda variant: names(variant.pools)),
                (_("VAT"), lambda variant: variant.vat_rule or "–"),
            ),
            _("Forms of taking part: with or without a bed, two days or three, on the spot or online."),
            _("People have registered for this variant: it cannot be deleted."),
            used=lambda variant: variant.participants.exists(),
            ordered=True,
        ),
        Kind(
            Section.VAT,
            _("VAT"),
            _("Add a VAT rule"),
            VatRuleForm,
            lambda conference: VatRule.objects.filter(conference=conference).order_by("name"),
            (
                (_("Exempt"), lambda rule: rule.get_exemption_display()),
                (_("Rate"), lambda rule: f"{rule.rate}%"),
            ),
            _("How VAT is charged, and the text that papers give as its ground. Your accountant decides."),
            _("Variants or extras follow this rule. Give them another first."),
        ),
        Kind(
            Section.LEVELS,
            _("Price levels"),
            _("Add a price level"),
            LevelForm,
            lambda conference: PriceLevel.objects.filter(conference=conference),
            ((_("Until and with"), lambda level: day(level.until) if level.until else _("to the end")),),
            _("Prices by the day on which a card is sent: early, regular, late. Each begins when the last has ended."),
            _("It is in use."),
        ),
        Kind(
            Section.EXTRAS,
            _("Extras and workshops"),
            _("Add an extra"),
            ExtraForm,
            lambda conference: Extra.objects.filter(conference=conference).select_related("conference", "pool"),
            group_columns(),
            _("What is chosen beside the variant: gala dinner, study visit, workshops, a companion, a room alone."),
            _("People have it on their cards: it cannot be deleted."),
            ordered=True,
        ),
        Kind(
            Section.CODES,
            _("Discount codes"),
            _("Add a code"),
            CodeForm,
            lambda conference: DiscountCode.objects.filter(conference=conference),
            (
                (_("Discount"), discount),
                (_("Used"), lambda code: f"{code.used} / {code.limit}" if code.limit is not None else code.used),
                (_("Valid until"), lambda code: day(code.valid_until) if code.valid_until else "–"),
                (_("What for"), lambda code: code.name or "–"),
            ),
            _("Whoever types the code on a card pays less."),
            _("Cards have used this code: it cannot be deleted. Set its last day to end it."),
            heading=_("Code"),
        ),
        Kind(
            Section.FEES,
            _("Fees for resigning"),
            _("Add a fee"),
            FeeForm,
            lambda conference: ResignationFee.objects.filter(conference=conference),
            ((_("Fee"), lambda fee: f"{fee.percent}%"),),
            _("What resigning costs, in per cent of the price. After the last of these days all of it stays due."),
            _("It is in use."),
            heading=_("Until and with"),
        ),
        Kind(
            Section.REMINDERS,
            _("Further reminders of the payment"),
            _("Add a reminder"),
            ReminderForm,
            lambda conference: PaymentReminder.objects.filter(conference=conference),
            ((_("Words of your own"), lambda reminder: _("yes") if reminder.text else "–"),),
            _("Each goes once to those who have not paid, never while a payment seems to be on its way."),
            _("It is in use."),
            heading=_("Days"),
        ),
        Kind(
            Section.QUESTIONS,
            _("Own questions"),
            _("Add a question"),
            QuestionForm,
            lambda conference: Question.objects.filter(conference=conference).select_related("shown_if"),
            (
                (_("Asked"), lambda question: question.get_target_display()),
                (_("Answer"), lambda question: question.get_kind_display()),
                (_("Required"), lambda question: _("yes") if question.is_required else _("no")),
                (_("Only if"), depends),
            ),
            _("What the card asks beside the usual fields."),
            _("It has been answered, or another question depends on it. Untick “is asked” to ask it no more."),
            used=lambda question: question.follow_ups.exists(),
            ordered=True,
            heading=_("Question"),
        ),
        Kind(
            Section.POINTS,
            _("Scan points"),
            _("Add a scan point"),
            PointForm,
            lambda conference: (
                ScanPoint.objects.filter(conference=conference)
                .prefetch_related("variants", "extras")
                .order_by("position", "pk")
            ),
            (
                (_("Kind"), lambda point: point.get_kind_display()),
                (_("Who"), who_comes),
                (_("When"), lambda point: span(point.opens_at, point.closes_at)),
                (_("How often"), how_often),
            ),
            _("Where badges are scanned: doors, meals, coaches, and who is let in there."),
            _("Phones may hold scans made here: a scan point with scans, or with paired phones, cannot be deleted."),
            used=lambda point: point.scans.exists() or point.conference.devices.valid().exists(),
            ordered=True,
        ),
    )
}
