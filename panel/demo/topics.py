"""What the coming editions are about; invented, as their speakers are."""

from dataclasses import dataclass

from program.enums import SessionKind, SessionMode

K = SessionKind


@dataclass(frozen=True)
class Topic:
    kind: SessionKind
    title: str
    abstract: str = ""
    presenter: str = ""
    speakers: tuple[str, ...] = ()
    mode: SessionMode = SessionMode.ONSITE

    @property
    def is_training(self) -> bool:
        return self.kind in {K.LECTURE, K.TRAINING, K.SESSION, K.WORKSHOP}


# The name and the position of each invented speaker, by a short key.
SPEAKERS = {
    "lawyer": ("r. pr. Konrad Zapisowski", "radca prawny"),
    "planner": ("Jolanta Miłobrodzka", "regionalne centrum polityki społecznej"),
    "scholar": ("dr hab. Teresa Klonodolska", "prof. uczelni, pedagogika społeczna"),
    "manager": ("Beata Dobrolaska", "dyrektor centrum usług społecznych"),
    "village": ("Tomasz Cichowodzki", "kierownik gminnego ośrodka pomocy społecznej"),
    "trainer": ("Magdalena Jasnopolska", "superwizor pracy socjalnej"),
    "finance": ("Zbigniew Lipomirski", "skarbnik gminy"),
    "nurse": ("dr Iwona Sosnogórska", "konsultantka opieki długoterminowej"),
}

CLOSING = Topic(K.CLOSING, "Podsumowanie, wnioski i rozdanie zaświadczeń", presenter="zarząd stowarzyszenia")
OPENING = Topic(
    K.OPENING, "Otwarcie konferencji, powitanie gości, przedstawienie programu", presenter="prezes stowarzyszenia"
)
COMMON = {"opening": OPENING, "closing": CLOSING}

RAZEM = COMMON | {
    "inaugural": Topic(
        K.LECTURE,
        "Ustawa o pomocy społecznej po zmianach: co nowego w codziennej pracy ośrodka",
        "Najważniejsze zapisy, terminy ich wejścia w życie i ich skutki dla małych ośrodków.",
        speakers=("lawyer",),
    ),
    "online": Topic(
        K.TRAINING,
        "Lokalny plan deinstytucjonalizacji krok po kroku",
        "Szkolenie z połączeniem na żywo: od diagnozy potrzeb do uchwały rady gminy.",
        speakers=("planner",),
        mode=SessionMode.HYBRID,
    ),
    "first-session": Topic(
        K.SESSION,
        "Mały ośrodek, duże zadania: jak dzielić pracę w zespole kilku osób",
        speakers=("village", "trainer"),
        mode=SessionMode.HYBRID,
    ),
    "second-lecture": Topic(
        K.LECTURE,
        "Centrum usług społecznych w małej gminie: kiedy warto, a kiedy nie",
        speakers=("scholar",),
        mode=SessionMode.HYBRID,
    ),
    "good-practice": Topic(
        K.SESSION,
        "MOPS, GOPS, CUS – dobre praktyki",
        "Krótkie wystąpienia ośrodków i rozmowa przy stolikach.",
        speakers=("manager", "village"),
    ),
    "workshop-a": Topic(
        K.WORKSHOP, "Bezpieczna wizyta w środowisku: warsztat dla pracowników socjalnych", speakers=("trainer",)
    ),
    "workshop-b": Topic(
        K.WORKSHOP, "Budżet ośrodka: sprawozdania, dotacje i środki własne gminy", speakers=("finance",)
    ),
    "discussion": Topic(
        K.DISCUSSION,
        "Co mówimy ministerstwu: uwagi do projektów ustaw",
        presenter="zarząd stowarzyszenia i uczestnicy",
    ),
    "third-lecture": Topic(
        K.TRAINING, "Superwizja i zapobieganie wypaleniu w małym zespole", speakers=("trainer", "scholar")
    ),
    "recommendations": Topic(K.DISCUSSION, "Przyjęcie rekomendacji konferencji", presenter="zarząd stowarzyszenia"),
}

FORUM = COMMON | {
    "inaugural": Topic(
        K.LECTURE, "Usługi społeczne w miejscu zamieszkania: prawo, pieniądze, ludzie", speakers=("lawyer", "scholar")
    ),
    "online": Topic(
        K.TRAINING,
        "Usługi sąsiedzkie: jak je zamówić i rozliczyć",
        speakers=("finance",),
        mode=SessionMode.HYBRID,
    ),
    "first-session": Topic(K.SESSION, "Rodzina w centrum: asystent, koordynator, szkoła", speakers=("manager",)),
    "second-lecture": Topic(K.LECTURE, "Piecza zastępcza po zmianach przepisów", speakers=("lawyer",)),
    "good-practice": Topic(
        K.SESSION, "Co się udało: pięć ośrodków, pięć rozwiązań", speakers=("village", "manager", "planner")
    ),
    "workshop-a": Topic(K.WORKSHOP, "Rozmowa w kryzysie: warsztat", speakers=("trainer",)),
    "workshop-b": Topic(K.WORKSHOP, "Kontrakt socjalny, który działa: warsztat", speakers=("village",)),
    "discussion": Topic(K.DISCUSSION, "Kadry pomocy społecznej: jak zatrzymać ludzi w zawodzie", presenter="panel"),
    "third-lecture": Topic(K.TRAINING, "Standardy pracy socjalnej i superwizja", speakers=("trainer",)),
    "recommendations": Topic(K.DISCUSSION, "Rekomendacje dla ministerstwa: głosowanie", presenter="zarząd"),
}

OPIEKA = COMMON | {
    "inaugural": Topic(
        K.LECTURE, "Opieka długoterminowa: kto za nią płaci i kto powinien", speakers=("scholar", "finance")
    ),
    "online": Topic(
        K.TRAINING,
        "Plan opieki w domu pomocy społecznej",
        speakers=("nurse",),
        mode=SessionMode.HYBRID,
    ),
    "first-session": Topic(K.SESSION, "Dom pomocy i szpital: jak przekazywać pacjenta", speakers=("nurse", "manager")),
    "second-lecture": Topic(K.LECTURE, "Prawa mieszkańca w praktyce kontroli", speakers=("lawyer",)),
    "good-practice": Topic(K.SESSION, "Opieka wytchnieniowa i domowa: dobre praktyki", speakers=("planner",)),
    "workshop-a": Topic(K.WORKSHOP, "Żywienie i odleżyny: warsztat dla kadry opiekuńczej", speakers=("nurse",)),
    "workshop-b": Topic(K.WORKSHOP, "Grafik, w którym nikogo nie brakuje: warsztat", speakers=("manager",)),
    "discussion": Topic(K.DISCUSSION, "„Zielona Księga” dziś: co już działa, a co czeka", presenter="panel"),
    "third-lecture": Topic(K.TRAINING, "Rozmowa z rodziną o trudnych decyzjach", speakers=("trainer",)),
    "recommendations": Topic(K.DISCUSSION, "Wnioski regionów i przyjęcie stanowiska", presenter="oddziały"),
}
