"""A certificate as an association would issue it, for the tests of its paper."""

from certificates.pdf import CertificateSheet, Topic

TOPICS = (
    Topic("Zmiany w ustawie o pomocy społecznej: najnowsze zapisy i ich praktyczne skutki", "4 godz."),
    Topic("Cele lokalnych planów deinstytucjonalizacji w kierunku rozwoju usług społecznych", "4 godz."),
    Topic("MOPS, GOPS, CUS – dobre praktyki", "4 godz."),
)
SHEET = CertificateSheet(
    language="pl",
    number="017/KONF/2024",
    full_name="Anna Żółkiewska",
    salutation="Pani",
    position="kierownik działu świadczeń",
    institution="Gminny Ośrodek Pomocy Społecznej w Łęcznej",
    conference_title="Jubileuszowa X Konferencja",
    edition="X",
    edition_number=10,
    days=3,
    motto="Oczekiwania na NOWE w pomocy społecznej",
    place="w Zakopanem",
    dates="13–15 czerwca 2024",
    hours=12,
    hours_unit="godzin dydaktycznych po 45 minut",
    topics=TOPICS,
    issued_on="15 czerwca 2024",
    issued_place="Zakopane",
    signatory_name="Krystyna Kwiatkowska",
    signatory_role="prezes stowarzyszenia",
    verification_url="https://zjazd.example/certificates/AB2C-D3EF-GH4J-K5MN/",
    code="AB2C-D3EF-GH4J-K5MN",
    association_name="Ogólnopolskie Stowarzyszenie Miejskich i Gminnych Ośrodków Pomocy Społecznej „RAZEM”",
    association_details="ul. Kościuszki 12A, 97-500 Radomsko",
    accent="#6c3782",
    host_institution="Miejski Ośrodek Pomocy Społecznej w Zakopanem",
)
