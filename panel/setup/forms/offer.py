"""Forms of what may be chosen on a card: pools, things included, variants, extras."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from events.enums import Audience, Rank
from events.models import Extra, Inclusion, PlacePool, Price, Variant
from panel.setup.fields import PriceField
from panel.setup.forms.base import SettingForm, own_choices

WHAT_IT_IS_CALLED = _("What it is called")


class PoolForm(SettingForm[PlacePool]):
    alone_in = "name"

    class Meta(SettingForm.Meta):
        model = PlacePool
        fields = ("name", "size")
        labels = {"name": WHAT_IT_IS_CALLED}
        help_texts = {
            "name": _("For example: Hotel, Conference hall. Institutions do not see it."),
            "size": _("How many people it takes. It cannot become smaller than what is taken."),
        }

    def clean_size(self) -> int:
        size: int = self.cleaned_data["size"]
        if size < self.instance.taken:
            text = _("%(taken)s places are taken already: the pool cannot be smaller.")
            raise forms.ValidationError(text, params={"taken": self.instance.taken})
        return size


class InclusionForm(SettingForm[Inclusion]):
    alone_in = "name"

    class Meta(SettingForm.Meta):
        model = Inclusion
        fields = ("name",)
        labels = {"name": WHAT_IT_IS_CALLED}
        help_texts = {"name": _("For example: coffee breaks.")}


class VariantForm(SettingForm[Variant]):
    alone_in = "name"
    price = PriceField(
        label=_("Price for one person"),
        help_text=_(
            "In złoty, for example 1 200,00. Prices by day, membership or order of people are on another page."
        ),
    )
    is_free = forms.BooleanField(
        label=_("Free of charge"), required=False, help_text=_("Tick it where the price is 0.")
    )

    class Meta(SettingForm.Meta):
        model = Variant
        fields = ("name", "summary", "nights", "price", "is_free", "vat_rule", "is_remote", "pools", "includes")
        labels = {"name": WHAT_IT_IS_CALLED}
        help_texts = {
            "pools": _("The variant is full when any of them is. Without a pool its places are not limited."),
            "includes": _("They are compared on the page of the conference in the same order for every variant."),
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        own_choices(self, "vat_rule", self.conference.vat_rules.order_by("name"))
        own_choices(self, "pools", self.conference.pools.order_by("pk"))
        own_choices(self, "includes", self.conference.inclusions.all())
        known = not self.instance._state.adding
        self.fields["is_free"].initial = known and not self.instance.price and self.said_free().exists()

    def said_free(self) -> QuerySet[Price]:
        """A free variant says so by a price of nothing, for all and at every level."""
        return Price.objects.filter(
            variant_id=self.instance.pk, level=None, audience=Audience.ALL, rank=Rank.ANY, amount=0
        )

    def clean_pools(self) -> QuerySet[PlacePool]:
        """People hold places in the pools that were there when they came."""
        pools: QuerySet[PlacePool] = self.cleaned_data["pools"]
        changed = self.instance.pk and set(pools) != set(self.instance.pools.all())
        if changed and self.instance.participants.exists():
            text = _("People have registered for this variant: its pools cannot be changed any more.")
            raise forms.ValidationError(text)
        return pools

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if given.get("price") == 0 and not given.get("is_free"):
            self.add_error("price", _("Write a price, or tick below that it is free of charge."))
        if given.get("price") and given.get("is_free"):
            self.add_error("is_free", _("There is a price above: untick this, or write 0."))
        return given

    def save_related(self) -> None:
        super().save_related()
        if not self.cleaned_data["is_free"]:
            self.said_free().delete()
        elif not self.said_free().exists():
            Price.objects.create(variant=self.instance, amount=0)


class ExtraForm(SettingForm[Extra]):
    alone_in = "name"
    price = PriceField(label=_("Price"), help_text=_("In złoty; 0 where nothing is paid."))

    class Meta(SettingForm.Meta):
        model = Extra
        fields = ("kind", "name", "summary", "price", "is_per_night", "vat_rule", "group", "pool", "variants")
        labels = {"name": WHAT_IT_IS_CALLED}
        help_texts = {
            "pool": _("It limits the places. Add a pool of its own for an extra with few places."),
            "variants": _("Tick none to offer it in all variants."),
            "summary": _("What those who choose should know, for example that an identity card is needed abroad."),
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        own_choices(self, "vat_rule", self.conference.vat_rules.order_by("name"))
        own_choices(self, "pool", self.conference.pools.order_by("pk"))
        own_choices(self, "variants", self.conference.variants.all())

    def clean_pool(self) -> PlacePool | None:
        pool: PlacePool | None = self.cleaned_data["pool"]
        if self.instance.pk and pool != self.instance.pool and self.instance.taken_by.exists():
            raise forms.ValidationError(_("People have taken this extra: its pool cannot be changed any more."))
        return pool
