import re
import socket
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from payments.ksef import schema
from payments.ksef.fa3 import build
from payments.ksef.invoice import Address, Buyer, Instalment, Invoice, Line, Rate, Recipient, Terms, Way
from payments.ksef.nodes import NAMESPACE
from payments.ksef.texts import MissingData, amount, clean, moment, quantity
from tests.payments.ksef import samples

DISCOURAGED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufdd0-\ufdef\ufffe\uffff]")


def values(xml: bytes, path: str) -> list[str | None]:
    found = etree.fromstring(xml).findall("/".join(f"{{{NAMESPACE}}}{name}" for name in path.split("/")))
    return [node.text for node in found]


@pytest.mark.parametrize("invoice", samples.KINDS.values(), ids=samples.KINDS.keys())
def test_every_kind_is_valid_by_the_official_schema(invoice: Invoice) -> None:
    assert schema.faults(build(invoice)) == []


def test_the_schema_is_read_without_the_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*arguments: object) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    schema.schema.cache_clear()
    assert schema.faults(build(samples.EXEMPT)) == []


def test_the_schema_refuses_what_is_wrong() -> None:
    xml = build(samples.EXEMPT)
    assert schema.faults(xml.replace(b"<JST>1</JST>", b"")) != []
    assert schema.faults(xml.replace(b"<P_12>zw</P_12>", b"<P_12>ZW</P_12>")) != []
    with pytest.raises(schema.NotValid, match="NIP"):
        schema.require_valid(xml.replace(b"<NIP>7740001454</NIP>", b"<NIP>0740001454</NIP>"))


def test_the_file_has_no_mark_and_no_instructions() -> None:
    xml = build(samples.EXEMPT)
    assert xml.startswith(b"<?xml version='1.0' encoding='UTF-8'?>\n<Faktura xmlns=")
    assert xml.count(b"<?") == 1
    assert "Ośrodek Pomocy Społecznej w Łęknicy" in xml.decode("utf-8")
    assert build(samples.EXEMPT) == xml


def test_a_municipality_buys_for_its_centre() -> None:
    xml = build(samples.EXEMPT)
    assert values(xml, "Podmiot2/DaneIdentyfikacyjne/NIP") == ["7740001454"]
    assert values(xml, "Podmiot2/JST") == ["1"]
    assert values(xml, "Podmiot2/GV") == ["2"]
    assert values(xml, "Podmiot3/DaneIdentyfikacyjne/IDWew") == ["7740001454-00017"]
    assert values(xml, "Podmiot3/Rola") == ["8"]
    assert values(xml, "Fa/P_13_7") == ["2400.00"]
    assert values(xml, "Fa/P_15") == ["2400.00"]
    assert values(xml, "Fa/Adnotacje/Zwolnienie/P_19A") == [samples.TRAINING]
    assert values(xml, "Fa/OkresFa/P_6_Do") == ["2026-11-20"]
    assert values(xml, "Fa/DodatkowyOpis/Wartosc") == ["Żaneta Ćwikła", "Jan Nowak", "K7M2PQ"]
    assert values(xml, "Fa/Platnosc/RachunekBankowy/NrRB") == ["61109010140000071219812874"]
    assert values(xml, "Stopka/Rejestry/KRS") == ["0000123456"]


def test_a_taxed_invoice_parts_net_and_tax() -> None:
    xml = build(samples.TAXED)
    assert values(xml, "Fa/P_13_1") == ["1000.00"]
    assert values(xml, "Fa/P_14_1") == ["230.00"]
    assert values(xml, "Fa/P_15") == ["1230.00"]
    assert values(xml, "Fa/P_13_7") == []
    assert values(xml, "Fa/Adnotacje/Zwolnienie/P_19N") == ["1"]
    assert values(xml, "Fa/P_6") == ["2026-11-20"]


