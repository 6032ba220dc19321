from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from events.enums import Audience, ExtraKind, Rank
from events.models.conferences import Conference
from events.models.variants import PlacePool, Variant, VatRule
from events.validators import validate_one_line


class PriceLevel(models.Model):
    """A span of days with prices of its own: early, regular, late. It begins when the one before it has ended."""

    conference = models.ForeignKey(
        Conference, models.CASCADE, related_name="price_levels", verbose_name=_("conference")
    )
    name = models.CharField(_("name"), max_length=60)
    until = models.DateField(
        _("until and with"), null=True, blank=True, help_text=_("Empty: to the end. One level alone may be empty.")
    )

    class Meta:
        verbose_name = _("price level")
        verbose_name_plural = _("price levels")
        ordering = (F("until").asc(nulls_last=True), "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["conference", "until"],
                name="price_level_until_unique",
                violation_error_message=_("Another price level ends on this day."),
            ),
            models.UniqueConstraint(
                fields=["conference"],
                condition=Q(until__isnull=True),
                name="price_level_last_unique",
                violation_error_message=_("Another price level lasts to the end."),
            ),
            models.UniqueConstraint(fields=["conference", "name"], name="price_level_name_unique"),
        ]

    def __str__(self) -> str:
        return self.name


class Price(models.Model):
    """A price of a variant in grosze that replaces `Variant.price` for some.

    Of several that fit, the one that says most counts: first the level, then the audience, then the rank.
    """

    variant = models.ForeignKey(Variant, models.CASCADE, related_name="prices", verbose_name=_("variant"))
    level = models.ForeignKey(
        PriceLevel, models.CASCADE, null=True, blank=True, related_name="prices", verbose_name=_("price level")
    )
    audience = models.CharField(_("for whom"), max_length=10, choices=Audience, default=Audience.ALL)
    rank = models.CharField(_("for which person of an institution"), max_length=10, choices=Rank, default=Rank.ANY)
    amount = models.PositiveIntegerField(_("price"))

    class Meta:
        verbose_name = _("price")
        verbose_name_plural = _("prices")
        ordering = ("variant", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["variant", "level", "audience", "rank"],
                name="price_said_once",
                violation_error_message=_("This price is given already."),
            ),
            models.UniqueConstraint(
                fields=["variant", "audience", "rank"],
                condition=Q(level__isnull=True),
                name="price_without_level_said_once",
                violation_error_message=_("This price is given already."),
            ),
            models.CheckConstraint(condition=Q(audience__in=Audience.values), name="price_audience_known"),
            models.CheckConstraint(condition=Q(rank__in=Rank.values), name="price_rank_known"),
        ]

    def __str__(self) -> str:
        return f"{self.variant}: {self.amount}"


class Extra(models.Model):
    """What a participant may take beside the variant: gala, study visit, workshop, companion, a room alone.

    `price` is in grosze, for one, or for one and night where `is_per_night`. Of extras with the same `group`
    (workshops at one hour) a participant takes one at most. Without `variants` it is offered in all of them.
    """

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="extras", verbose_name=_("conference"))
    slug = models.SlugField(_("address on the web"), max_length=40)
    kind = models.CharField(_("kind"), max_length=12, choices=ExtraKind, default=ExtraKind.OTHER)
    name = models.CharField(_("name"), max_length=120, validators=[validate_one_line])
    summary = models.CharField(_("in one line"), max_length=200, blank=True)
    price = models.PositiveIntegerField(_("price"), default=0)
    is_per_night = models.BooleanField(_("price per night"), default=False)
    group = models.CharField(
        _("one of"), max_length=60, blank=True, help_text=_("Extras with the same text here exclude one another.")
    )
    pool = models.ForeignKey(
        PlacePool, models.PROTECT, null=True, blank=True, related_name="extras", verbose_name=_("draws on pool")
    )
    vat_rule = models.ForeignKey(
        VatRule, models.PROTECT, null=True, blank=True, related_name="extras", verbose_name=_("VAT")
    )
    variants = models.ManyToManyField(Variant, related_name="extras", blank=True, verbose_name=_("offered in"))
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("extra")
        verbose_name_plural = _("extras")
        ordering = ("position", "pk")
        constraints = [
            models.UniqueConstraint(fields=["conference", "slug"], name="extra_slug_unique"),
            models.CheckConstraint(condition=Q(kind__in=ExtraKind.values), name="extra_kind_known"),
        ]

    def __str__(self) -> str:
        return self.name


class DiscountCode(models.Model):
    """A code that lowers the price of a whole card, by per cent of its variants or by an amount in grosze.

    `used` is changed by events.services only, in the statement that also checks the limit.
    """

    conference = models.ForeignKey(
        Conference, models.CASCADE, related_name="discount_codes", verbose_name=_("conference")
    )
    code = models.CharField(_("code"), max_length=30, validators=[validate_one_line])
    name = models.CharField(_("what for"), max_length=120, blank=True)
    percent = models.PositiveSmallIntegerField(_("per cent"), null=True, blank=True)
    amount = models.PositiveIntegerField(_("amount"), null=True, blank=True)
    limit = models.PositiveIntegerField(_("how many cards may use it"), null=True, blank=True)
    used = models.PositiveIntegerField(_("used"), default=0, editable=False)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)

    class Meta:
        verbose_name = _("discount code")
        verbose_name_plural = _("discount codes")
        ordering = ("code",)
        constraints = [
            models.UniqueConstraint(
                fields=["conference", "code"],
                name="discount_code_unique",
                violation_error_message=_("The conference already has this code."),
            ),
            models.CheckConstraint(
                condition=Q(percent__isnull=False, amount__isnull=True, percent__lte=100)
                | Q(percent__isnull=True, amount__isnull=False),
                name="discount_says_one_thing",
                violation_error_message=_("Give either per cent, at most 100, or an amount."),
            ),
            models.CheckConstraint(
                condition=Q(limit__isnull=True) | Q(used__lte=F("limit")),
                name="discount_not_over_limit",
                violation_error_message=_("More cards have used the code than that."),
            ),
        ]

    def __str__(self) -> str:
        return self.code


class ResignationFee(models.Model):
    """What resigning costs, in per cent of the price, up to a day; `Conference.resignation_until` says when it is free.

    After the last of these days the whole price stays due.
    """

    conference = models.ForeignKey(
        Conference, models.CASCADE, related_name="resignation_fees", verbose_name=_("conference")
    )
    until = models.DateField(_("until and with"))
    percent = models.PositiveSmallIntegerField(_("per cent of the price"))

    class Meta:
        verbose_name = _("resignation fee")
        verbose_name_plural = _("resignation fees")
        ordering = ("until",)
        constraints = [
            models.UniqueConstraint(
                fields=["conference", "until"],
                name="resignation_fee_day_unique",
                violation_error_message=_("Another fee ends on this day."),
            ),
            models.CheckConstraint(
                condition=Q(percent__lte=100),
                name="resignation_fee_is_per_cent",
                violation_error_message=_("The fee is at most 100 per cent."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.until:%d.%m.%Y}: {self.percent}%"
