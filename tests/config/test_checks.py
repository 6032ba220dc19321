"""The project's own checks find what they are for."""

from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from scripts import bootstrap, check_lengths, check_translations


@pytest.mark.parametrize(
    ("original", "translated", "fault"),
    [
        ("Send", "Wyślij", None),
        ("Send", "", "not translated"),
        ("%(count)s places", "%(count)s miejsc", None),
        ("%(count)s places", "%(liczba)s miejsc", "placeholders differ: ['%(count)s'] became ['%(liczba)s']"),
        ("100%% of {name}", "100%% z {name}", None),
        ("Hello {name}", "Witaj", "placeholders differ: ['{name}'] became []"),
    ],
)
def test_translations_are_checked(original: str, translated: str, fault: str | None) -> None:
    message = Catalog(locale="pl").add(original, translated)
    assert message is not None
    assert list(check_translations.faults_of(message)) == ([fault] if fault else [])


def test_plurals_need_four_forms() -> None:
    message = Catalog(locale="pl").add(("%d place", "%d places"), ("%d miejsce", "%d miejsca", "%d miejsc"))
    assert message is not None
    assert list(check_translations.faults_of(message)) == ["has 3 plural forms, not 4"]


def test_unsure_translation_is_a_fault() -> None:
    message = Catalog(locale="pl").add("Send", "Wyślij", flags=["fuzzy"])
    assert message is not None
    assert list(check_translations.faults_of(message)) == ["marked fuzzy"]


def test_texts_are_found_in_code() -> None:
    source = 'a = _("One")\nb = ngettext("%d card", "%d cards", n)\nc = pgettext("verb", "Book")\nd = _(variable)\n'
    assert list(check_translations.texts_in(source)) == [("", "One"), ("", "%d card"), ("verb", "Book")]


def test_texts_are_found_in_templates() -> None:
    source = """{% load i18n %}
      <p title="{% translate "It's here" %}">{{ _("Sum") }} {% translate "Book" context "verb" %}</p>
    {% blocktranslate count n=places trimmed %}{{ n }} place
      left{% plural %}{{ n }} places left{% endblocktranslate %}"""
    found = list(check_translations.texts_in(check_translations.calls_of_template(source)))
    assert found == [("", "It's here"), ("", "Sum"), ("verb", "Book"), ("", "%(n)s place left")]


def test_long_function_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check_lengths, "ROOT", tmp_path)
    body = "    x = 1\n"
    assert list(check_lengths.long_functions(tmp_path / "a.py", "def fits():\n" + body * 49)) == []
    found = list(check_lengths.long_functions(tmp_path / "a.py", "def grown():\n" + body * 50))
    assert found == ["a.py:1: grown has 51 lines, more than 50"]


def test_digest_changes_with_name_and_content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)
    folder = tmp_path / "styles"
    folder.mkdir()
    (folder / "a.scss").write_text("a")
    first = bootstrap.digest([folder])
    (folder / "a.scss").write_text("b")
    second = bootstrap.digest([folder])
    (folder / "a.scss").rename(folder / "b.scss")
    assert len({first, second, bootstrap.digest([folder])}) == 3


def test_digest_leaves_out_what_was_built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)
    built = tmp_path / "static" / "build"
    built.mkdir(parents=True)
    before = bootstrap.digest([tmp_path / "static"])
    (built / "zjazd.css").write_text("body{}")
    assert bootstrap.digest([tmp_path / "static"]) == before
