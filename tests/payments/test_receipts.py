"""The slip for one who pays at the desk, and the pages on which money goes back."""

import uuid

import pypdfium2
import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from accounts.models import User
from events.enums import Role
from payments.enums import PaymentMethod, RefundState
from payments.models import Payment, Refund, WriteOff
from payments.receipts import receipt_pdf
from payments.services import record_payment
from payments.slips import receipt_of
from registrations.models import CardLine, ParticipationCard
from tests.factories.accounts import UserFactory
from tests.factories.events import MembershipFactory
from tests.factories.registrations import CardFactory

pytestmark = pytest.mark.django_db
ACCOUNT = "61109010140000071219812874"


@pytest.fixture
def card() -> ParticipationCard:
    card = CardFactory.create(due=120_000, conference__association__bank_account=ACCOUNT)
    CardLine.objects.create(card=card, description="Wariant", amount=120_000)
    return card


@pytest.fixture
def treasurer(card: ParticipationCard) -> User:
    user = UserFactory.create(name="Zofia Skarbnik")
    MembershipFactory.create(user=user, association=card.conference.association, role=Role.TREASURER)
    return user


@pytest.fixture
def desk(treasurer: User) -> Client:
    client = Client()
    client.force_login(treasurer, backend=settings.AUTHENTICATION_BACKENDS[0])
    return client


def root(card: ParticipationCard) -> str:
    return f"/panel/{card.conference.association.slug}/{card.conference.slug}/"


def pay(card: ParticipationCard, amount: int, by: User | None = None) -> Payment:
    made = record_payment(
        card=card, method=PaymentMethod.TERMINAL, amount=amount, received_on=timezone.localdate(), by=by
    )
    card.refresh_from_db()
    return made


def test_slip_says_who_paid_how_much_and_to_whom(card: ParticipationCard, treasurer: User) -> None:
    card.institution.name = "Miejski Ośrodek Pomocy Społecznej w Żółkiewce-Osadzie nad Łąkami <b>&"
    card.institution.save()
    payment = pay(card, 120_000, treasurer)
    made = receipt_pdf(receipt_of(payment))
    assert made == receipt_pdf(receipt_of(payment))
    page = pypdfium2.PdfDocument(made)[0]
    text = " ".join(page.get_textpage().get_text_range().split())
    for said in ("1 200,00 zł", card.code, "Zofia Skarbnik", "Żółkiewce-Osadzie", "<b>&"):
        assert said in text
    assert page.get_width() == pytest.approx(226.77, abs=0.1)


def test_payment_at_the_desk_leads_to_its_slip(desk: Client, card: ParticipationCard) -> None:
    form = {
        "amount": "1 200,00",
        "received_on": timezone.localdate().isoformat(),
        "method": "terminal",
        "form_id": str(uuid.uuid4()),
    }
    address = f"{root(card)}cards/{card.code}/payments/"
    answers = [desk.post(address, form) for _ in range(2)]
    assert [answer["Location"] for answer in answers] == [address] * 2
    payment = Payment.objects.get()
    slip = f"{address}{payment.uid}/receipt/"
    assert slip in desk.get(address).content.decode()
    answer = desk.get(slip)
    assert (answer["Content-Type"], answer.content[:5]) == ("application/pdf", b"%PDF-")


