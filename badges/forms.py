"""The designer's form: one layout with its fields and colours, tried out or kept."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from badges.contrast import COLOUR, LEAST_CONTRAST, contrast, is_readable
from badges.design import DEFAULT_FIELDS
from badges.designs import TEXT_COLOURS, Settings, own_grid
from badges.enums import LABELS, Back, ColourBy, FieldKind, Format, Sides, Size, TextColour
from badges.models import BadgeColour, BadgeField, BadgeLayout
from events.formats import weekday_and_day
from events.models import Conference, Variant
from events.validators import validate_one_line
from registrations.sheets import PRINTED_ACCENTS
from registrations.uploads import read_picture

LOGO_SIDE = 800
LONGEST_WORDS = 40
MEASURES = ("label_columns", "label_rows", "label_width", "label_height", "margin_left", "margin_top", "gap_across",
            "gap_down")  # fmt: skip


class ColourField(forms.CharField):
    """`#rrggbb`, as the browser's chooser of colours gives it."""

    widget = forms.TextInput(attrs={"type": "color", "class": "colour-input"})

    def clean(self, value: Any) -> str:
        typed = str(super().clean(value) or "").lower()
        if typed and not COLOUR.match(typed):
            raise ValidationError(_("Choose a colour, or write it as #1f5f46."), code="colour")
        return typed


