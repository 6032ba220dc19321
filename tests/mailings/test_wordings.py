"""An organiser's own words: what may be put in, and what stays a word."""

import pytest
from django.core.exceptions import ValidationError
from django.utils.html import escape

from events.models import Conference
from mailings.models import Letter, Wording
from mailings.services import drop_wording, keep_wording
from mailings.wordings import as_markup, check_words, fill, known_kinds, placeholders_of, values_from
from registrations.models import ParticipationCard
from registrations.services import cancel_card, settle_card, submit_card
from tests.factories.events import ConferenceFactory, VariantFactory
from tests.factories.registrations import card_input, participant_input

HOSTILE = (
    "{{7*7}}",
    "{% debug %}",
    "{event.__class__}",
    "{0.__init__}",
    "${7*7}",
    "{e.__init__.__globals__[settings].SECRET_KEY}",
    "{karta!r}",
    "{karta:>9}",
    "{KARTA}",
    "{ karta }",
    "{nieznane}",
    "{",
    "}",
    "{{karta}}",
    "{karta",
)


def card_of(conference: Conference, **changes: object) -> ParticipationCard:
    variant = VariantFactory.create(conference=conference, name="Pełny", price=120000)
    return submit_card(
        conference=conference, data=card_input(conference, participant_input(variant), **changes), texts=[]
    )


def own(conference: Conference, body: str, subject: str = "Karta {karta}", language: str = "pl") -> Wording:
    return keep_wording(conference=conference, kind="card_received", language=language, subject=subject, body=body)


@pytest.mark.parametrize("words", HOSTILE)
def test_what_is_no_placeholder_is_refused_on_save(words: str) -> None:
    with pytest.raises(ValidationError) as refused:
        check_words("card_received", f"Dzień dobry {words} do zobaczenia")
    assert refused.value.code == "placeholder"


def test_every_placeholder_of_every_kind_is_taken() -> None:
    assert len(known_kinds()) >= 14
    for kind in known_kinds():
        check_words(kind.slug, " ".join(f"{{{name}}}" for name in placeholders_of(kind.slug)))
    check_words("letter_of_another_app", "{konferencja} {adres} {imie_i_nazwisko}")
    with pytest.raises(ValidationError):
        check_words("badge_ready", "{kwota}")


def test_values_are_not_looked_at_again() -> None:
    values = {"karta": "{adres}", "adres": "https://sekret"}

    assert fill("{karta} i {nieznane}", values) == "{adres} i {nieznane}"
    assert as_markup("{karta}", values) == "<p>{adres}</p>"


def test_markup_is_escaped_and_only_the_letters_own_address_is_a_link() -> None:
    values = {"karta": '<a href="http://evil">x</a>\ndruga', "adres": "https://zjazd/cards/x/"}

    made = as_markup("Dzień <b>dobry</b>\r\nwiersz\r\n\r\nhttp://evil {karta}\n\n{adres}", values)

    assert made == (
        "<p>Dzień &lt;b&gt;dobry&lt;/b&gt;<br>wiersz</p>\n"
        "<p>http://evil &lt;a href=&quot;http://evil&quot;&gt;x&lt;/a&gt;<br>druga</p>\n"
        '<p><a href="https://zjazd/cards/x/">https://zjazd/cards/x/</a></p>'
    )


def test_fact_that_a_letter_does_not_have_is_left_out() -> None:
    conference = ConferenceFactory.build()

    values = values_from("card_received", {"conference": conference, "transfer": None, "people": []})

    assert (values["kwota"], values["dane_do_przelewu"], values["uczestnicy"]) == ("", "", "")
    assert values["konferencja"] == conference.title


