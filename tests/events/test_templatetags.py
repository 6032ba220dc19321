from contextlib import suppress
from typing import Any

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import engines
from django.test import RequestFactory
from django.urls import Resolver404, resolve
from django.utils import translation

ATTACK = '<img src=x onerror="alert(1)">'


def rendered(source: str, path: str = "/", **context: Any) -> str:
    template = engines["django"].from_string("{% load zjazd %}" + source)
    request = RequestFactory().get(path)
    with suppress(Resolver404):
        request.resolver_match = resolve(request.path_info)
    return template.render(context, request)


class CardForm(forms.Form):
    name = forms.CharField(label="Name", help_text="As on the certificate.")
    diet = forms.ChoiceField(label="Meals", widget=forms.RadioSelect, choices=[("a", "All"), ("v", "No meat")])
    consent = forms.BooleanField(label="I agree")
    code = forms.CharField(widget=forms.HiddenInput)


def test_icon_is_hidden_from_screen_readers_and_taken_from_the_sprite() -> None:
    drawn = rendered('{% icon "printer" %}')
    assert 'aria-hidden="true"' in drawn
    assert "icons.svg#printer" in drawn


def test_icon_without_a_name_draws_nothing() -> None:
    assert rendered('{% icon "" %}') == ""


def test_state_says_its_tone_in_words_and_by_an_icon() -> None:
    drawn = rendered('{% state "waiting" label %}', label="Waits for payment")
    assert 'class="state tone-waiting"' in drawn
    assert "Waits for payment" in drawn
    assert "#hourglass-split" in drawn


def test_texts_given_to_pieces_are_escaped() -> None:
    drawn = rendered(
        '{% state "info" text %}{% notice "info" title=text %}{{ text }}{% endnotice %}'
        "{% tile label=text note=text %}{{ text }}{% endtile %}"
        '{% dialog id="d" title=text %}{{ text }}{% enddialog %}{% nothing title=text %}{{ text }}{% endnothing %}',
        text=ATTACK,
    )
    assert "<img" not in drawn
    assert drawn.count("&lt;img") == 10


def test_notice_carries_its_role_only_when_it_comes_up_live() -> None:
    assert 'role="alert"' in rendered('{% notice "problem" role="alert" %}x{% endnotice %}')
    assert "role=" not in rendered('{% notice "problem" %}x{% endnotice %}')


def test_places_are_told_in_words() -> None:
    with translation.override("en"):
        told = {left: " ".join(rendered("{% places left 20 %}", left=left).split()) for left in (0, 1, 3, 12)}
    assert "no places left" in told[0]
    assert "the last place" in told[1]
    assert "the last 3 places" in told[3]
    assert "12 places left" in told[12]
    assert 'width="40"' in told[12]
    assert "place-bar-full" in told[0]


def test_places_without_a_limit_are_not_told() -> None:
    assert rendered("{% places left size %}", left=None, size=None).strip() == ""


def test_pagination_keeps_the_other_parameters() -> None:
    page = Paginator(range(100), 10).page(5)
    drawn = rendered("{% pagination page %}", path="/list/?q=nowak&page=5", page=page)
    assert "?q=nowak&amp;page=6" in drawn
    assert 'aria-current="page">5<' in drawn
    assert "page=5&amp;page" not in drawn


def test_pagination_of_an_empty_list_is_nothing() -> None:
    assert rendered("{% pagination page %}", page=Paginator([], 10).page(1)).strip() == ""


@pytest.mark.parametrize(("language", "path"), [("pl", "/account/login/"), ("en", "/en/account/login/")])
def test_languages_link_this_page_in_the_other_language(language: str, path: str) -> None:
    source = "{% languages as found %}{% for one in found %}{{ one.code }}={{ one.url }} {% endfor %}"
    with translation.override(language):
        drawn = rendered(source, path=f"{path}?next=/x/")
    assert drawn == "pl=/account/login/?next=/x/ en=/en/account/login/?next=/x/ "


def test_languages_of_a_page_that_is_not_there_lead_to_the_front_page() -> None:
    source = '{% languages as found %}{% for one in found %}{{ one.code }}="{{ one.url }}" {% endfor %}'
    with translation.override("pl"):
        assert "nowhere" not in rendered(source, path="/nowhere/at/all/here/")


def test_typeset_ties_one_letter_words_to_the_next() -> None:
    drawn = rendered("{{ text|typeset }}", text="Dom i praca w gminie, a za nią las")
    assert drawn == "Dom i\u00a0praca w\u00a0gminie, a\u00a0za nią las"
    assert rendered("{{ text|typeset }}", text="W drodze i w domu") == "W\u00a0drodze i\u00a0w\u00a0domu"


def test_typeset_leaves_markup_escaped() -> None:
    assert "<img" not in rendered("{{ text|typeset }}", text=f"a {ATTACK}")


def test_form_has_help_before_the_field_and_errors_in_words_after() -> None:
    with translation.override("en"):
        drawn = rendered("{{ form }}", form=CardForm({"diet": "a"}))
    assert drawn.index("As on the certificate.") < drawn.index('<input type="text" name="name"')
    assert 'aria-describedby="id_name_helptext id_name_error"' in drawn
    assert 'id="id_name_error"' in drawn
    assert 'aria-invalid="true"' in drawn


def test_form_sums_its_errors_up_with_links_to_the_fields() -> None:
    with translation.override("en"):
        drawn = rendered("{{ form }}", form=CardForm({"diet": "a", "code": "x"}))
    summary = drawn[: drawn.index("</ul>")]
    assert 'href="#id_name"' in summary
    assert 'href="#id_consent"' in summary
    assert "id_diet" not in summary


def test_form_groups_radio_buttons_under_a_legend() -> None:
    drawn = rendered("{{ form }}", form=CardForm())
    assert "<legend>Meals</legend>" in drawn
    assert 'class="choice" for="id_consent"' in drawn
    assert "error-summary" not in drawn
