from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from events.enums import Voivodeship
from events.models import Association
from events.validators import validate_name, validate_nip, validate_one_line, validate_postal_code
from registrations.enums import InstitutionKind


class Institution(models.Model):
    """A centre as an association knows it; a card keeps what was written on it itself (CardParty)."""

    association = models.ForeignKey(
        Association, models.CASCADE, related_name="institutions", verbose_name=_("association")
    )
    name = models.CharField(_("name of the institution"), max_length=200, validators=[validate_name])
    kind = models.CharField(_("kind"), max_length=10, choices=InstitutionKind)
    nip = models.CharField(_("NIP"), max_length=10, validators=[validate_nip])
    street = models.CharField(_("street and number"), max_length=120, validators=[validate_one_line])
    postal_code = models.CharField(_("postal code"), max_length=6, validators=[validate_postal_code])
    city = models.CharField(_("town"), max_length=80, validators=[validate_one_line])
    voivodeship = models.CharField(_("voivodeship"), max_length=2, choices=Voivodeship)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("phone"), max_length=30, blank=True, validators=[validate_one_line])
    is_member = models.BooleanField(_("member of the association"), default=False)
    sort_key = models.CharField(max_length=200, editable=False, db_index=True)
    search_text = models.CharField(max_length=300, editable=False, default="")

    class Meta:
        verbose_name = _("institution")
        verbose_name_plural = _("institutions")
        ordering = ("sort_key",)
        constraints = [
            models.UniqueConstraint(
                fields=["association", "nip", "name"],
                name="institution_known_once",
                violation_error_message=_("This institution is already known."),
            ),
            models.CheckConstraint(condition=Q(kind__in=InstitutionKind.values), name="institution_kind_known"),
        ]

    def __str__(self) -> str:
        return self.name
