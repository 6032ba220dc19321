from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from events.enums import Exemption
from events.models.conferences import Conference


class PlacePool(models.Model):
    """Places that run out: beds of a hotel, chairs of a hall. Several variants may draw on one pool.

    `taken` is changed by events.services only, in the statement that also checks the limit.
    """

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="pools", verbose_name=_("conference"))
    name = models.CharField(_("name"), max_length=80)
    size = models.PositiveIntegerField(_("places"))
    taken = models.PositiveIntegerField(_("taken"), default=0, editable=False)

    class Meta:
        verbose_name = _("pool of places")
        verbose_name_plural = _("pools of places")
        constraints = [
            models.UniqueConstraint(fields=["conference", "name"], name="pool_name_unique"),
            models.CheckConstraint(
                condition=Q(taken__lte=F("size")),
                name="pool_not_over_limit",
                violation_error_message=_("More places are taken than that."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def left(self) -> int:
        return self.size - self.taken


class Inclusion(models.Model):
    """One thing a variant may include; the order is the same in every variant's column."""

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="inclusions", verbose_name=_("conference"))
    name = models.CharField(_("name"), max_length=120)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("thing included")
        verbose_name_plural = _("things included")
        ordering = ("position", "pk")
        constraints = [models.UniqueConstraint(fields=["conference", "name"], name="inclusion_name_unique")]

    def __str__(self) -> str:
        return self.name


class VatRule(models.Model):
    """How VAT is charged for what is bought; the association's accountant decides, never the program.

    `rate` in per cent. Prices with `price_includes_vat` stay the same for everyone; others grow by the rate
    for those who are not exempt. The bases are texts for the invoice, field P_19A of FA(3) (256 signs).
    """

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="vat_rules", verbose_name=_("conference"))
    name = models.CharField(_("name"), max_length=80)
    rate = models.PositiveSmallIntegerField(_("rate in per cent"), default=23)
    exemption = models.CharField(_("exempt"), max_length=10, choices=Exemption, default=Exemption.ALWAYS)
    basis = models.CharField(_("legal basis of the exemption"), max_length=256, blank=True)
    basis_partly = models.CharField(
        _("legal basis when at least 70 per cent is from public funds"), max_length=256, blank=True
    )
    price_includes_vat = models.BooleanField(_("prices include VAT"), default=True)

    class Meta:
        verbose_name = _("VAT rule")
        verbose_name_plural = _("VAT rules")
        constraints = [
            models.UniqueConstraint(fields=["conference", "name"], name="vat_rule_name_unique"),
            models.CheckConstraint(condition=Q(rate__lte=100), name="vat_rate_is_per_cent"),
            models.CheckConstraint(condition=Q(exemption__in=Exemption.values), name="vat_exemption_known"),
        ]

    def __str__(self) -> str:
        return self.name


class Variant(models.Model):
    """A form of taking part.

    `price` is in grosze for one participant, where no Price says otherwise; registrations.pricing decides.
    """

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="variants", verbose_name=_("conference"))
    slug = models.SlugField(_("address on the web"), max_length=40)
    name = models.CharField(_("name"), max_length=80)
    summary = models.CharField(_("in one line"), max_length=200, blank=True)
    nights = models.PositiveSmallIntegerField(_("nights"), default=0)
    price = models.PositiveIntegerField(_("price"))
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    is_remote = models.BooleanField(_("online only"), default=False)
    vat_rule = models.ForeignKey(
        VatRule, models.PROTECT, null=True, blank=True, related_name="variants", verbose_name=_("VAT")
    )
    pools = models.ManyToManyField(PlacePool, related_name="variants", blank=True, verbose_name=_("draws on pools"))
    includes = models.ManyToManyField(Inclusion, related_name="variants", blank=True, verbose_name=_("includes"))

    class Meta:
        verbose_name = _("variant")
        verbose_name_plural = _("variants")
        ordering = ("position", "pk")
        constraints = [models.UniqueConstraint(fields=["conference", "slug"], name="variant_slug_unique")]

    def __str__(self) -> str:
        return self.name
