"""A card as a welfare centre would send it, for the tests of its paper."""

from dataclasses import replace

from events.paper.letterhead import Letterhead
from events.paper.zbp import transfer_code
from registrations.card_sheet import (
    CardSheet,
    ConferenceFacts,
    ContactFacts,
    InstitutionFacts,
    LineFacts,
    ParticipantFacts,
    PartyFacts,
    PaymentFacts,
    StatementFacts,
)

ANNA = ParticipantFacts(
    full_name="mgr Anna Żółkiewska",
    position="kierownik działu świadczeń",
    variant="Pełny udział, pokój 2-osobowy",
    diet="wegetariańska",
    price="1 200,00 zł",
    details=("pokój z: Maria Nowak",),
)
PAYMENT = PaymentFacts(
    account="61 1090 1014 0000 0712 1981 2874",
    holder="Stowarzyszenie „RAZEM”",
    title="KU2600017 X Konferencja",
    amount="2 400,00 zł",
    deadline="30.05.2024",
    transfer_code=transfer_code(
        nip="1111111111",
        account="61109010140000071219812874",
        amount=240000,
        name="Stow. RAZEM",
        title="KU2600017 X Konferencja",
    ),
)
PUBLIC_FUNDS = StatementFacts(
    text="Oświadczamy, że udział w konferencji jest finansowany w całości ze środków publicznych, a usługa kształcenia "
    "zawodowego korzysta ze zwolnienia od podatku na podstawie art. 43 ust. 1 pkt 29 lit. c ustawy o podatku od "
    "towarów i usług. Brak oświadczenia skutkuje doliczeniem podatku według stawki 23%.",
    ticked=True,
    note="Podstawa: art. 43 ust. 1 pkt 29 lit. c ustawy z dnia 11 marca 2004 r. o podatku od towarów i usług",
)
SHEET = CardSheet(
    language="pl",
    letterhead=Letterhead(
        association_name="Ogólnopolskie Stowarzyszenie Miejskich i Gminnych Ośrodków Pomocy Społecznej „RAZEM”",
        address="ul. Kościuszki 12A, 97-500 Radomsko",
        nip="1234563218",
        contact="tel. (44) 683 28 85 · stowarzyszenieopsrazem@gmail.com",
        conference_line="Jubileuszowa X Konferencja, Zakopane, 13–15 czerwca 2024",
        accent="#1f5f46",
    ),
    conference=ConferenceFacts(
        title="Jubileuszowa X Konferencja",
        motto="Oczekiwania na NOWE w pomocy społecznej",
        dates="13–15 czerwca 2024",
        place="Hotel pod Giewontem, Zakopane",
    ),
    code="KU2600017",
    address="https://zjazd.example/cards/by-code/KU2600017/",
    institution=InstitutionFacts(
        name="Gminny Ośrodek Pomocy Społecznej w Łęcznej",
        kind="gminny ośrodek pomocy społecznej",
        address="ul. Szkolna 5, 21-010 Łęczna",
        nip="5265877635",
        phone="81 123 45 67",
        email="gops@leczna.example",
        head_name="Barbara Wiśniewska",
        head_position="kierownik",
    ),
    contact=ContactFacts(name="Ewa Dąbek", phone="600 100 200", email="ewa@leczna.example", position="referent"),
    buyer=PartyFacts(name="Gmina Łęczna", address="pl. Kościuszki 5, 21-010 Łęczna", nip="2222222222"),
    recipient=PartyFacts("Gminny Ośrodek Pomocy Społecznej w Łęcznej", "ul. Szkolna 5, 21-010 Łęczna", "5265877635"),
    participants=(ANNA, replace(ANNA, full_name="Maria Nowak", diet="", details=(), position="pracownik socjalny")),
    lines=(LineFacts("Pełny udział, pokój 2-osobowy", "2", "1 200,00 zł", "2 400,00 zł"),),
    total="2 400,00 zł",
    total_in_words="dwa tysiące czterysta złotych",
    funding=(PUBLIC_FUNDS,),
    statements=(
        StatementFacts("Akceptujemy regulamin konferencji oraz cenę udziału.", True, "Regulamin, wersja z 2.01.2024"),
        StatementFacts("Znamy warunki rezygnacji: bez kosztów do 31.05.2024, później 50% ceny.", True),
    ),
    consents=(
        StatementFacts("Zgoda na utrwalenie i publikację wizerunku uczestników w relacji z konferencji.", False),
        StatementFacts("Zgoda na umieszczenie na liście uczestników widocznej dla innych.", True),
    ),
    payment=PAYMENT,
    submitted_on="12.04.2024",
)


def with_participants(count: int) -> CardSheet:
    people = tuple(replace(ANNA, full_name=f"Anna Kowalska-{number}") for number in range(1, count + 1))
    return replace(SHEET, participants=people)
