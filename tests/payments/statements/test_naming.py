"""Institutions and people as payers write them: in any case, shortened, without diacritics."""

import pytest

from payments.statements.naming import NameIndex, Person, PersonIndex, base, bases_in, words_of


@pytest.mark.parametrize(
    ("written", "short"),
    [
        ("Miejsko-Gminny Ośrodek Pomocy Społecznej", "mgops"),
        ("miejsko gminnego ośrodka pomocy społecznej", "mgops"),
        ("Miejski Ośrodek Pomocy Społecznej", "mops"),
        ("MIEJSKIEGO OŚRODKA POMOCY SPOŁECZNEJ", "mops"),
        ("Gminnemu Ośrodkowi Pomocy Społecznej", "gops"),
        ("Miejskim Ośrodku Pomocy Rodzinie", "mopr"),
        ("Ośrodek Pomocy Społecznej", "ops"),
        ("Centrum Usług Społecznych", "cus"),
        ("Powiatowe Centrum Pomocy Rodzinie", "pcpr"),
        ("Domu Pomocy Społecznej", "dps"),
        ("Dom Pomocy Społecznej", "dps"),
    ],
)
def test_long_names_are_those_that_everybody_uses(written: str, short: str) -> None:
    assert words_of(f"{written} w Radomsku, ul. Żwirki 3") == [short, "radomsku", "zwirki", "3"]


@pytest.mark.parametrize(
    ("word", "kept"),
    [("radomsko", "radomsk"), ("radomsku", "radomsk"), ("osieck", "osieck"), ("zakopanie", "zakopan"), ("oie", "oi"),
     ("aaaa", "aa"), ("la", "la"), ("bal", "bal"), ("lodzi", "lodz"), ("bialej", "bialej")],
)  # fmt: skip
def test_base_leaves_at_most_two_vowels_and_at_least_two_letters(word: str, kept: str) -> None:
    assert base(word) == kept


def test_bases_of_a_word_are_all_it_may_be_a_case_of() -> None:
    assert bases_in(["osieckiego"]) == {"osieckiego", "osieckieg", "osieck", "osiecki"}
    assert bases_in(["ab"]) == {"ab"}
    assert bases_in(["kot", "psa"]) == {"kot", "psa", "ps"}


@pytest.fixture
def names() -> NameIndex[str]:
    return NameIndex.of(
        [("MOPS Radomsko", "m"), ("GOPS Radomsko", "g"), ("Gmina", "nobody"), ("Dom Pomocy Społecznej w Łodzi", "d")]
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Miejski Ośrodek Pomocy Społecznej w Radomsku", {"m"}),
        ("GMINNY OSRODEK POMOCY SPOLECZNEJ RADOMSKO UL. RYNEK 1", {"g"}),
        ("MOPS i GOPS Radomsko", {"m", "g"}),
        ("MOPS Kamieńsk", set()),
        ("Radomsko", set()),
        ("Gmina Radomsko", set()),
        ("dla DPS Łódź", {"d"}),
        ("", set()),
    ],
)
def test_name_is_found_only_whole(names: NameIndex[str], text: str, found: set[str]) -> None:
    assert names.find(text) == found


def test_name_is_sought_by_its_rarest_word(names: NameIndex[str]) -> None:
    assert {stem: sorted(key for _stems, key in entries) for stem, entries in names.names.items()} == {
        "mops": ["m"],
        "gops": ["g"],
        "dps": ["d"],
    }


@pytest.fixture
def people() -> PersonIndex[str]:
    return PersonIndex.of(
        [
            (Person("Anna Maria", "Kowalska-Nowak"), "anna"),
            (Person("Jan", "Łoś"), "jan"),
            (Person("Ewa", "Xu"), "short"),
            (Person("", "Bezimienny"), "nameless"),
            (Person("Jan", "Osieck"), "osieck"),
        ]
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("udział Anny Kowalskiej", {"anna"}),
        ("NOWAK ANNA", {"anna"}),
        ("Maria Kowalska", set()),
        ("Kowalska", set()),
        ("Kowalska Kowalska", set()),
        ("za pana Jana Łosia", {"jan"}),
        ("Los Jan i Kowalska Anna", {"jan", "anna"}),
        ("Ewa Xu", set()),
        ("Bezimienny Jan", set()),
        ("Jan Osiek", set()),
        ("Jan Osiecki", {"osieck"}),
    ],
)
def test_person_is_found_by_first_name_and_either_surname(people: PersonIndex[str], text: str, found: set[str]) -> None:
    assert people.find(text) == found


def test_one_word_is_not_both_first_name_and_surname() -> None:
    index = PersonIndex.of([(Person("Jan", "Jan"), "jj")])
    assert index.find("Jan") == set()
    assert index.find("Jan Jan") == {"jj"}
