import pytest
from django.http import QueryDict
from django.utils.translation import override

from registrations.forms import CardForms
from registrations.forms.institution import InstitutionForm
from registrations.forms.invoice import InvoiceForm
from registrations.forms.reading import change_people, count_of, read_step, tidy
from registrations.inputs import Party
from tests.factories.events import ConferenceFactory
from tests.registrations.typing_in import INSTITUTION, INVOICE

US = Party("MOPS Radomsko", "ul. Przedborska 1", "97-500", "Radomsko", "1111111111")


@pytest.mark.parametrize("typed", ["1111111111", "111-111-11-11", " PL 111 111 11 11 ", "111\u00a0111\u00a011\u00a011"])
def test_nip_is_taken_as_people_write_it(typed: str) -> None:
    form = InstitutionForm(INSTITUTION | {"nip": typed})

    assert form.is_valid(), form.errors
    assert form.cleaned_data["nip"] == "1111111111"


@pytest.mark.parametrize(
    "typed", ["", "1111111112", "123", "0000000000", "١١١١١١١١١١", "1" * 400, "10" * 200, "'; DROP"]
)
def test_wrong_nip_is_refused_in_words(typed: str) -> None:
    form = InstitutionForm(INSTITUTION | {"nip": typed})

    assert set(form.errors) == {"nip"}


@pytest.mark.parametrize(("typed", "kept"), [("97-500", "97-500"), ("97500", "97-500"), ("97 500", "97-500")])
def test_postal_code_is_taken_as_people_write_it(typed: str, kept: str) -> None:
    form = InstitutionForm(INSTITUTION | {"postal_code": typed})

    assert form.is_valid(), form.errors
    assert form.cleaned_data["postal_code"] == kept


@pytest.mark.parametrize("typed", ["9750", "97-5000", "AB-CDE", "٩٧-٥٠٠"])
def test_wrong_postal_code_is_refused(typed: str) -> None:
    assert set(InstitutionForm(INSTITUTION | {"postal_code": typed}).errors) == {"postal_code"}


@pytest.mark.parametrize(
    "typed",
    ["<b>Jan</b>", "Jan http://zlo.example", "www.zlo.example", "Jan\r\nBcc: kto@example.org", "Jan\x00", "J" * 400],
)
def test_name_that_could_do_harm_is_refused(typed: str) -> None:
    assert set(InstitutionForm(INSTITUTION | {"contact_name": typed}).errors) == {"contact_name"}


@pytest.mark.parametrize("typed", ["Łucja Żółć-Źdźbło", "O'Neill", "{{ 7*7 }}", "=cmd|' /C calc'!A0", "Ω. Ö. von 李"])
def test_name_that_is_only_unusual_is_kept(typed: str) -> None:
    form = InstitutionForm(INSTITUTION | {"contact_name": typed})

    assert form.is_valid(), form.errors
    assert form.cleaned_data["contact_name"] == typed


def test_phone_without_area_code_is_refused_in_polish() -> None:
    with override("pl"):
        errors = InstitutionForm(INSTITUTION | {"contact_phone": "683"}).errors["contact_phone"]

    assert errors == ["Ten numer jest za krótki: proszę dodać numer kierunkowy."]


def test_invoice_of_the_municipality_names_the_centre_as_recipient() -> None:
    form = InvoiceForm(INVOICE)

    assert form.is_valid(), form.errors
    assert form.buyer_party(US).name == "Miasto Radomsko"
    assert form.recipient_party(US) == US


def test_invoice_for_us_needs_nothing_more_and_names_no_recipient() -> None:
    form = InvoiceForm({"buyer": "us", "recipient": "us", "buyer_nip": "12"})

    assert form.is_valid(), form.errors
    assert form.buyer_party(US) == US
    assert form.recipient_party(US) is None
    assert form.cleaned_data["buyer_is_local_government"] is False


def test_invoice_for_others_asks_for_each_field() -> None:
    form = InvoiceForm({"buyer": "other", "recipient": "other"})

    assert set(form.errors) == {
        *(f"buyer_{field}" for field in ("name", "street", "postal_code", "city", "nip")),
        *(f"recipient_{field}" for field in ("name", "street", "postal_code", "city")),
    }


def test_read_step_keeps_only_the_fields_of_the_step() -> None:
    post = QueryDict("nip=1111111111&is_staff=1&price=0&state=paid&p0-name=x&csrfmiddlewaretoken=y")

    forms = CardForms(ConferenceFactory.build(), {}, "pl")

    assert read_step("institution", post, forms) == {"nip": "1111111111"}


@pytest.mark.parametrize("posted", ["0", "-1", "", "1e3", "9" * 400, "999", "٣", "\ud800"])
def test_count_of_people_stays_within_a_card(posted: str) -> None:
    assert 1 <= count_of(posted) <= 30


def test_tidy_drops_what_no_database_keeps() -> None:
    assert tidy("Łoś\x00 \ud800Ćma") == "Łoś Ćma"
    assert len(tidy("a" * 10_000)) == 2000


def test_change_people_copies_the_post_and_variant_but_not_who_it_is() -> None:
    ewa = {"first_name": "Ewa", "email": "ewa@example.org", "position": "starszy referent", "variant": "pelny"}

    changed, looked_at = change_people([ewa, {"first_name": "Jan"}], "copy-0")

    copied = changed[1].pop("key")
    assert changed == [ewa, {"position": "starszy referent", "variant": "pelny"}, {"first_name": "Jan"}]
    assert (looked_at, len(copied)) == (1, 8)


@pytest.mark.parametrize("wish", ["remove-7", "copy-99", "remove-x", "remove-" + "9" * 400, "copy-\ud800"])
def test_change_people_loses_nobody_on_a_strange_wish(wish: str) -> None:
    ewa = {"first_name": "Ewa"}

    changed, _ = change_people([ewa], wish)

    assert ewa in changed


def test_change_people_stops_at_thirty() -> None:
    assert len(change_people([{}] * 30, "add")[0]) == 30
    assert len(change_people([{}] * 30, "copy-0")[0]) == 30
