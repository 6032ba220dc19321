"""Turns the settings of a conference into what its badges look like."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from badges.contrast import DARK, WHITE
from badges.design import DEFAULT_FIELDS, Design, Event, Line
from badges.enums import LABELS, Back, ColourBy, FieldKind, Format, Orientation, Paper, Sides, Size, TextColour
from badges.measures import Grid
from badges.models import BadgeColour, BadgeField, BadgeLayout
from badges.selectors import layout_of
from events.formats import clock, day_range, weekday_and_day
from events.models import Conference
from program.selectors import programme
from registrations.sheets import PRINTED_ACCENTS

TEXT_COLOURS = {TextColour.AUTO: "", TextColour.WHITE: WHITE, TextColour.DARK: DARK}


@dataclass(frozen=True, slots=True)
class Settings:
    """A layout with its fields and colours, saved or only tried out; `logo` is the picture itself."""

    layout: BadgeLayout
    fields: Sequence[BadgeField] = ()
    colours: Sequence[BadgeColour] = ()
    logo: bytes = b""

    @classmethod
    def of(cls, conference: Conference) -> "Settings":
        """As saved. At most three queries, and the file of the logo."""
        layout = layout_of(conference)
        if layout._state.adding:
            return cls(layout)
        logo = b""
        if layout.logo:
            with layout.logo.open("rb") as kept:
                logo = kept.read()
        return cls(layout, list(layout.fields.all()), list(layout.colours.all()), logo)

    @property
    def by_look(self) -> dict[str, BadgeColour]:
        """The colours in use, by what a face's look may be."""
        if self.layout.colour_by == ColourBy.VARIANT:
            return {f"v{one.variant_id}": one for one in self.colours if one.variant_id}
        if self.layout.colour_by == ColourBy.LABEL:
            return {f"l{one.label_id}": one for one in self.colours if one.label_id}
        return {}


def event_of(conference: Conference, colour: str = "") -> Event:
    dates = f"{conference.city}, {day_range(conference.starts_on, conference.ends_on)}"
    return Event(conference.title, conference.motto, dates, colour or PRINTED_ACCENTS[conference.accent])


def design_of(conference: Conference, chosen: Settings) -> Design:
    """In the language that is active. Two queries more when the programme is on the back."""
    layout = chosen.layout
    title, lines = back_of(conference, layout)
    return Design(
        event=event_of(conference, layout.colour),
        format=Format(layout.format),
        orientation=Orientation(layout.orientation),
        own=own_grid(layout),
        paper=Paper(layout.paper),
        sides=Sides(layout.sides),
        back=Back(layout.back),
        back_title=title,
        back_lines=lines,
        fields=tuple((FieldKind(one.kind), Size(one.size)) for one in chosen.fields) or DEFAULT_FIELDS,
        colours={look: one.colour for look, one in chosen.by_look.items()},
        text_colour=TEXT_COLOURS[TextColour(layout.text_colour)],
        logo=chosen.logo,
        crop_marks=layout.crop_marks,
    )


def own_grid(layout: BadgeLayout) -> Grid:
    return Grid(
        columns=layout.label_columns,
        rows=layout.label_rows,
        width=float(layout.label_width),
        height=float(layout.label_height),
        left=float(layout.margin_left),
        top=float(layout.margin_top),
        gap_x=float(layout.gap_across),
        gap_y=float(layout.gap_down),
    )


def back_of(conference: Conference, layout: BadgeLayout) -> tuple[str, tuple[Line, ...]]:
    if layout.sides == Sides.ONE or layout.back == Back.NAME:
        return "", ()
    if layout.back == Back.TEXT:
        return conference.title, tuple(Line("", text) for text in layout.back_text.splitlines())
    wanted = layout.back_day or conference.starts_on
    sessions = [session for one in programme(conference) if one.day == wanted for session in one.sessions]
    lines = (
        Line(clock(session.starts_at) if session.starts_at else "", f"{session.title}{hall_of(session.hall)}")
        for session in sessions
    )
    return _("Programme: %(day)s") % {"day": weekday_and_day(wanted)}, tuple(lines)


def hall_of(hall: object) -> str:
    return f" ({hall})" if hall else ""


def alone(design: Design) -> Design:
    """For one person's own printer: the badge on a page of its size, whatever the organiser prints on."""
    if design.format in LABELS:
        design = replace(design, format=Format.CARD_90, orientation=Orientation.LANDSCAPE)
    return replace(design, paper=Paper.PAGE, crop_marks=False)
