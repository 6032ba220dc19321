"""Files of transfers for the bank: fields, limits, letters, and nothing that a spreadsheet would run."""

from datetime import UTC, date, datetime
from importlib.resources import as_file, files

import pytest
from lxml import etree

from payments.transfers import Order, Payer, elixir_file, pain_file

PAYER = Payer(
    name="Stowarzyszenie „Łączymy”", address="ul. Żółta 5, 97-500 Radomsko", account="61109010140000071219812874"
)
ACCOUNT = "27114020040000300201355387"
ON = date(2026, 12, 1)


def order(**changes: object) -> Order:
    values: dict[str, object] = {
        "reference": "A1B2C3D4E5F60718",
        "amount": 120_050,
        "account": ACCOUNT,
        "name": "MOPS Radomsko",
        "title": "Zwrot, karta KU7H4M2XQ9",
    }
    return Order(**{**values, **changes})  # type: ignore[arg-type]


def fields(line: str) -> list[str]:
    return line.split(",")


def test_elixir_line_has_its_sixteen_fields() -> None:
    text = elixir_file(PAYER, [order()], pay_on=ON, encoding="cp1250").decode("cp1250")
    assert text.endswith("\r\n")
    assert fields(text.strip()) == [
        "110",
        "20261201",
        "120050",
        "10901014",
        "0",
        '"61109010140000071219812874"',
        f'"{ACCOUNT}"',
        '"Stowarzyszenie Łączymy ul. Żółta 5|97-500 Radomsko"',
        '"MOPS Radomsko"',
        "0",
        "11402004",
        '"Zwrot karta KU7H4M2XQ9"',
        '""',
        '""',
        '"51"',
        '"A1B2C3D4E5F60718"',
    ]


@pytest.mark.parametrize("encoding", ["cp1250", "iso8859-2", "utf-8"])
def test_elixir_writes_polish_letters_in_each_encoding(encoding: str) -> None:
    made = elixir_file(PAYER, [order(name="Żółć Gęślą Jaźń")], pay_on=ON, encoding=encoding)
    assert "Żółć Gęślą Jaźń" in made.decode(encoding)


@pytest.mark.parametrize(
    "name",
    ["=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", '"a","b"', "a\r\n110,1", "\t=1", "x;y:z&w$", "Київ 漢字", "a" * 500],
)
def test_what_was_typed_stays_one_field_of_one_line(name: str) -> None:
    made = elixir_file(PAYER, [order(name=name, title=name)], pay_on=ON, encoding="cp1250").decode("cp1250")
    assert made.count("\r\n") == 1
    row = fields(made.strip())
    assert len(row) == 16
    for field in (row[8], row[11]):
        inside = field[1:-1]
        assert not set(inside) & set("\"',;:&@$=\r\n\t")
        assert not inside.startswith(("+", "-", "=", "@"))
        assert len(inside.split("|")) <= 4
        assert all(len(line) <= 35 for line in inside.split("|"))


@pytest.mark.parametrize("version", ["03", "09"])
def test_pain_has_its_parts_in_order_and_its_sums(version: str) -> None:
    orders = [order(), order(reference="B", amount=5, title="=1+1 <script>&")]
    made = pain_file(
        PAYER, orders, pay_on=ON, made_at=datetime(2026, 11, 26, 22, 0, tzinfo=UTC), message="ZWROTY1", version=version
    )
    root = etree.fromstring(made)
    space = {"p": f"urn:iso:std:iso:20022:tech:xsd:pain.001.001.{version}"}
    assert root.tag == f"{{{space['p']}}}Document"

    def texts(path: str) -> list[str | None]:
        return [found.text for found in root.findall(f".//p:{path.replace('/', '/p:')}", space)]

    def names(path: str) -> list[str]:
        found = root.find(f".//p:{path.replace('/', '/p:')}", space)
        assert found is not None
        return [etree.QName(child).localname for child in found]

    assert names("CstmrCdtTrfInitn") == ["GrpHdr", "PmtInf"]
    assert names("GrpHdr") == ["MsgId", "CreDtTm", "NbOfTxs", "CtrlSum", "InitgPty"]
    head = ["PmtInfId", "PmtMtd", "NbOfTxs", "CtrlSum", "ReqdExctnDt", "Dbtr", "DbtrAcct", "DbtrAgt"]
    assert names("PmtInf") == [*head, "CdtTrfTxInf", "CdtTrfTxInf"]
    assert names("CdtTrfTxInf") == ["PmtId", "Amt", "CdtrAgt", "Cdtr", "CdtrAcct", "RmtInf"]
    assert texts("CtrlSum") == ["1200.55"] * 2
    assert texts("InstdAmt") == ["1200.50", "0.05"]
    assert texts("IBAN") == [f"PL{PAYER.account}", f"PL{ACCOUNT}", f"PL{ACCOUNT}"]
    assert texts("ReqdExctnDt" if version == "03" else "ReqdExctnDt/Dt") == ["2026-12-01"]
    assert texts("Ustrd") == ["Zwrot, karta KU7H4M2XQ9", "1+1 script"]
    assert all(len(text or "") <= 35 for text in texts("EndToEndId"))


@pytest.mark.parametrize("version", ["03", "09"])
@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"name": "a" * 500, "title": "ż" * 500},
        {"name": "Київ 漢字", "title": "=1+1 <script>&"},
        {"name": "!!!", "title": ""},
        {"amount": 1},
        {"amount": 99_999_999_999},
    ],
)
def test_pain_is_valid_against_its_schema(version: str, changes: dict[str, object]) -> None:
    pytest.importorskip("sepaxml", reason="The schemas come with it.")
    with as_file(files("sepaxml") / "schemas" / f"pain.001.001.{version}.xsd") as path:
        schema = etree.XMLSchema(etree.parse(path))
    orders = [order(), order(reference="B", **changes)]
    made = pain_file(
        PAYER, orders, pay_on=ON, made_at=datetime(2026, 11, 26, 22, 0, tzinfo=UTC), message="ZWROTY1", version=version
    )
    schema.assertValid(etree.fromstring(made))
