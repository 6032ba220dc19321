from factory import Faker, Sequence
from factory.django import DjangoModelFactory, Password

from accounts.models import User


class UserFactory(DjangoModelFactory[User]):
    class Meta:
        model = User

    email = Sequence(lambda number: f"person{number}@example.org")
    name = Faker("name", locale="pl_PL")
    password = Password("correct horse battery")
