from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from events.enums import Role
from events.validators import validate_account, validate_nip, validate_not_reserved, validate_postal_code


class Association(models.Model):
    """The organiser; one installation serves several, their data apart."""

    slug = models.SlugField(_("address on the web"), max_length=40, unique=True, validators=[validate_not_reserved])
    name = models.CharField(_("full name"), max_length=200)
    short_name = models.CharField(_("short name"), max_length=40)
    street = models.CharField(_("street and number"), max_length=120, blank=True)
    postal_code = models.CharField(_("postal code"), max_length=6, blank=True, validators=[validate_postal_code])
    city = models.CharField(_("town"), max_length=80, blank=True)
    phone = models.CharField(_("phone"), max_length=30, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    website = models.URLField(_("website"), blank=True)
    nip = models.CharField(_("NIP"), max_length=10, blank=True, validators=[validate_nip])
    bank_account = models.CharField(_("bank account"), max_length=26, blank=True, validators=[validate_account])
    signatory_name = models.CharField(_("who signs certificates"), max_length=120, blank=True)
    signatory_role = models.CharField(_("position of who signs"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("association")
        verbose_name_plural = _("associations")
        ordering = ("short_name",)

    def __str__(self) -> str:
        return self.short_name


class Branch(models.Model):
    association = models.ForeignKey(Association, models.CASCADE, related_name="branches", verbose_name=_("association"))
    name = models.CharField(_("name"), max_length=80)

    class Meta:
        verbose_name = _("branch")
        verbose_name_plural = _("branches")
        ordering = ("name",)
        constraints = [models.UniqueConstraint(fields=["association", "name"], name="branch_name_unique")]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """What a person may do in an association; one role each."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships", verbose_name=_("person")
    )
    association = models.ForeignKey(
        Association, models.CASCADE, related_name="memberships", verbose_name=_("association")
    )
    role = models.CharField(_("role"), max_length=20, choices=Role)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "association"],
                name="membership_once_per_association",
                violation_error_message=_("This person already has a role here."),
            ),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="membership_role_known"),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}"


class Venue(models.Model):
    association = models.ForeignKey(Association, models.CASCADE, related_name="venues", verbose_name=_("association"))
    name = models.CharField(_("name"), max_length=120)
    street = models.CharField(_("street and number"), max_length=120, blank=True)
    postal_code = models.CharField(_("postal code"), max_length=6, blank=True, validators=[validate_postal_code])
    city = models.CharField(_("town"), max_length=80)
    phone = models.CharField(_("phone"), max_length=30, blank=True)
    website = models.URLField(_("website"), blank=True)
    directions = models.TextField(_("how to get there"), blank=True)

    class Meta:
        verbose_name = _("venue")
        verbose_name_plural = _("venues")

    def __str__(self) -> str:
        return f"{self.name}, {self.city}"


class NumberSeries(models.Model):
    """The last number given in a series of documents; taken by events.numbering in the document's transaction."""

    association = models.ForeignKey(Association, models.PROTECT, related_name="+", verbose_name=_("association"))
    name = models.CharField(_("series"), max_length=40)
    year = models.PositiveSmallIntegerField(_("year"))
    last = models.PositiveIntegerField(_("last number"), default=0)

    class Meta:
        verbose_name = _("number series")
        verbose_name_plural = _("number series")
        constraints = [models.UniqueConstraint(fields=["association", "name", "year"], name="number_series_unique")]

    def __str__(self) -> str:
        return f"{self.name}/{self.year}: {self.last}"
