"""Whether and how an association's invoices go to KSeF from this installation."""

from dataclasses import dataclass

from django.conf import settings

from events.models import Association
from payments.ksef.seal import CannotOpen, unseal
from payments.ksef.states import KsefEnvironment
from payments.models.ksef import KsefAccess


@dataclass(frozen=True)
class Credentials:
    environment: KsefEnvironment
    nip: str
    token: str


def environment() -> KsefEnvironment:
    return KsefEnvironment(settings.KSEF_ENVIRONMENT)


def credentials_of(association: Association) -> Credentials | None:
    """None when nothing can be sent: no environment, no NIP, or no token of this environment that we can read."""
    where = environment()
    if where == KsefEnvironment.NONE or not association.nip:
        return None
    access = KsefAccess.objects.filter(association=association, environment=where).first()
    if access is None:
        return None
    try:
        return Credentials(where, association.nip, unseal(access.sealed_token))
    except CannotOpen:
        return None
