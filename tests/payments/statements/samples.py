"""Statements as Polish banks write them, invented: nobody's account and nobody's money."""

# ruff: noqa: E501  the lines are the banks'

ACCOUNT = "61109010140000071219812874"
PAYER = "27114020040000300201355387"

HEAD = f":20:ST26110{{0}}\n:25:/PL{ACCOUNT}\n:28C:00123\n:60F:C261101PLN1000,00\n"
TAIL = ":62F:C261102PLN2200,50\n:64:C261102PLN2200,50\n-\n"


def statement(*entries: str) -> str:
    return HEAD.format(1) + "\n".join(entries) + "\n" + TAIL


def entry(details: str, ref: str = "//BR07281234567890") -> str:
    return f":61:2611021102C1200,50S222NONREF{ref}\n:86:{details}"


TITLE = "Oplata za konferencje KU7K4Q29ABM Kowalska"

DIALECTS = {
    "mbank": entry(
        f"911 PRZELEW PRZYCHODZACY; Z RACH.: {PAYER}; OD: GMINA RADOMSKO UL. TYSIACLECIA 5;"
        "\n TYT.: Oplata za konferencje KU7K4Q\n29ABM Kowalska; TNR: 154911102123456.010001"
    ),
    "pko": entry(
        "020~00152\n~20Oplata za konferencje KU7K4\n~21Q29ABM Kowalska\n~22˙\n~23˙\n~24˙\n~25˙\n"
        f"~30{PAYER[2:10]}\n~31{PAYER[10:]}\n~32GMINA RADOMSKO             \n~33UL. TYSIACLECIA 5\n~38PL{PAYER}"
    ),
    "ing": entry(
        f"020~00VE02~20Oplata za konferencje KU7K4~21Q29ABM Kowalska~22ÿ~23ÿ~29{PAYER}"
        "~30ÿ~31ÿ~32GMINA RADOMSKO             ~33UL. TYSIACLECIA 5~60ÿ~63ÿ"
    ),
    "santander": entry(
        f"073<00PRZELEW<20Oplata za konferencje KU7K4<21Q29ABM Kowalska<27GMINA RADOMSKO             <28UL. TYSIACLECIA 5"
        f"<30{PAYER[2:10]}<31{PAYER}"
    ),
    "pekao": entry(
        f"020^00PRZELEW KRAJOWY^20Oplata za konferencje KU7K4^21Q29ABM Kowalska^30{PAYER[2:10]}^31{PAYER[10:]}"
        f"^32GMINA RADOMSKO             ^33UL. TYSIACLECIA 5^38PL{PAYER}^63BR20261102"
    ),
    "bnp": entry(
        f"020?00WPLYW?20Oplata za konferencje KU7K4?21Q29ABM Kowalska?30{PAYER[2:10]}?31{PAYER}"
        "?32GMINA RADOMSKO             ?33UL. TYSIACLECIA 5"
    ),
    "plus": entry(
        f"020+00WPLYW+20Oplata za konferencje KU7K4+21Q29ABM Kowalska+31{PAYER}+32GMINA RADOMSKO             "
        "+33UL. TYSIACLECIA 5"
    ),
}

CAMT = """<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.{version}"><BkToCstmrStmt><GrpHdr><MsgId>1</MsgId></GrpHdr>
<Stmt><Id>123</Id><ElctrncSeqNb>45</ElctrncSeqNb><Acct><Id><IBAN>PL61109010140000071219812874</IBAN></Id><Ccy>PLN</Ccy></Acct>
<Bal><Tp><CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry></Tp><Amt Ccy="PLN">1000.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-11-01</Dt></Dt></Bal>
<Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy="PLN">2200.50</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-11-02</Dt></Dt></Bal>
<Ntry><Amt Ccy="PLN">1200.50</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>{status}</Sts><BookgDt><Dt>2026-11-02</Dt></BookgDt>
<ValDt><Dt>2026-11-02</Dt></ValDt><AcctSvcrRef>BR07281234567890</AcctSvcrRef><NtryDtls><TxDtls><RltdPties>
<Dbtr>{name}</Dbtr><DbtrAcct><Id><IBAN>PL27114020040000300201355387</IBAN></Id></DbtrAcct></RltdPties>
<RmtInf><Ustrd>Oplata za konferencje KU7K4</Ustrd><Ustrd>Q29ABM Kowalska</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>
</Stmt></BkToCstmrStmt></Document>"""


def camt(version: str = "02") -> str:
    if version >= "08":
        return CAMT.format(version=version, status="<Cd>BOOK</Cd>", name="<Pty><Nm>GMINA RADOMSKO</Nm></Pty>")
    return CAMT.format(version=version, status="BOOK", name="<Nm>GMINA RADOMSKO</Nm>")


MBANK_ROWS = (
    '2026-11-02;2026-11-02;PRZELEW ZEWNĘTRZNY PRZYCHODZĄCY;"Opłata za konferencję   KU7K4Q29ABM Kowalska";'
    f"\"GMINA RADOMSKO  UL. TYSIĄCLECIA 5\";'{PAYER}';1 200,50;2 200,50;",
)
MBANK = (
    "mBank S.A. Bankowość Detaliczna;\n\n#Klient;\nSTOWARZYSZENIE;\n\n#Za okres:;\n01.11.2026;02.11.2026;\n\n"
    "#Numer rachunku;\n61 1090 1014 0000 0712 1981 2874;\n\n#Saldo początkowe;1 000,00 PLN;\n\n"
    "#Data operacji;#Data księgowania;#Opis operacji;#Tytuł;#Nadawca/Odbiorca;#Numer konta;#Kwota;#Saldo po operacji;\n"
    "{rows}\n\n;;;;;;#Saldo końcowe;2 200,50 PLN;\n"
)


def mbank(*rows: str) -> str:
    return MBANK.format(rows="\n".join(rows or MBANK_ROWS))