@pytest.mark.django_db
def test_letter_goes_in_the_organisers_words_within_our_frame() -> None:
    conference = ConferenceFactory.create()
    own(conference, "Szanowna Pani {imie_i_nazwisko}!\n\n{uczestnicy}\n\nOpłata: {kwota}.\n\n{dane_do_przelewu}")

    card = card_of(conference)

    letter = Letter.objects.get(reference=card.code, kind="card_received")
    person = card.participants.get()
    assert letter.subject == f"Karta {card.code}"
    for body in (letter.text, letter.html):
        assert "Szanowna Pani Anna Łoś!" in body
        assert f"{person.full_name}, Pełny" in body
        assert "1\u00a0200,00\u00a0zł" in body
        assert conference.association.name in body
        # The address was left out of the words: it stands under them.
        assert "http://testserver/cards/" in body
        assert "Otrzymaliśmy" not in body
    assert letter.attachments.count() == 1


@pytest.mark.django_db
def test_own_words_hold_for_their_kind_language_and_conference() -> None:
    conference, other = ConferenceFactory.create(), ConferenceFactory.create()
    own(conference, "Własna treść")

    polish, english, elsewhere = card_of(conference), card_of(conference, language="en"), card_of(other)
    cancel_card(card=polish, by=None, reason="choroba")

    told = {
        (letter.reference, letter.kind): "Własna treść" in letter.text and "Własna treść" in letter.html
        for letter in Letter.objects.all()
    }
    assert told == {
        (polish.code, "card_received"): True,
        (polish.code, "card_cancelled"): False,
        (english.code, "card_received"): False,
        (elsewhere.code, "card_received"): False,
    }


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["{adres}", "{{7*7}}", "{% debug %}", "Żak & Syn", "{karta.__class__}"])
def test_hostile_names_stay_names_in_own_words(name: str) -> None:
    conference = ConferenceFactory.create()
    own(conference, "{imie_i_nazwisko} z {instytucja}", subject="{imie_i_nazwisko}")

    letter = Letter.objects.get(reference=card_of(conference, contact_name=name).code)

    assert letter.subject == name
    assert letter.text.startswith(f"{name} z MOPS Radomsko\n")
    assert f"<p>{escape(name)} z MOPS Radomsko</p>" in letter.html


@pytest.mark.django_db
def test_poisoned_row_is_written_as_it_is() -> None:
    conference = ConferenceFactory.create()
    Wording.objects.create(
        conference=conference,
        kind="card_received",
        subject="{karta.__class__}\r\nBcc: x@example.org",
        body="{{7*7}} {% debug %} {0.__init__} <script>",
    )

    letter = Letter.objects.get(reference=card_of(conference).code)

    assert letter.subject == "{karta.__class__} Bcc: x@example.org"
    assert letter.text.startswith("{{7*7}} {% debug %} {0.__init__} <script>\n")
    assert "{{7*7}} {% debug %} {0.__init__} &lt;script&gt;" in letter.html


@pytest.mark.django_db
def test_words_are_replaced_and_dropped() -> None:
    conference = ConferenceFactory.create()
    first = own(conference, "Pierwsza")
    second = own(conference, "Druga")

    assert (first.pk, second.body, Wording.objects.count()) == (second.pk, "Druga", 1)
    drop_wording(conference=conference, kind="card_received", language="pl")
    assert Wording.objects.count() == 0
    for subject, body in (("", "x"), ("x", ""), ("{zle}", "x"), ("x" * 151, "x")):
        with pytest.raises(ValidationError):
            own(conference, body, subject=subject)
    assert Wording.objects.count() == 0


@pytest.mark.django_db
def test_badge_letters_go_in_own_words_to_each_person() -> None:
    conference = ConferenceFactory.create()
    variant = VariantFactory.create(conference=conference, price=100)
    people = [participant_input(variant, last_name=name) for name in ("Lis", "Mak")]
    card = submit_card(conference=conference, data=card_input(conference, *people), texts=[])
    keep_wording(
        conference=conference, kind="badge_ready", language="pl", subject="{uczestnik}", body="{uczestnik}, {wariant}"
    )

    settle_card(card=card, settled=200, by=None)

    subjects = Letter.objects.filter(kind="badge_ready").order_by("subject").values_list("subject", flat=True)
    assert list(subjects) == ["Ewa Lis", "Ewa Mak"]
