from datetime import date

from factory import LazyAttribute, Sequence, SubFactory
from factory.django import DjangoModelFactory

from payments.models import BankAccount, BankTransaction, Statement
from tests.factories.events import AssociationFactory


class BankAccountFactory(DjangoModelFactory[BankAccount]):
    class Meta:
        model = BankAccount

    association = SubFactory(AssociationFactory)
    number = "PL61109010140000071219812874"


class StatementFactory(DjangoModelFactory[Statement]):
    class Meta:
        model = Statement

    account = SubFactory(BankAccountFactory)
    sha256 = Sequence(lambda number: f"{number:064x}")
    file_name = "wyciag.sta"
    format = "mt940"
    first_day = date(2026, 11, 2)
    last_day = date(2026, 11, 2)


class BankTransactionFactory(DjangoModelFactory[BankTransaction]):
    """A transfer of 1 200 zł that waits for a decision."""

    class Meta:
        model = BankTransaction

    account = SubFactory(BankAccountFactory)
    statement = SubFactory(StatementFactory, account=LazyAttribute(lambda made: made.factory_parent.account))
    booked_on = date(2026, 11, 2)
    value_on = date(2026, 11, 2)
    amount = 120_000
    currency = "PLN"
    payer_name = "GMINA RADOMSKO"
    payer_account = "PL27114020040000300201355387"
    title = "opłata za konferencję"
    identity = Sequence(lambda number: f"{number:064x}")
