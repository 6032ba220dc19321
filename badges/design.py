"""What a badge looks like, apart from whose it is. Pure: no database, no settings; lengths in millimetres."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from badges.contrast import text_on
from badges.enums import Back, FieldKind, Format, Orientation, Paper, Sides, Size
from badges.measures import Grid, badge_size

K, S = FieldKind, Size
Shown = tuple[tuple[FieldKind, Size], ...]
DEFAULT_FIELDS: Shown = (
    (K.LOGO, S.NORMAL),
    (K.CONFERENCE, S.NORMAL),
    (K.MOTTO, S.NORMAL),
    (K.DATES, S.NORMAL),
    (K.TITLE, S.NORMAL),
    (K.NAME, S.NORMAL),
    (K.SURNAME, S.NORMAL),
    (K.POSITION, S.NORMAL),
    (K.INSTITUTION, S.NORMAL),
    (K.VARIANT, S.NORMAL),
    (K.QR, S.NORMAL),
)


@dataclass(frozen=True, slots=True)
class Event:
    """What all badges of a conference say."""

    title: str = ""
    motto: str = ""
    dates: str = ""
    accent: str = "#1f4e79"


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the programme on the back; `hour` is empty for a heading."""

    hour: str
    words: str


@dataclass(frozen=True, slots=True)
class BadgeFace:
    """Whose badge it is. `look` names the colour; `role` is what stands in the place of the variant.

    `token` is opaque, upper-case letters and digits, at most 140: the code tells nobody who it is.
    """

    academic_title: str
    first_name: str
    last_name: str
    institution: str
    token: str
    position: str = ""
    town: str = ""
    role: str = ""
    badge_text: str = ""
    look: str = ""


@dataclass(frozen=True, slots=True)
class Design:
    """`colours` are by BadgeFace.look; a look that is not there has the conference's accent."""

    event: Event = Event()
    format: Format = Format.A6
    orientation: Orientation = Orientation.PORTRAIT
    own: Grid | None = None
    paper: Paper = Paper.PAGE
    sides: Sides = Sides.ONE
    back: Back = Back.NAME
    back_title: str = ""
    back_lines: tuple[Line, ...] = ()
    fields: Shown = DEFAULT_FIELDS
    colours: Mapping[str, str] = field(default_factory=dict)
    text_colour: str = ""
    logo: bytes = b""
    crop_marks: bool = False

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of one side, in points."""
        return badge_size(self.format, self.orientation, self.own)

    def shows(self, kind: FieldKind) -> bool:
        return any(shown == kind for shown, _size in self.fields)

    def colour_of(self, face: BadgeFace) -> str:
        return self.colours.get(face.look) or self.event.accent

    def text_over(self, ground: str) -> str:
        return self.text_colour or text_on(ground)