def test_refund_is_decided_sent_in_a_file_and_marked_as_done(desk: Client, card: ParticipationCard) -> None:
    pay(card, 150_000)
    form = {
        "amount": "300,00",
        "way": "transfer",
        "reason": "Nadpłata",
        "recipient": "=MOPS",
        "account": "PL 61 1090 1014 0000 0712 1981 2874",
        "title": "Zwrot",
        "form_id": str(uuid.uuid4()),
    }
    address = f"{root(card)}cards/{card.code}/refunds/"
    assert [desk.post(address, form).status_code for _ in range(2)] == [302, 302]
    refund = Refund.objects.get()
    assert (refund.amount, refund.account, refund.state) == (30_000, ACCOUNT, RefundState.DECIDED)

    listed = f"{root(card)}refunds/"
    file_form = {
        "format": "elixir",
        "encoding": "cp1250",
        "pay_on": timezone.localdate().isoformat(),
        "form_id": str(uuid.uuid4()),
    }
    assert [desk.post(f"{listed}file/", file_form).status_code for _ in range(2)] == [302, 302]
    refund.refresh_from_db()
    assert refund.file is not None
    made = desk.get(f"{listed}files/{refund.file.uid}/")
    assert made.content.decode("cp1250").startswith("110,")
    assert '"MOPS"' in made.content.decode("cp1250")
    assert "attachment" in made["Content-Disposition"]

    desk.post(f"{listed}{refund.uid}/", {"do": "done"})
    refund.refresh_from_db()
    card.refresh_from_db()
    assert (refund.state, card.settled) == (RefundState.DONE, 120_000)
    assert "zwrócono" in desk.get(listed).content.decode()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"amount": "300,01"}, "Do zwrotu jest najwyżej"),
        ({"amount": "-1"}, "id_amount"),
        ({"account": "61109010140000071219812875"}, "id_account"),
        ({"account": ""}, "Do przelewu jest to potrzebne"),
        ({"recipient": "a\nb"}, "id_recipient"),
        ({"way": "online:x"}, "id_way"),
        ({"reason": ""}, "id_reason"),
    ],
)
def test_mistake_in_a_refund_is_told_beside_its_field_and_keeps_what_was_typed(
    desk: Client, card: ParticipationCard, changes: dict[str, str], said: str
) -> None:
    pay(card, 150_000)
    form = {
        "amount": "300,00",
        "way": "transfer",
        "reason": "Nadpłata wpłaty",
        "recipient": "MOPS",
        "account": ACCOUNT,
        "title": "Zwrot kwoty",
        "form_id": str(uuid.uuid4()),
    }
    answer = desk.post(f"{root(card)}cards/{card.code}/refunds/", {**form, **changes})
    page = answer.content.decode().replace("\u00a0", " ")
    assert answer.status_code == 200
    assert said in page
    assert "Zwrot kwoty" in page
    assert Refund.objects.count() == 0


def test_small_difference_is_given_up_on_its_page(desk: Client, card: ParticipationCard) -> None:
    pay(card, 119_900)
    settlement = f"{root(card)}cards/{card.code}/payments/"
    assert "difference/" in desk.get(settlement).content.decode()
    form = {"reason": "Prowizja banku", "form_id": str(uuid.uuid4())}
    for _ in range(2):
        desk.post(f"{root(card)}cards/{card.code}/difference/", form)
    card.refresh_from_db()
    assert (WriteOff.objects.count(), card.balance) == (1, 0)
    desk.post(f"{root(card)}cards/{card.code}/difference/{WriteOff.objects.get().uid}/take-back/")
    card.refresh_from_db()
    assert card.balance == 100
    assert "Prowizja banku" in desk.get(settlement).content.decode()


def test_money_gone_through_the_operator_is_not_marked_by_hand(desk: Client, card: ParticipationCard) -> None:
    pay(card, 150_000)
    online = record_payment(
        card=card,
        method=PaymentMethod.ONLINE,
        amount=100,
        received_on=timezone.localdate(),
        by=None,
        provider_ref="pi_1",
    )
    form = {"amount": "1,00", "way": f"online:{online.uid}", "reason": "Nadpłata", "form_id": str(uuid.uuid4())}
    desk.post(f"{root(card)}cards/{card.code}/refunds/", form)
    refund = Refund.objects.get()
    for do in ("done", "failed", "cancel"):
        desk.post(f"{root(card)}refunds/{refund.uid}/", {"do": do, "why": "Nie wiem"})
    refund.refresh_from_db()
    assert refund.state == RefundState.DECIDED
