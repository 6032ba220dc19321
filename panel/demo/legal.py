"""The texts that institutions and participants agree to, in both languages, with the association's name filled in."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from events.models import Association
from registrations.enums import LegalKind
from registrations.models import LegalText


@dataclass(frozen=True)
class Wording:
    kind: LegalKind
    language: str
    title: str
    body: str


WORDINGS = (
    Wording(
        LegalKind.TERMS,
        "pl",
        "Warunki uczestnictwa",
        """1. Organizatorem konferencji jest {association}.
2. Zgłoszenia dokonuje się kartą uczestnictwa. Wysłanie karty oznacza zamówienie wskazanych w niej \
wariantów.
3. Liczba miejsc jest ograniczona. O przyjęciu decyduje kolejność wysłania kart.
4. Opłatę wnosi się w terminie podanym na karcie, przelewem albo przez internet. W tytule przelewu podaje \
się numer karty.
5. Z udziału można zrezygnować bezpłatnie do dnia podanego na stronie konferencji. Po tym dniu opłata jest \
należna w całości. Brak wpłaty nie jest rezygnacją, a nieobecność nie zwalnia z opłaty.
6. Zamiast zgłoszonej osoby może wziąć udział inna osoba z tej samej instytucji.
7. Zaświadczenie otrzymuje osoba, której obecność została odnotowana. Wymienia ono szkolenia, w których \
wzięła udział.
8. Reklamacje składa się na adres e-mail organizatora w ciągu 14 dni od zakończenia konferencji.""",
    ),
    Wording(
        LegalKind.TERMS,
        "en",
        "Conditions of participation",
        """1. The conference is organised by {association}.
2. You register with a participation card. Sending it orders the variants named in it.
3. The number of places is limited. Cards are accepted in the order in which they are sent.
4. The fee is paid by the day given on the card, by bank transfer or online. The title of the transfer is \
the card's code.
5. You may resign free of charge until the day given on the page of the conference. After that day the whole \
fee is due. Not paying is not resigning, and absence does not free from the fee.
6. Another person of the same institution may take part in place of the one registered.
7. A certificate is given to those whose attendance was recorded. It lists the training they attended.
8. Complaints are sent to the organiser by e-mail within 14 days of the end of the conference.""",
    ),
    Wording(
        LegalKind.PRIVACY,
        "pl",
        "Informacja o przetwarzaniu danych osobowych (art. 13 i 14 RODO)",
        """1. Administratorem danych jest {association}{address}. Kontakt: {email}.
2. Dane osób zgłoszonych przez pracodawcę otrzymujemy od instytucji, która wypełniła kartę. Są to: imię i \
nazwisko, tytuł, stanowisko, miejsce pracy, adres e-mail, telefon oraz wybrany wariant i dieta.
3. Dane przetwarzamy, aby: przyjąć zgłoszenie i przeprowadzić konferencję (art. 6 ust. 1 lit. b RODO wobec \
zamawiającego, art. 6 ust. 1 lit. f RODO wobec osób zgłoszonych przez pracodawcę), prowadzić rozliczenia \
(art. 6 ust. 1 lit. c RODO w związku z przepisami o rachunkowości), wydać i potwierdzać zaświadczenia oraz \
dochodzić roszczeń (art. 6 ust. 1 lit. f RODO).
4. Dane o diecie podaje się dobrowolnie. Obiekt otrzymuje tylko liczbę posiłków każdego rodzaju, a dane \
usuwamy w ciągu 90 dni od zakończenia konferencji.
5. Odbiorcami danych są: obiekt, w którym odbywa się konferencja, współorganizator, biuro rachunkowe, \
operator płatności i dostawca utrzymujący system. Danych nie przekazujemy poza Europejski Obszar \
Gospodarczy.
6. Karty i rozliczenia przechowujemy przez 5 lat od końca roku, w którym odbyła się konferencja, a rejestr \
zaświadczeń przez 10 lat.
7. Każdej osobie przysługuje prawo dostępu do danych, ich sprostowania, usunięcia, ograniczenia \
przetwarzania, przeniesienia i wniesienia sprzeciwu oraz skarga do Prezesa Urzędu Ochrony Danych Osobowych.
8. Podanie danych jest dobrowolne, lecz konieczne do udziału. Nie podejmujemy decyzji w sposób \
zautomatyzowany i nie profilujemy.""",
    ),
    Wording(
        LegalKind.PRIVACY,
        "en",
        "Information on personal data (articles 13 and 14 GDPR)",
        """1. The controller of the data is {association}{address}. Contact: {email}.
2. Data of people registered by their employer come from the institution that filled in the card: name, \
title, position, place of work, e-mail, phone, the variant chosen and the diet.
3. We process them in order to take the registration and hold the conference (article 6(1)(b) GDPR towards \
who orders, 6(1)(f) towards people registered by their employer), to settle accounts (6(1)(c) with the rules \
of accounting), to issue and confirm certificates and to pursue claims (6(1)(f)).
4. The diet is told voluntarily. The venue is given only the number of meals of each kind, and the data are \
erased within 90 days of the end of the conference.
5. Data are received by the venue, the co-organiser, the accountants, the payment operator and the supplier \
that keeps the system. They do not leave the European Economic Area.
6. Cards and accounts are kept for 5 years from the end of the year of the conference, the register of \
certificates for 10 years.
7. Everyone has the right of access, rectification, erasure, restriction, portability and objection, and may \
complain to the President of the Personal Data Protection Office (PUODO).
8. Giving the data is voluntary but necessary in order to take part. We take no automated decisions and do \
no profiling.""",
    ),
    Wording(
        LegalKind.PUBLIC_FUNDING,
        "pl",
        "Oświadczenie o finansowaniu ze środków publicznych",
        """Oświadczamy, że udział zgłoszonych osób w konferencji, będącej usługą kształcenia zawodowego, jest \