def test_mixed_rates_each_have_their_sum() -> None:
    xml = build(samples.MIXED)
    sums = {name: values(xml, f"Fa/{name}") for name in ("P_13_1", "P_13_2", "P_13_3", "P_13_7", "P_13_8", "P_15")}
    assert sums == {
        "P_13_1": ["200.00"],
        "P_13_2": ["100.00"],
        "P_13_3": ["20.00"],
        "P_13_7": ["1200.00"],
        "P_13_8": ["50.00"],
        "P_15": ["1625.00"],
    }


def test_a_person_has_no_number() -> None:
    xml = build(samples.PRIVATE)
    assert values(xml, "Podmiot2/DaneIdentyfikacyjne/BrakID") == ["1"]
    assert values(xml, "Podmiot2/JST") == ["2"]
    assert values(xml, "Podmiot3/Rola") == []


def test_what_was_paid_is_told() -> None:
    assert values(build(samples.PAID), "Fa/Platnosc/DataZaplaty") == ["2026-11-10"]
    part = build(samples.PART_PAID)
    assert values(part, "Fa/Platnosc/ZnacznikZaplatyCzesciowej") == ["1"]
    assert values(part, "Fa/Platnosc/ZaplataCzesciowa/KwotaZaplatyCzesciowej") == ["1000.00"]
    assert values(build(samples.PAID_IN_PARTS), "Fa/Platnosc/ZnacznikZaplatyCzesciowej") == ["2"]


def test_a_correction_shows_the_rows_before_and_after_and_the_difference() -> None:
    xml = build(samples.CORRECTION)
    assert values(xml, "Fa/RodzajFaktury") == ["KOR"]
    assert values(xml, "Fa/DaneFaKorygowanej/NrKSeFFaKorygowanej") == [samples.ORIGINAL_NUMBER]
    assert values(xml, "Fa/FaWiersz/NrWierszaFa") == ["1", "2"]
    assert values(xml, "Fa/FaWiersz/P_11A") == ["2400.00", "1200.00"]
    assert values(xml, "Fa/FaWiersz/StanPrzed") == ["1"]
    assert values(xml, "Fa/P_13_7") == ["-1200.00"]
    assert values(xml, "Fa/P_15") == ["-1200.00"]


def test_a_wrong_nip_is_corrected_to_zero() -> None:
    xml = build(samples.TO_ZERO)
    assert values(xml, "Podmiot2/DaneIdentyfikacyjne/NIP") == ["6793097318"]
    assert values(xml, "Fa/FaWiersz/P_11A") == ["2400.00", "0.00"]
    assert values(xml, "Fa/P_15") == ["-2400.00"]
    assert values(xml, "Fa/Podmiot2K/DaneIdentyfikacyjne/NIP") == []


def test_a_corrected_address_shows_the_former() -> None:
    xml = build(samples.NAME_CORRECTED)
    assert values(xml, "Fa/Podmiot2K/Adres/AdresL1") == ["ul. Wronia 1"]
    assert values(xml, "Fa/DaneFaKorygowanej/NrKSeFN") == ["1"]
    assert values(xml, "Fa/P_15") == ["0.00"]


def test_texts_are_cleaned_and_cut() -> None:
    assert clean(" a\u0085b\x07c\u00add\u2028e\ufdd0 ", 20) == "a bcd e"
    assert clean("x" * 9 + " yz", 10) == "x" * 9
    assert clean("\u200b\x00", 10) == ""


@pytest.mark.parametrize(("grosze", "text"), [(0, "0.00"), (-5, "-0.05"), (120000, "1200.00"), (-100, "-1.00")])
def test_an_amount_is_plain(grosze: int, text: str) -> None:
    assert amount(grosze) == text


@pytest.mark.parametrize(("value", "text"), [("1", "1"), ("10", "10"), ("2.50", "2.5"), ("1E+3", "1000"), ("0", "0")])
def test_a_quantity_is_plain(value: str, text: str) -> None:
    assert quantity(Decimal(value)) == text


