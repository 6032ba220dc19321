"""Forms of the conference's own row, page by page, and of the association behind it."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.enums import ConferenceState
from events.models import Association, Conference, Venue
from events.validators import validate_account, validate_nip
from panel.setup.fields import NumberField
from panel.setup.forms.base import SettingForm, own_choices


class ConferenceForm(SettingForm[Conference]):
    """A part of the conference's own row."""

    class Meta(SettingForm.Meta):
        model = Conference
        fields: tuple[str, ...] = ()


class IdentityForm(ConferenceForm):
    class Meta(ConferenceForm.Meta):
        fields = (
            *("title", "edition", "is_jubilee", "slug", "motto", "theme", "summary", "accent"),
            *("host_institution", "contact_email", "contact_phone", "practical", "teaching_hour_minutes"),
        )
        help_texts = {
            "slug": _("The second part of its address. Letters carry it: it stays once the conference is published."),
            "edition": _("In digits: 11. Pages show it as XI."),
            "motto": _("The largest thing on the page of the conference."),
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.conference.state != ConferenceState.DRAFT:
            del self.fields["slug"]

    def clean_slug(self) -> str:
        slug: str = self.cleaned_data["slug"]
        others = Conference.objects.filter(association=self.conference.association_id).exclude(pk=self.conference.pk)
        if others.filter(slug=slug).exists():
            raise forms.ValidationError(_("The association already has a conference at this address."))
        return slug


class PlaceForm(ConferenceForm):
    class Meta(ConferenceForm.Meta):
        fields = ("starts_on", "ends_on", "city", "city_locative", "venue")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        own_choices(self, "venue", Venue.objects.filter(association=self.conference.association_id).order_by("name"))

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        first, last = given.get("starts_on"), given.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("The last day cannot come before the first."))
        return given


class RegistrationForm(ConferenceForm):
    class Meta(ConferenceForm.Meta):
        fields = (
            *("registration_opens_at", "registration_closes_at", "takes_waiting", "offer_hours", "changes_until"),
            *("payment_days", "remind_days", "expires_after_days", "resignation_until"),
            *("wants_signed_cards", "signing_days"),
        )
        help_texts = {"payment_days": _("Counted from the day on which a card was sent.")}

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        opens, closes = given.get("registration_opens_at"), given.get("registration_closes_at")
        if opens and closes and closes <= opens:
            self.add_error("registration_closes_at", _("Registration cannot close before it opens."))
        for name in ("resignation_until", "changes_until"):
            self.refuse_after_start(name, given.get(name))
        if closes:
            self.refuse_after_start("registration_closes_at", timezone.localdate(closes))
        if given.get("offer_hours") == 0:
            self.add_error("offer_hours", _("An offer needs at least one hour."))
        return given

    def refuse_after_start(self, name: str, day: Any) -> None:
        if day and day > self.conference.starts_on:
            self.add_error(name, _("This comes after the first day of the conference."))


class TrainingForm(ConferenceForm):
    class Meta(ConferenceForm.Meta):
        fields = ("training_rule", "training_share")
        help_texts = {
            "training_share": _(
                "From 1 to 100. Asked for only where sessions count by the time spent in them: scan points of sessions "
                "then need “those who go out are scanned too”. Who was never scanned out is taken to have stayed."
            )
        }


class VenueForm(SettingForm[Venue]):
    class Meta(SettingForm.Meta):
        model = Venue
        fields = ("name", "street", "postal_code", "city", "phone", "website", "directions")
        labels = {"name": _("What the venue is called")}

    def added(self) -> None:
        self.instance.association_id = self.conference.association_id


class AssociationForm(SettingForm[Association]):
    nip = NumberField(label=_("NIP"), required=False, validators=[validate_nip])
    bank_account = NumberField(
        label=_("bank account"),
        required=False,
        validators=[validate_account],
        help_text=_("26 digits. Cards and the public page tell institutions to pay to it."),
    )

    class Meta(SettingForm.Meta):
        model = Association
        fields = (
            *("bank_account", "name", "short_name", "nip", "street", "postal_code", "city", "email", "phone"),
            *("website", "signatory_name", "signatory_role"),
        )