class DesignForm(forms.ModelForm[BadgeLayout]):
    """`saved` is what the form begins with."""

    picture = forms.FileField(
        label=gettext_lazy("Logo"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png"}),
        help_text=gettext_lazy("JPEG or PNG. It is printed on white, at the right of the band."),
    )
    remove_logo = forms.BooleanField(label=gettext_lazy("Take the logo away"), required=False)

    class Meta:
        model = BadgeLayout
        fields = (
            *("format", "orientation", "paper", "crop_marks", "sides", "back", "back_day", "back_text"),
            *("colour_by", "colour", "text_colour", *MEASURES),
        )
        field_classes = {"colour": ColourField}
        widgets = {"back_text": forms.Textarea(attrs={"rows": 4})}
        help_texts = {
            "orientation": gettext_lazy("Labels lie as their sheet says."),
            "paper": gettext_lazy(
                "Without marks four badges of A6 fit on A4, with marks two. Labels have their sheet."
            ),
            "sides": gettext_lazy("Labels have a front only."),
        }

    def __init__(self, data: Any, files: Any, *, conference: Conference, saved: Settings) -> None:
        super().__init__(data, files, instance=saved.layout)
        self.conference, self.saved = conference, saved
        self.label_suffix = ""
        self.accent = PRINTED_ACCENTS[conference.accent]
        self.new_logo: bytes | None = None
        self.initial["colour"] = saved.layout.colour or self.accent
        self.fields["back_day"] = self.day_field()
        for name in (*MEASURES, "colour"):
            self.fields[name].required = False
        if not saved.logo:
            del self.fields["remove_logo"]
        self.variants = list(Variant.objects.filter(conference=conference, is_remote=False))
        self.labels_known = list(conference.labels.all())
        self.add_shown()
        self.add_colours()

    def day_field(self) -> forms.Field:
        first = self.conference.starts_on
        days = [first + timedelta(days=number) for number in range((self.conference.ends_on - first).days + 1)]
        known = {day.isoformat(): day for day in days}
        return forms.TypedChoiceField(
            label=_("Day of the programme"),
            choices=[(key, weekday_and_day(day)) for key, day in known.items()],
            coerce=known.__getitem__,
            empty_value=None,
            required=False,
            initial=(self.instance.back_day or first).isoformat(),
        )

    def add_shown(self) -> None:
        shown = [(FieldKind(one.kind), Size(one.size)) for one in self.saved.fields] or list(DEFAULT_FIELDS)
        sizes = dict(shown)
        order = [kind for kind, _size in shown] + [kind for kind in FieldKind if kind not in sizes]
        for place, kind in enumerate(order, start=1):
            says = {"kind": kind.label}
            self.fields[f"show-{kind.value}"] = forms.BooleanField(
                label=_("Show: %(kind)s") % says, required=False, initial=kind in sizes
            )
            self.fields[f"size-{kind.value}"] = forms.ChoiceField(
                label=_("Size: %(kind)s") % says, choices=Size.choices, initial=sizes.get(kind, Size.NORMAL)
            )
            self.fields[f"place-{kind.value}"] = forms.IntegerField(
                label=_("Place: %(kind)s") % says, min_value=1, max_value=99, initial=place,
                widget=forms.NumberInput(attrs={"class": "short-number"}),
            )  # fmt: skip

    def add_colours(self) -> None:
        known = {("v", one.variant_id) if one.variant_id else ("l", one.label_id): one for one in self.saved.colours}
        for letter, key, name in self.coloured():
            one = known.get((letter, key))
            self.fields[f"colour-{letter}{key}"] = ColourField(
                label=_("Colour: %(name)s") % {"name": name}, required=False,
                initial=one.colour if one else self.initial["colour"],
            )  # fmt: skip
            self.fields[f"words-{letter}{key}"] = forms.CharField(
                label=_("Words on the badge: %(name)s") % {"name": name}, required=False, max_length=LONGEST_WORDS,
                validators=[validate_one_line], initial=one.words if one else "" if letter == "v" else name,
            )  # fmt: skip

    def coloured(self) -> Iterator[tuple[str, int, str]]:
        yield from (("v", one.pk, one.name) for one in self.variants)
        yield from (("l", one.pk, one.name) for one in self.labels_known)

    # For the template

    def shown_rows(self) -> list[tuple[str, BoundField, BoundField, BoundField]]:
        kinds = [name.removeprefix("show-") for name in self.fields if name.startswith("show-")]
        return [
            (str(FieldKind(kind).label), self[f"show-{kind}"], self[f"size-{kind}"], self[f"place-{kind}"])
            for kind in kinds
        ]

    def variant_rows(self) -> list[tuple[str, BoundField, BoundField]]:
        return self.colour_rows("v")

    def role_rows(self) -> list[tuple[str, BoundField, BoundField]]:
        return self.colour_rows("l")

    def colour_rows(self, wanted: str) -> list[tuple[str, BoundField, BoundField]]:
        return [
            (name, self[f"colour-{letter}{key}"], self[f"words-{letter}{key}"])
            for letter, key, name in self.coloured()
            if letter == wanted
        ]

    def measures(self) -> list[BoundField]:
        return [self[name] for name in MEASURES]

    # Checks

    def clean_colour(self) -> str:
        """The conference's own colour is not written down: it may be changed there."""
        typed: str = self.cleaned_data["colour"]
        return "" if typed == self.accent else typed

    def clean_picture(self) -> None:
        file = self.cleaned_data.get("picture")
        if file:
            self.new_logo = read_picture(file, longer_side=LOGO_SIDE)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("remove_logo") and self.new_logo is None:
            self.new_logo = b""
        for name in MEASURES:
            if given.get(name) is None and name not in self.errors:
                given[name] = getattr(self.instance, name)
        if given.get("format") in LABELS:
            given["sides"] = Sides.ONE
        self.check_back(given)
        self.check_names(given)
        self.check_contrast(given)
        return given

    def check_back(self, given: dict[str, Any]) -> None:
        has_back = given.get("sides") not in (None, Sides.ONE)
        if has_back and given.get("back") == Back.TEXT and not given.get("back_text", "").strip():
            self.add_error("back_text", _("Write what is to be on the back."))

    def check_names(self, given: dict[str, Any]) -> None:
        if not (given.get("show-name") or given.get("show-surname")):
            self.add_error("show-surname", _("A badge shows at least the name or the surname."))

    def check_contrast(self, given: dict[str, Any]) -> None:
        """Text over each colour in use must be readable (WCAG 2.1, 1.4.3)."""
        text = TEXT_COLOURS[TextColour(given.get("text_colour") or TextColour.AUTO)]
        names = ["colour", *(f"colour-{letter}{key}" for letter, key, _n in self.coloured() if self.counts(letter))]
        for name in names:
            ground = given.get(name) or self.accent
            if text and name not in self.errors and not is_readable(text, ground):
                self.add_error(name, self.unreadable(text, ground))

    def unreadable(self, text: str, ground: str) -> str:
        return _(
            "The text would be hard to read: the contrast is %(is)s to 1 and must be at least %(least)s."
            " Choose another colour, or let the text be whichever is read better."
        ) % {"is": f"{contrast(text, ground):.1f}", "least": LEAST_CONTRAST}

    def counts(self, letter: str) -> bool:
        chosen = self.cleaned_data.get("colour_by")
        return (letter == "v" and chosen == ColourBy.VARIANT) or (letter == "l" and chosen == ColourBy.LABEL)

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]  # missing from the stubs
        if self.instance.format == Format.OWN and not self.errors and not own_grid(self.instance).fits:
            self.add_error("label_width", _("So many labels of this size do not fit on A4 with these margins."))

    # What was chosen

    def chosen(self) -> Settings:
        """The settings of a valid form, not saved."""
        given = self.cleaned_data
        logo = self.saved.logo if self.new_logo is None else self.new_logo
        return Settings(self.instance, self.chosen_fields(given), self.chosen_colours(given), logo)

    def chosen_fields(self, given: dict[str, Any]) -> Sequence[BadgeField]:
        kinds = [kind for kind in FieldKind if given[f"show-{kind.value}"]]
        changed = set(self.changed_data)
        # Who is put on a place that is taken goes before the one that was there.
        kinds.sort(key=lambda kind: (given[name := f"place-{kind.value}"], name not in changed))
        return [
            BadgeField(kind=kind, size=given[f"size-{kind.value}"], position=position)
            for position, kind in enumerate(kinds, start=1)
        ]

    def chosen_colours(self, given: dict[str, Any]) -> Sequence[BadgeColour]:
        """Of what the colours are by; those of the other stay as they were."""
        colours = [
            BadgeColour(variant_id=one.variant_id, label_id=one.label_id, colour=one.colour, words=one.words)
            for one in self.saved.colours
            if not self.counts("v" if one.variant_id else "l")
        ]
        for letter, key, _name in self.coloured():
            if self.counts(letter):
                row = BadgeColour(colour=given[f"colour-{letter}{key}"] or self.accent)
                row.words = given[f"words-{letter}{key}"]
                row.variant_id, row.label_id = (key, None) if letter == "v" else (None, key)
                colours.append(row)
        return colours