def test_a_moment_is_in_utc() -> None:
    warsaw = datetime.fromisoformat("2026-07-01T12:00:00.5+02:00")
    assert moment(warsaw) == "2026-07-01T10:00:00Z"
    with pytest.raises(ValueError, match="time zone"):
        moment(warsaw.replace(tzinfo=None))


def test_an_invoice_without_a_name_or_basis_is_not_written() -> None:
    with pytest.raises(MissingData) as refused:
        build(replace(samples.EXEMPT, exemption=" \u200b"))
    assert refused.value.field == "P_19A"
    with pytest.raises(MissingData) as refused:
        build(replace(samples.EXEMPT, buyer=replace(samples.MUNICIPALITY, name="\x00")))
    assert refused.value.field == "Nazwa"


texts = st.text(max_size=700)
names = texts.filter(lambda text: clean(text, 512) != "")
days = st.dates(date(2017, 1, 1), date(2049, 12, 31))
addresses = st.builds(Address, line1=texts, line2=texts)
nips = st.from_regex(r"\A[1-9]([0-9][1-9]|[1-9][0-9])[0-9]{7}\Z")
accounts = st.from_regex(r"\A[0-9]{26}\Z")


@st.composite
def lines(draw: st.DrawFn) -> Line:
    net, vat = draw(st.integers(0, 10**11)), draw(st.integers(0, 10**10))
    return Line(
        name=draw(names),
        rate=draw(st.sampled_from(Rate)),
        quantity=draw(st.decimals(0, 10**6, places=3)),
        unit_gross=draw(st.integers(0, 10**11)),
        net=net,
        vat=vat,
        gross=net + vat,
        unit=draw(texts),
        sold_on=draw(st.none() | days),
    )


@st.composite
def invoices(draw: st.DrawFn) -> Invoice:
    buyer = Buyer(
        name=draw(names),
        address=draw(st.none() | addresses),
        nip=draw(st.just("") | nips),
        email=draw(texts),
        is_local_government_unit=draw(st.booleans()),
    )
    recipient = st.builds(Recipient, name=names, address=st.none() | addresses, nip=st.just("") | nips)
    instalments = st.builds(
        Instalment, amount=st.integers(1, 10**9), paid_on=days, way=st.none() | st.sampled_from(Way)
    )
    terms = st.builds(
        Terms,
        instalments=st.lists(instalments, max_size=3).map(tuple),
        due_on=st.none() | days,
        way=st.none() | st.sampled_from(Way),
        account=st.just("") | accounts,
        bank=texts,
    )
    before = tuple(draw(st.lists(lines(), max_size=3)))
    correction = replace(samples.CORRECTION.correction, before=before, reason=draw(names))  # type: ignore[type-var]
    return Invoice(
        number=draw(names),
        issued_on=draw(days),
        made_at=draw(
            st.datetimes(datetime(2025, 9, 2), datetime(2049, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001
        ),
        place=draw(texts),
        sold_on=draw(st.none() | days),
        sold_from=draw(st.none() | days),
        seller=replace(samples.SELLER, name=draw(names), email=draw(texts), phone=draw(texts), krs=draw(texts)),
        buyer=buyer,
        recipient=draw(st.none() | recipient),
        lines=tuple(draw(st.lists(lines(), min_size=1, max_size=5))),
        exemption=samples.TRAINING,
        terms=draw(terms),
        notes=tuple(draw(st.lists(st.tuples(texts, texts), max_size=4))),
        footer=draw(st.text(max_size=4000)),
        correction=draw(st.none() | st.just(correction)),
    )


@settings(max_examples=120, deadline=timedelta(seconds=5))
@given(invoices())
def test_any_names_and_amounts_give_a_valid_file(invoice: Invoice) -> None:
    xml = build(invoice)
    assert schema.faults(xml) == []
    assert not DISCOURAGED.search(xml.decode("utf-8"))
    assert values(xml, "Fa/P_15") == [amount(invoice.total)]
