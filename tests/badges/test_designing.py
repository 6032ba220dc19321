"""The designer's form, what is kept of it, and what is printed by it."""

from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from accounts.models import User
from badges.design import DEFAULT_FIELDS
from badges.designs import Settings, design_of
from badges.enums import FieldKind, Format, Scope, Sides, Size
from badges.faces import badge_faces, badges_pdf
from badges.forms import DesignForm
from badges.models import BadgeLayout, BadgePrint, PrintedBadge
from badges.selectors import badges_to_print, not_printed
from badges.services import copy_design, record_printing, save_design
from events.models import Conference
from registrations.inputs import NewPerson
from registrations.models import Label, Participant
from registrations.services import exchange_participant
from tests.badges.designing import form_body
from tests.events.paper_reading import letters_of, pages_of
from tests.factories.accounts import UserFactory
from tests.factories.events import ConferenceFactory, VariantFactory
from tests.factories.program import SessionFactory
from tests.factories.registrations import CardFactory, ParticipantFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def conference() -> Conference:
    return ConferenceFactory.create()


def picture(kind: str = "PNG", size: tuple[int, int] = (1600, 400)) -> SimpleUploadedFile:
    content = BytesIO()
    Image.new("RGB", size, "red").save(content, kind)
    return SimpleUploadedFile("logo.png", content.getvalue())


def form_for(conference: Conference, files: dict[str, Any] | None = None, **changes: Any) -> DesignForm:
    saved = Settings.of(conference)
    return DesignForm(form_body(conference, **changes), files, conference=conference, saved=saved)


def save(conference: Conference, files: dict[str, Any] | None = None, **changes: Any) -> BadgeLayout:
    form = form_for(conference, files, **changes)
    assert form.is_valid(), form.errors
    by = UserFactory.create()
    return save_design(conference=conference, chosen=form.chosen(), by=by, new_logo=form.new_logo is not None)


def person(conference: Conference, **changes: Any) -> Participant:
    return ParticipantFactory.create(card=CardFactory.create(conference=conference, due=0), **changes)


def test_conference_without_settings_has_the_default_badge(conference: Conference) -> None:
    design = design_of(conference, Settings.of(conference))
    assert (design.format, design.sides, design.fields) == (Format.A6, Sides.ONE, DEFAULT_FIELDS)
    assert design.event.title == conference.title
    assert BadgeLayout.objects.count() == 0


def test_design_is_kept_and_opens_as_it_was_saved(conference: Conference) -> None:
    save(conference, format="card-90", show__motto=False, size__surname="huge", place__surname=1)
    save(conference, crop_marks=True)
    design = design_of(conference, Settings.of(conference))
    assert (design.format, design.crop_marks) == (Format.CARD_90, True)
    assert design.fields[0] == (FieldKind.SURNAME, Size.HUGE)
    assert not design.shows(FieldKind.MOTTO)
    layout = BadgeLayout.objects.get()
    assert layout.history.count() == 2
    # What did not change the second time has no second entry.
    assert layout.fields.get(kind="surname").history.count() == 1


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"colour": "#1a1a1a", "text_colour": "dark"}, "colour", "trudno"),
        ({"colour": "zielony"}, "colour", "kolor"),
        ({"show__name": False, "show__surname": False}, "show-surname", "imię lub nazwisko"),
        ({"sides": "both", "back": "text", "back_text": " "}, "back_text", "odwrocie"),
        ({"format": "own", "label_columns": 4, "label_width": "99"}, "label_width", "A4"),
        ({"format": "own", "label_height": "10"}, "label_height", "29"),
        ({"place__qr": ""}, "place-qr", "wymagane"),
    ],
)
def test_what_cannot_be_printed_is_refused_at_its_field(
    conference: Conference, changes: dict[str, Any], field: str, words: str
) -> None:
    form = form_for(conference, **changes)
    assert not form.is_valid()
    assert list(form.errors) == [field]
    assert words in form.errors[field][0]


def test_labels_have_a_front_only(conference: Conference) -> None:
    assert save(conference, format="labels-3x8", sides="both").sides == Sides.ONE


def test_logo_is_drawn_anew_smaller_and_can_be_taken_away(conference: Conference) -> None:
    layout = save(conference, {"picture": picture()})
    with layout.logo.open("rb") as kept, Image.open(kept) as drawn:
        assert (drawn.format, drawn.size) == ("JPEG", (800, 200))
    assert design_of(conference, Settings.of(conference)).logo.startswith(b"\xff\xd8\xff")
    assert not save(conference, remove_logo="on").logo
    assert design_of(conference, Settings.of(conference)).logo == b""


