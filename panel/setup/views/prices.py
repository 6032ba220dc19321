"""The table of prices: variants by levels, for one group of people at a time."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from events.enums import Audience, Rank
from events.formats import money
from events.models import Conference, Price, PriceLevel, Variant
from panel.desk import Desk, StaffRequest
from panel.services.settings import keep_prices
from panel.setup.fields import PriceField
from panel.setup.frame import context, desk_of

Cell = tuple[Variant, PriceLevel | None]


class GroupForm(forms.Form):
    """Whose prices the table shows."""

    audience = forms.ChoiceField(label=_("For whom"), choices=Audience.choices)
    rank = forms.ChoiceField(label=_("For which person of an institution"), choices=Rank.choices)


class PricesForm(forms.Form):
    """A field for each variant and level; an empty one leaves the price of the wider group."""

    def __init__(self, data: Any, *, conference: Conference, audience: str, rank: str) -> None:
        super().__init__(data)
        self.variants = list(conference.variants.all())
        self.levels: list[PriceLevel | None] = list(conference.price_levels.all())
        # The usual price of everyone is the variant's own, on the variant's page.
        self.is_usual = (audience, rank) == (Audience.ALL, Rank.ANY)
        if not self.is_usual:
            self.levels.insert(0, None)
        said = Price.objects.filter(variant__in=self.variants, audience=audience, rank=rank)
        known = {(price.variant_id, price.level_id): price.amount for price in said}
        self.cells: dict[str, Cell] = {}
        for number, variant in enumerate(self.variants):
            for place, level in enumerate(self.levels):
                name = f"price-{number}-{place}"
                self.cells[name] = (variant, level)
                self.fields[name] = PriceField(
                    required=False,
                    label=f"{variant.name}, {level.name if level else _('always')}",
                    initial=known.get((variant.pk, level.pk if level else None)),
                )

    def rows(self) -> list[dict[str, Any]]:
        """For the template: each variant with the bound fields of its line."""
        fields = [self[name] for name in self.cells]
        width = len(self.levels)
        return [
            {"variant": variant, "fields": list(zip(self.levels, fields[at * width : (at + 1) * width], strict=True))}
            for at, variant in enumerate(self.variants)
        ]

    def amounts(self) -> dict[Cell, int | None]:
        return {self.cells[name]: self.cleaned_data[name] for name in self.changed_data}

    def told(self) -> str:
        return "; ".join(
            f"{self.fields[name].label}: {written(self.fields[name].initial)} → {written(self.cleaned_data[name])}"
            for name in self.changed_data
        )


def written(amount: Any) -> str:
    return "–" if amount is None else money(amount)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def set_prices(request: StaffRequest, association: str, conference: str) -> HttpResponse:
    desk = desk_of(request, association, conference)
    chosen = GroupForm(request.GET)
    audience, rank = Audience.ALL, Rank.ANY
    if chosen.is_valid():
        audience, rank = Audience(chosen.cleaned_data["audience"]), Rank(chosen.cleaned_data["rank"])
    form = PricesForm(
        request.POST if request.method == "POST" else None, conference=desk.conference, audience=audience, rank=rank
    )
    if form.is_valid():
        save_prices(request, desk, form, (audience, rank))
        return redirect(address(desk, audience, rank))
    group = GroupForm(initial={"audience": audience, "rank": rank})
    tabs = groups_in_use(desk, (audience, rank))
    facts = {"form": form, "group": group, "tabs": tabs, "group_name": group_name(audience, rank)}
    return render(request, "panel/setup/prices.html", context(desk, "prices", **facts))


def save_prices(request: StaffRequest, desk: Desk, form: PricesForm, group: tuple[Audience, Rank]) -> None:
    if not form.changed_data:
        messages.info(request, _("Nothing was changed."))
        return
    audience, rank = group
    title = _("Prices")
    keep_prices(
        conference=desk.conference,
        audience=audience,
        rank=rank,
        amounts=form.amounts(),
        by=request.user,
        note=f"{title} ({group_name(audience, rank)}): {form.told()}",
    )
    messages.success(request, _("Saved."))
    if desk.conference.cards.exists():
        messages.info(request, _("Cards sent before keep their prices."))


def group_name(audience: Audience, rank: Rank) -> str:
    return capfirst(f"{audience.label}, {rank.label}")


def address(desk: Desk, audience: str, rank: str) -> str:
    return f"{reverse('panel:set-prices', args=desk.path)}?audience={audience}&rank={rank}"


def groups_in_use(desk: Desk, current: tuple[Audience, Rank]) -> list[dict[str, Any]]:
    """Tabs of the groups that have prices of their own, everyone first."""
    said = Price.objects.filter(variant__conference=desk.conference).values_list("audience", "rank").distinct()
    groups = {(Audience(audience), Rank(rank)) for audience, rank in said} | {current, (Audience.ALL, Rank.ANY)}
    order = sorted(groups, key=lambda group: (list(Audience).index(group[0]), list(Rank).index(group[1])))
    return [{"url": address(desk, *group), "label": group_name(*group), "current": group == current} for group in order]
