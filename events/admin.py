from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from events.admin_bases import limit_choices
from events.announcing import SHOWN_STATES
from events.changes import mark_changed
from events.models import Association, Branch, Conference, Inclusion, Membership, PlacePool, Variant, Venue
from events.validators import compact, validate_account, validate_nip

admin.site.site_header = admin.site.site_title = _("Administration of the installation")
admin.site.index_title = _("What is in it")


# The models' own words for these are said of people too, and Polish has others for those.
NAME, ORDER = _("what it is called"), _("place in order")


class AddressField(forms.URLField):
    """An address without its beginning is one under https."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options, assume_scheme="https")


class NumberField(forms.CharField):
    """An identifier as people paste it, with spaces and hyphens."""

    def to_python(self, value: Any) -> str:
        return compact(super().to_python(value) or "")


class AssociationForm(forms.ModelForm[Association]):
    nip = NumberField(label=_("NIP"), required=False, validators=[validate_nip])
    bank_account = NumberField(
        label=_("bank account"),
        required=False,
        validators=[validate_account],
        help_text=_("26 digits. Cards and the public page tell institutions to pay to it."),
    )

    class Meta:
        model = Association
        fields = (
            *("name", "short_name", "slug", "street", "postal_code", "city", "email", "phone", "website"),
            *("nip", "bank_account", "signatory_name", "signatory_role"),
        )
        field_classes = {"website": AddressField}
        help_texts = {"slug": _("The first part of the address of all its pages: zjazd.example.org/razem/.")}


class BranchForm(forms.ModelForm[Branch]):
    class Meta:
        model = Branch
        fields = ("name",)
        labels = {"name": NAME}


class BranchInline(admin.TabularInline[Branch, Association]):
    model = Branch
    form = BranchForm
    extra = 0


class MembershipInline(admin.TabularInline[Membership, Association]):
    model = Membership
    extra = 0

    def get_queryset(self, request: HttpRequest) -> QuerySet[Membership]:
        return super().get_queryset(request).select_related("user")


@admin.register(Association)
class AssociationAdmin(admin.ModelAdmin[Association]):
    form = AssociationForm
    inlines = (MembershipInline, BranchInline)
    list_display = ("short_name", "name", "city", "slug")
    search_fields = ("name", "short_name", "slug")
    prepopulated_fields = {"slug": ("short_name",)}

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        mark_changed(Conference.objects.filter(association=form.instance))


class VenueForm(forms.ModelForm[Venue]):
    class Meta:
        model = Venue
        fields = ("association", "name", "street", "postal_code", "city", "phone", "website", "directions")
        field_classes = {"website": AddressField}
        labels = {"name": NAME}


@admin.register(Venue)
class VenueAdmin(admin.ModelAdmin[Venue]):
    form = VenueForm
    list_display = ("__str__", "association")
    list_filter = ("association",)
    list_select_related = ("association",)
    search_fields = ("name", "city")

    def get_readonly_fields(self, request: HttpRequest, obj: Venue | None = None) -> tuple[str, ...]:
        return ("association",) if obj else ()

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        mark_changed(Conference.objects.filter(venue=form.instance))

    def delete_model(self, request: HttpRequest, obj: Venue) -> None:
        mark_changed(Conference.objects.filter(venue=obj))
        super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Venue]) -> None:
        mark_changed(Conference.objects.filter(venue__in=queryset))
        super().delete_queryset(request, queryset)


class PlacePoolForm(forms.ModelForm[PlacePool]):
    class Meta:
        model = PlacePool
        fields = ("name", "size")
        labels = {"name": NAME}

    def clean_size(self) -> int:
        """The constraint cannot say it here: `taken` is not in the form."""
        size: int = self.cleaned_data["size"]
        if size < self.instance.taken:
            raise ValidationError(_("More places are taken than that."))
        return size


class PlacePoolInline(admin.TabularInline[PlacePool, Conference]):
    model = PlacePool
    form = PlacePoolForm
    fields = ("name", "size", "taken")
    readonly_fields = ("taken",)
    extra = 0

    def get_queryset(self, request: HttpRequest) -> QuerySet[PlacePool]:
        """Locked while they are changed: else the counter read here would be written over places taken since."""
        pools = super().get_queryset(request).order_by("pk")
        return pools.select_for_update() if request.method == "POST" else pools


class InclusionForm(forms.ModelForm[Inclusion]):
    class Meta:
        model = Inclusion
        fields = ("name", "position")
        labels = {"name": NAME, "position": ORDER}


class InclusionInline(admin.TabularInline[Inclusion, Conference]):
    model = Inclusion
    form = InclusionForm
    extra = 0


class VariantForm(forms.ModelForm[Variant]):
    class Meta:
        model = Variant
        fields = ("name", "slug", "summary", "price", "nights", "is_remote", "position", "pools", "includes")
        labels = {"name": NAME, "position": ORDER}
        help_texts = {
            "price": _("In grosze, gross, for one person: 1200 zł is 120000. Cards sent before keep their price."),
            "pools": _("It is full when any of them is. Without a pool its places are not limited."),
        }

    def clean_pools(self) -> QuerySet[PlacePool]:
        """People hold places in the pools that were there when they came."""
        pools: QuerySet[PlacePool] = self.cleaned_data["pools"]
        changed = self.instance.pk and set(pools) != set(self.instance.pools.all())
        if changed and self.instance.participants.exists():
            raise ValidationError(_("People have registered for this variant: its pools cannot be changed any more."))
        return pools


class VariantInline(admin.StackedInline[Variant, Conference]):
    model = Variant
    form = VariantForm
    extra = 0
    prepopulated_fields = {"slug": ("name",)}
    formfield_overrides = {models.ManyToManyField: {"widget": forms.CheckboxSelectMultiple}}

    def get_formset(self, request: HttpRequest, obj: Conference | None = None, **kwargs: Any) -> Any:
        formset = super().get_formset(request, obj, **kwargs)
        limit_choices(formset.form, "pools", PlacePool.objects.filter(conference=obj).order_by("pk"))
        limit_choices(formset.form, "includes", Inclusion.objects.filter(conference=obj))
        return formset


FIELDSETS: tuple[tuple[Any, Any], ...] = (
    (None, {"fields": ("association", "title", "slug", "state", "edition", "is_jubilee")}),
    (
        _("When and where"),
        {"fields": ("starts_on", "ends_on", "city", "city_locative", "venue", "host_institution")},
    ),
    (
        _("Registration and payment"),
        {
            "fields": (
                *("registration_opens_at", "registration_closes_at", "resignation_until", "payment_days"),
                *("contact_email", "contact_phone", "currency"),
            )
        },
    ),
    (_("On its page"), {"fields": ("motto", "theme", "summary", "practical", "accent")}),
    (_("Other"), {"fields": ("teaching_hour_minutes", "facts_assumed", "clock_shift")}),
)


class ConferenceForm(forms.ModelForm[Conference]):
    class Meta:
        model = Conference
        fields = [name for _title, options in FIELDSETS for name in options["fields"]]
        help_texts = {
            "slug": _("The second part of its address. Letters carry it: leave it once the conference is published."),
            "state": _("A draft is seen by nobody but the organisers."),
            "payment_days": _("Counted from the day on which a card was sent."),
        }

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        association = given.get("association") or self.instance.association
        venue = given.get("venue")
        if venue and venue.association != association:
            self.add_error("venue", _("This venue belongs to another association."))
        return given


@admin.register(Conference)
class ConferenceAdmin(admin.ModelAdmin[Conference]):
    form = ConferenceForm
    actions = None
    list_display = ("title", "association", "city", "starts_on", "ends_on", "state")
    list_filter = ("state", "association")
    list_select_related = ("association",)
    search_fields = ("title", "motto", "city", "slug")
    prepopulated_fields = {"slug": ("title",)}
    fieldsets = FIELDSETS

    def get_readonly_fields(self, request: HttpRequest, obj: Conference | None = None) -> tuple[str, ...]:
        always = ("currency", "facts_assumed", "clock_shift")
        return ("association", *always) if obj else always

    def get_inlines(self, request: HttpRequest, obj: Conference | None) -> list[Any]:
        """Variants draw on pools that must be there first."""
        return [PlacePoolInline, InclusionInline, *([VariantInline] if obj else [])]

    def get_form(self, request: HttpRequest, obj: Conference | None = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        if obj:
            limit_choices(form, "venue", Venue.objects.filter(association=obj.association_id))
        return form

    def response_post_save_add(self, request: HttpRequest, obj: Conference) -> HttpResponseRedirect:
        """On to its own page, where variants can be written."""
        messages.info(request, _("Now write its variants, below."))
        return HttpResponseRedirect(reverse("admin:events_conference_change", args=(obj.pk,)))

    def view_on_site(self, obj: Conference) -> str | None:
        if obj.state not in SHOWN_STATES:
            return None
        return reverse("program:show-conference", args=(obj.association.slug, obj.slug))