@pytest.mark.parametrize(
    "content", [b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", b"%PDF-1.4", b"\x89PNG\r\n\x1a\nbroken"]
)
def test_logo_that_is_no_picture_is_refused(conference: Conference, content: bytes) -> None:
    form = form_for(conference, {"picture": SimpleUploadedFile("logo.png", content)})
    assert not form.is_valid()
    assert list(form.errors) == ["picture"]


def test_colours_and_words_go_by_variant_or_by_role(conference: Conference) -> None:
    variant = VariantFactory.create(conference=conference, name="Pełny udział")
    label = Label.objects.create(conference=conference, name="prelegent")
    guest, speaker = person(conference, variant=variant), person(conference, variant=variant)
    speaker.labels.add(label)
    colours = {f"colour__v{variant.pk}": "#aa0000", f"words__v{variant.pk}": "UCZESTNIK"}
    colours |= {f"colour__l{label.pk}": "#00aa00", f"words__l{label.pk}": "PRELEGENT"}

    save(conference, colour_by="variant", **colours)
    chosen = Settings.of(conference)
    faces = badge_faces(conference, [guest, speaker], chosen)
    design = design_of(conference, chosen)
    assert [(design.colour_of(face), face.role) for face in faces] == [("#aa0000", "UCZESTNIK")] * 2

    save(conference, colour_by="label", **colours)
    chosen = Settings.of(conference)
    design = design_of(conference, chosen)
    faces = badge_faces(conference, [guest, speaker], chosen)
    accent = design.event.accent
    assert [(design.colour_of(face), face.role) for face in faces] == [
        (accent, "Pełny udział"),
        ("#00aa00", "PRELEGENT"),
    ]


def test_programme_of_the_chosen_day_is_on_the_back(conference: Conference) -> None:
    SessionFactory.create(conference=conference, title="Otwarcie konferencji")
    session = conference.sessions.get()
    assert session.starts_at is not None
    save(conference, sides="both", back="programme", back_day=session.starts_at.date().isoformat())
    pdf = badges_pdf(conference, [person(conference)])
    assert pages_of(pdf) == 2
    assert "Otwarciekonferencji" in letters_of(pdf)


def test_new_are_those_not_printed_exchanged_or_changed_since(conference: Conference) -> None:
    people = [person(conference, last_name=name) for name in ("Ćma", "Lis", "Łoś", "Żak")]
    by = UserFactory.create()
    assert len(not_printed(conference, badges_to_print(conference))) == 4
    record_printing(conference=conference, people=badges_to_print(conference)[:3], scope=Scope.ALL, by=by)
    names = {one.last_name for one in not_printed(conference, badges_to_print(conference))}
    assert len(names) == 1
    record_printing(conference=conference, people=badges_to_print(conference), scope=Scope.ALL, by=by)
    assert not_printed(conference, badges_to_print(conference)) == []

    exchange(people[0], by)
    Participant.objects.filter(pk=people[1].pk).update(last_name="Lis-Nowa")
    found = {one.pk for one in not_printed(conference, badges_to_print(conference))}
    assert found == {people[0].pk, people[1].pk}


def exchange(participant: Participant, by: User) -> None:
    person = NewPerson(first_name="Nowa", last_name="Osoba", email="nowa@example.org")
    exchange_participant(participant=participant, person=person, by=by)


def test_order_is_polish_by_surname_or_by_institution(conference: Conference) -> None:
    for surname, key, house, house_key in (
        ("Żak", "3", "Ala", "1"),
        ("Ćma", "1", "Zet", "3"),
        ("Łoś", "2", "Łan", "2"),
    ):
        one = person(conference, last_name=surname, sort_key=key)
        type(one.card.institution).objects.filter(pk=one.card.institution_id).update(name=house, sort_key=house_key)
    assert [one.last_name for one in badges_to_print(conference)] == ["Ćma", "Łoś", "Żak"]
    assert [one.last_name for one in badges_to_print(conference, "institution")] == ["Żak", "Łoś", "Ćma"]


def test_same_job_writes_its_printing_down_once(conference: Conference) -> None:
    one, by = person(conference), UserFactory.create()
    job = BadgePrint().uid
    for _again in range(2):
        record_printing(conference=conference, people=[one], scope=Scope.ALL, by=by, job=job)
    assert (BadgePrint.objects.count(), PrintedBadge.objects.count()) == (1, 1)


def test_next_edition_takes_the_design_over(conference: Conference) -> None:
    variant = VariantFactory.create(conference=conference, slug="pelny")
    save(
        conference,
        {"picture": picture()},
        format="card-86",
        colour_by="variant",
        **{f"colour__v{variant.pk}": "#aa0000"},
    )
    new = ConferenceFactory.create(association=conference.association)
    VariantFactory.create(conference=new, slug="pelny")
    for _again in range(2):
        copy_design(conference, new)
    layout = BadgeLayout.objects.get(conference=new)
    assert (layout.format, layout.fields.count()) == ("card-86", len(DEFAULT_FIELDS))
    assert [one.colour for one in layout.colours.all()] == ["#aa0000"]
    assert layout.logo.name != conference.badge_layout.logo.name
