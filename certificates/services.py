from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from certificates import mail
from certificates.codes import new_certificate_code
from certificates.enums import CertificateKind
from certificates.models import Certificate, CertificateTopic
from certificates.selectors import attended, may_certify, to_certify
from certificates.training import training_of
from events.history import signed
from events.models import Conference
from events.numbering import take_number
from program.models import Session
from program.selectors import teaching_hours
from registrations.enums import PartyRole
from registrations.models import Participant
from registrations.services import link_for_participant, note_certificate

SERIES = "certificates"


def issue_certificates(*, conference: Conference, by: User | None) -> int:
    """Certify everyone who attended and has no certificate yet; how many were issued. None before the end.

    Each certificate is a transaction of its own: one who is killed half way, or works beside another, leaves whole
    certificates and numbers without gaps, and the next run goes on. `by` is None when the clock does it.
    """
    if not may_certify(conference):
        return 0
    training = training_of(conference)
    waiting = list(to_certify().filter(conference=conference).values_list("pk", flat=True))
    issued = [
        issue_certificate(conference=conference, participant=key, sessions=training.attended_by(key), by=by)
        for key in waiting
    ]
    return sum(1 for certificate in issued if certificate)


@transaction.atomic
def issue_certificate(
    *, conference: Conference, participant: int, sessions: list[Session], by: User | None
) -> Certificate | None:
    """The certificate of one participant, given by their key; None when another run was quicker."""
    # Whoever else certifies the same person waits here, and then finds what we wrote.
    people = Participant.objects.select_for_update(of=("self",)).select_related("card__institution")
    person = people.get(pk=participant)
    if not person.is_active or person.certificates.exists():
        return None
    # Their attendance may have been corrected while we waited.
    if not attended([participant]).exists():
        return None
    certificate = written_certificate(conference, person, teaching_hours(conference, sessions))
    certificate.full_clean()
    signed(certificate, by=by).save()
    CertificateTopic.objects.bulk_create(
        CertificateTopic(certificate=certificate, position=position, title=session.title, minutes=minutes_of(session))
        for position, session in enumerate(sessions, start=1)
    )
    note_certificate(participant=person, code=certificate.code)
    mail.certificate_issued(certificate, person, link_for_participant(participant=person))
    return certificate


def written_certificate(conference: Conference, person: Participant, hours: int) -> Certificate:
    """Everything the paper says, as it is now: later corrections elsewhere do not change what was issued."""
    association = conference.association
    party = person.card.parties.filter(role=PartyRole.INSTITUTION).first()
    place = f"{association.postal_code} {association.city}".strip()
    return Certificate(
        participant=person,
        conference=conference,
        kind=CertificateKind.PARTICIPATION,
        number=next_number(conference),
        code=new_certificate_code(),
        language=person.card.language,
        full_name=person.titled_name,
        position=person.position,
        institution=party.name if party else person.card.institution.name,
        association_name=association.name,
        association_details=", ".join(part for part in (association.street, place) if part),
        host_institution=conference.host_institution,
        conference_title=conference.title,
        motto=conference.motto,
        place=conference.city_locative,
        starts_on=conference.starts_on,
        ends_on=conference.ends_on,
        hours=hours,
        hour_minutes=conference.teaching_hour_minutes,
        signatory_name=association.signatory_name,
        signatory_role=association.signatory_role,
        issued_on=conference.today(),
        issued_place=conference.city,
    )


def next_number(conference: Conference) -> str:
    """`007/XI/2027`: numbers run through all certificates of the association in the year of the conference."""
    year = conference.starts_on.year
    number = take_number(association=conference.association, series=SERIES, year=year)
    return f"{number:03}/{conference.edition_roman or conference.slug.upper()}/{year}"


def minutes_of(session: Session) -> int:
    length = session.ends_at - session.starts_at if session.starts_at and session.ends_at else timedelta()
    return length // timedelta(minutes=1)


@transaction.atomic
def revoke_certificate(*, certificate: Certificate, by: User, reason: str) -> Certificate:
    """From now on its page says that it is not valid. The number is not given again; a second time changes nothing."""
    reason = reason.strip()
    if not reason:
        raise ValidationError({"revoked_reason": _("Say why the certificate is revoked.")})
    locked = Certificate.objects.select_for_update().get(pk=certificate.pk)
    if not locked.is_revoked:
        locked.revoked_at, locked.revoked_reason = timezone.now(), reason
        locked.full_clean()
        signed(locked, by=by, reason=reason).save(update_fields=["revoked_at", "revoked_reason"])
    return locked