finansowany ze środków publicznych: w całości – podstawa zwolnienia od podatku VAT: art. 43 ust. 1 pkt 29 \
lit. c ustawy o podatku od towarów i usług, albo co najmniej w 70% – podstawa zwolnienia: § 3 ust. 1 pkt 14 \
rozporządzenia Ministra Finansów z dnia 20 grudnia 2013 r. w sprawie zwolnień od podatku od towarów i usług \
oraz warunków stosowania tych zwolnień. Bez tego oświadczenia do opłaty dolicza się podatek według stawki \
podstawowej.""",
    ),
    Wording(
        LegalKind.PUBLIC_FUNDING,
        "en",
        "Statement of public funding",
        """We declare that the participation of the persons registered in the conference, which is a service of \
vocational training, is paid from public funds: entirely – exempt from VAT under article 43(1)(29)(c) of the \
Polish VAT act, or at least 70% – exempt under § 3(1)(14) of the regulation of the Minister of Finance of 20 \
December 2013 on exemptions from VAT. Without this statement the standard rate of tax is added to the fee.""",
    ),
    Wording(
        LegalKind.IMAGE,
        "pl",
        "Zgoda na publikację wizerunku",
        """Osoby zgłoszone na karcie wyrażają zgodę na utrwalenie ich wizerunku podczas konferencji i nieodpłatną \
publikację na stronie internetowej organizatora: {association}. Zgoda jest dobrowolna i można ją wycofać w \
każdej chwili, pisząc na adres {email}.""",
    ),
    Wording(
        LegalKind.IMAGE,
        "en",
        "Consent to publish one's image",
        """The persons on the card agree to have their image recorded at the conference and published free of charge \
on the website of the organiser: {association}. Consent is voluntary and may be withdrawn at any time by \
writing to {email}.""",
    ),
    Wording(
        LegalKind.NEWSLETTER,
        "pl",
        "Zgoda na otrzymywanie wiadomości stowarzyszenia",
        """Wyrażam zgodę na przesyłanie mi na podany adres e-mail wiadomości, których nadawcą jest {association}: \
o konferencjach, szkoleniach i zmianach w prawie pomocy społecznej (art. 6 ust. 1 lit. a RODO oraz art. 398 \
ustawy z dnia 12 lipca 2024 r. – Prawo komunikacji elektronicznej). Zgoda jest dobrowolna i nie wpływa na \
udział w konferencji. Można ją wycofać w każdej chwili, pisząc na adres {email}. Wycofanie zgody nie wpływa na \
zgodność z prawem przetwarzania, którego dokonano przed jej wycofaniem.""",
    ),
    Wording(
        LegalKind.NEWSLETTER,
        "en",
        "Consent to receive news of the association",
        """I agree to receive at the e-mail address given the news sent by {association}: on conferences, training \
and changes in the law on social welfare (article 6(1)(a) GDPR and article 398 of the Polish Electronic \
Communications Law of 12 July 2024). Consent is voluntary and taking part does not depend on it. It may be \
withdrawn at any time by writing to {email}. Withdrawing it does not affect the lawfulness of processing before \
its withdrawal.""",
    ),
    Wording(
        LegalKind.VISIBLE_LIST,
        "pl",
        "Zgoda na widoczność na liście uczestników",
        """Osoby zgłoszone na karcie wyrażają zgodę, aby ich imię i nazwisko, stanowisko oraz nazwa i miejscowość \
instytucji były widoczne dla pozostałych uczestników konferencji (art. 6 ust. 1 lit. a RODO). Adresy e-mail i \
numery telefonów nie są pokazywane. Zgoda jest dobrowolna i nie wpływa na udział w konferencji. Każda z tych \
osób może ją wycofać w każdej chwili, pisząc na adres {email}. Wycofanie zgody nie wpływa na zgodność z prawem \
przetwarzania, którego dokonano przed jej wycofaniem. Administratorem danych jest {association}.""",
    ),
    Wording(
        LegalKind.VISIBLE_LIST,
        "en",
        "Consent to be seen by other participants",
        """The persons on the card agree that their name, position and the name and town of their institution are \
seen by the other participants of the conference (article 6(1)(a) GDPR). E-mail addresses and phone numbers are \
not shown. Consent is voluntary and taking part does not depend on it. Each of these persons may withdraw it at any \
time by writing to {email}. Withdrawing it does not affect the lawfulness of processing before its withdrawal. \
The controller of the data is {association}.""",
    ),
)


def write_legal_texts(association: Association, *, email: str, valid_from: datetime) -> None:
    address = f", {association.street}, {association.postal_code} {association.city}" if association.street else ""
    texts = []
    for wording in WORDINGS:
        body = wording.body.format(association=association.name, address=address, email=email)
        texts.append(
            LegalText(
                association=association,
                kind=wording.kind,
                language=wording.language,
                title=wording.title,
                body=body,
                sha256=hashlib.sha256(body.encode()).hexdigest(),
                valid_from=valid_from,
            )
        )
    LegalText.objects.bulk_create(texts)
