from collections import Counter
from pathlib import Path
from stat import S_IMODE
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.management import CommandError, call_command
from django.db.models import Count, F, Sum

from accounts.models import User
from events.enums import ExtraKind, Role, Stage
from events.models import Association, Conference, Membership, PlacePool, Variant
from events.selectors import places_left
from events.validators import validate_nip
from mailings.enums import LetterState
from mailings.models import Letter
from panel.demo.statement import sample_statement
from panel.services.publishing import problems
from panel.setup.forms.money import WHOLE_BASIS
from payments.documents.catching_up import issue_missing
from payments.documents.selectors import cards_to_correct
from payments.enums import DocumentKind
from payments.invariants import broken as payments_broken
from payments.models import Document, Payment
from payments.statements.candidates import matcher_for
from payments.statements.matching import Transfer
from payments.statements.reading import read_statements
from registrations.enums import (
    Acceptance,
    CardState,
    LegalKind,
    ParticipantState,
    QuestionKind,
    RoomWish,
    Settlement,
    WaitingState,
)
from registrations.invariants import broken
from registrations.models import AccessLink, CardLine, Institution, LegalText, Participant, ParticipationCard

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded")]


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The demonstration, loaded once for the tests that only read it."""
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patched:
        patched.setenv("DEMO_PASSWORD", "haslo-do-pokazu")
        call_command("load_demo", verbosity=0)
        yield
        call_command("flush", interactive=False, verbosity=0)


@pytest.fixture
def coming(loaded: None) -> Conference:
    return Conference.objects.get(association__slug="razem", slug="xi-konferencja")


def test_demo_holds_what_is_known_of_the_past() -> None:
    past = Conference.objects.get(slug="x-2024")

    assert list(Association.objects.order_by("slug").values_list("slug", flat=True)) == ["forum", "opieka", "razem"]
    assert Association.objects.get(slug="opieka").branches.count() == 13
    assert (past.edition, past.is_jubilee, past.facts_assumed) == (10, True, False)
    assert past.motto == "Oczekiwania na NOWE w pomocy społecznej"
    assert set(past.sessions.values_list("starts_at", flat=True)) == {None}
    assert past.sessions.count() == 6


def test_demo_has_a_coming_edition_of_each_association_from_wednesday_to_friday() -> None:
    coming = Conference.objects.filter(facts_assumed=True)

    assert Counter(conference.association.slug for conference in coming) == {"razem": 1, "forum": 1, "opieka": 1}
    for conference in coming:
        assert conference.stage == Stage.REGISTRATION
        assert (conference.starts_on.weekday(), conference.ends_on.weekday()) == (2, 4)
        assert conference.sessions.exclude(starts_at=None).count() == 20
        assert conference.scan_points.count() == 1 + conference.sessions.filter(is_training=True).count()


def test_demo_leaves_the_last_three_places_in_one_variant_and_none_in_another(coming: Conference) -> None:
    left = places_left(coming)

    assert [left[variant.pk].left for variant in Variant.objects.filter(conference=coming)] == [3, 0, 24, 60]


def test_demo_has_two_hundred_people_from_seventy_centres_in_every_state(coming: Conference) -> None:
    cards = list(coming.cards.all())

    assert coming.participants.count() == 200
    assert len({card.institution_id for card in cards}) == 70
    assert Counter(card.settlement for card in cards if card.is_active) == {
        Settlement.PAID: 43,
        Settlement.UNPAID: 15,
        Settlement.PARTLY: 5,
        Settlement.OVERPAID: 2,
    }
    assert sum(card.state == CardState.CANCELLED for card in cards) == 5
    assert coming.cards.overdue().count() == 5


def test_demo_counts_places_and_money_as_they_are() -> None:
    pools = PlacePool.objects.annotate(held=Count("holds"))
    cards = ParticipationCard.objects.annotate(received=Sum("payments__amount", default=0))

    assert list(pools.exclude(taken=F("held"))) == []
    assert list(cards.exclude(settled=F("received"))) == []
    assert list(ParticipationCard.objects.annotate(owed=Sum("lines__amount")).exclude(due=F("owed"))) == []


def test_demo_identifiers_are_valid_and_nobodys() -> None:
    for institution in Institution.objects.all():
        validate_nip(institution.nip)
        assert institution.nip.startswith("999")
    addresses = Participant.objects.values_list("email", flat=True)
    assert [address for address in addresses if not address.endswith(".example.org")] == []


def test_demo_letters_are_all_sent_and_none_before_its_card() -> None:
    sent = dict(Letter.objects.filter(kind="card_received").values_list("reference", "sent_at"))

    assert set(Letter.objects.values_list("state", flat=True)) == {LetterState.SENT}
    assert sent == dict(ParticipationCard.objects.values_list("code", "submitted_at"))
    paid = Participant.objects.filter(card__settled__gte=F("card__due"), card__state=CardState.SUBMITTED)
    assert Letter.objects.filter(kind="badge_ready").count() == paid.count()
    assert AccessLink.objects.filter(participant__in=paid).count() == paid.count()


def test_demo_history_tells_the_days_on_which_things_happened(coming: Conference) -> None:
    card = coming.cards.filter(payments__isnull=False).order_by("submitted_at").first()
    assert card is not None
    payment = Payment.objects.get(card=card)

    assert list(card.history.order_by("history_date").values_list("history_date", "settled")) == [
        (card.submitted_at, 0),
        (payment.recorded_at, card.settled),
    ]
    assert (coming.now() - card.submitted_at).days >= 30


def test_demo_has_each_legal_text_in_both_languages() -> None:
    for association in Association.objects.all():
        known = LegalText.objects.filter(association=association).values_list("kind", "language")
        assert sorted(known) == sorted((kind.value, language) for kind in LegalKind for language in ("pl", "en"))
        privacy = LegalText.objects.get(association=association, kind=LegalKind.PRIVACY, language="pl")
        assert association.name in privacy.body
        assert "{" not in privacy.body


def test_demo_has_a_login_for_each_role(settings: LazySettings) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
    told = (Path(settings.DATA_DIR) / "demo-logins.txt").read_text(encoding="utf-8")

    assert Counter(Membership.objects.values_list("role", flat=True)) == {role.value: 3 for role in Role}
    for user in User.objects.all():
        assert user.email in told
    assert "haslo-do-pokazu" in told
    assert "http" not in told
    assert S_IMODE((Path(settings.DATA_DIR) / "demo-logins.txt").stat().st_mode) == 0o600
    known = User.objects.get(email="organizator@razem.example")
    assert known.check_password("haslo-do-pokazu")


def test_load_demo_again_changes_nothing() -> None:
    before = list(ParticipationCard.objects.order_by("pk").values_list("code", flat=True))

    call_command("load_demo", verbosity=0)

    assert list(ParticipationCard.objects.order_by("pk").values_list("code", flat=True)) == before


def test_load_demo_is_refused_outside_a_demonstration(settings: LazySettings) -> None:
    settings.DEMO = False

    with pytest.raises(CommandError, match="DEMO=true"):
        call_command("load_demo", "--fresh")

    assert Association.objects.count() == 3


def test_demo_has_something_of_all_that_a_card_may_ask_for(coming: Conference) -> None:
    people = coming.participants
    questions = set(coming.questions.values_list("kind", flat=True))

    assert questions == {kind.value for kind in QuestionKind}
    assert coming.questions.exclude(shown_if=None).get().answers.exists()
    assert set(coming.extras.values_list("kind", flat=True)) == {kind.value for kind in ExtraKind if kind != "other"}
    assert coming.price_levels.count() == 3
    assert set(people.values_list("room_wish", flat=True)) == {wish.value for wish in RoomWish}
    assert people.exclude(diet_note="").exists()
    assert people.exclude(accessibility="").exists()
    assert people.filter(labels__isnull=False).exists()
    assert coming.discount_codes.get().used >= 2
    assert coming.saved_views.count() == 3


def test_demo_prices_cards_by_day_membership_and_vat(coming: Conference) -> None:
    lines = CardLine.objects.filter(card__conference=coming, kind="variant")

    assert lines.filter(variant__slug="pokoj-2-osobowy").values("amount").distinct().count() > 5
    assert set(lines.values_list("vat_rate", flat=True)) == {None, 23}
    assert set(lines.filter(vat_rate=None).values_list("vat_basis", flat=True)) == {WHOLE_BASIS}
    assert {True, False} == set(coming.cards.values_list("is_member", flat=True))


def test_demo_has_signed_cards_in_every_state_and_people_who_wait_for_the_full_variant(coming: Conference) -> None:
    assert set(coming.cards.active().values_list("acceptance", flat=True)) == {
        *(Acceptance.AWAITED, Acceptance.SENT, Acceptance.RETURNED, Acceptance.ACCEPTED)
    }
    waiting = coming.participants.filter(state=ParticipantState.WAITING)
    assert waiting.count() >= 3
    assert {person.variant.slug for person in waiting} == {"pokoj-1-osobowy"}
    offered = coming.waiting.get(state=WaitingState.OFFERED)
    assert offered.offer_until is not None
    assert offered.offer_until > coming.now()
    assert offered.participants.get().holds.count() == 3


def test_demo_breaks_no_invariant_and_is_ready(coming: Conference) -> None:
    assert list(broken()) == []
    for conference in Conference.objects.filter(facts_assumed=True):
        assert [problem.text for problem in problems(conference) if problem.blocks] == []


def test_demo_has_the_documents_that_each_association_has_decided_on(coming: Conference) -> None:
    documents = Counter(Document.objects.values_list("association__slug", "kind"))
    paid = coming.cards.active().filter(settled__gte=F("due")).count()

    assert documents == {
        ("razem", DocumentKind.INVOICE): paid,
        ("razem", DocumentKind.PROFORMA): 20,
        ("razem", DocumentKind.CORRECTION): 1,
        ("forum", DocumentKind.NOTE): 7,
        ("forum", DocumentKind.PROFORMA): 4,
    }
    assert Document.objects.get(kind=DocumentKind.CORRECTION).corrects is not None
    assert issue_missing() == 0
    assert list(payments_broken()) == []
    forum = Conference.objects.get(association__slug="forum", facts_assumed=True)
    assert cards_to_correct(forum).count() == 1


@pytest.mark.parametrize("slug", ["razem", "forum", "opieka"])
def test_demo_offers_a_statement_that_is_read_whole_and_settles_some_cards_by_itself(slug: str) -> None:
    conference = Conference.objects.get(association__slug=slug, facts_assumed=True)
    content = sample_statement(conference).encode("cp1250")
    parsed = read_statements(content, None)

    assert (parsed.problems, parsed.warnings) == ((), ())
    (statement,) = parsed.statements
    assert statement.difference == 0
    assert statement.account == f"PL{conference.association.bank_account}"
    matcher = matcher_for(conference.association)
    certain = [
        matcher.match(Transfer(one.amount, one.title, one.payer_name, one.payer_account, one.raw)).certain
        for one in parsed.transactions
    ]
    assert 3 <= sum(found is not None for found in certain) < len(certain)
