"""Attendance written by people, as far as certificates that were issued allow."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from certificates.models import Certificate
from certificates.selectors import attended
from checkin.enums import Verdict
from checkin.models import AttendanceMark
from checkin.services import correct_attendance, take_off_list
from checkin.services.marking import Target
from registrations.models import Participant


class CertificateStands(Exception):
    """Nothing would be left of the attendance of somebody who holds a certificate of it. Carries the sentence."""

    def __init__(self, certificate: Certificate) -> None:
        text = _("Certificate %(number)s says that this person attended. Revoke it first: nothing was changed.")
        super().__init__(text % {"number": certificate.number})


@transaction.atomic
def correct(*, participant: Participant, target: Target, verdict: Verdict, reason: str, by: User) -> AttendanceMark:
    """Raises CertificateStands, and what correct_attendance raises; nothing is written then."""
    mark = correct_attendance(participant=participant, target=target, verdict=verdict, reason=reason, by=by)
    refuse_to_contradict(participant)
    return mark


@transaction.atomic
def take_off(*, participant: Participant, target: Target, by: User) -> bool:
    """Whether they were on the list. Raises CertificateStands."""
    taken = take_off_list(participant=participant, target=target, by=by)
    refuse_to_contradict(participant)
    return taken


def refuse_to_contradict(participant: Participant) -> None:
    """The participant is locked, so that no certificate is issued meanwhile."""
    certificate = Certificate.objects.filter(participant=participant, revoked_at__isnull=True).first()
    if certificate is not None and not attended([participant.pk]).exists():
        raise CertificateStands(certificate)
