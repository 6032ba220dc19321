from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from certificates.models import Certificate
from mailings.models import Letter
from mailings.services import post_letter
from registrations.mail import address_of
from registrations.models import AccessLink, Participant


def certificate_issued(certificate: Certificate, participant: Participant, link: AccessLink) -> Letter:
    """The link to the participant's own page, and to the paper itself."""
    language = certificate.language
    with override(language):
        subject = _("Your certificate: %(conference)s") % {"conference": certificate.conference_title}
        paper = settings.SITE_URL + reverse("certificates:download-certificate", args=[link.token])
        check = settings.SITE_URL + reverse("certificates:verify-certificate", args=[certificate.code])
    return post_letter(
        conference=certificate.conference,
        template="certificates/mail/certificate_issued",
        subject=subject,
        to_email=participant.email,
        to_name=participant.full_name,
        dedupe_key=f"certificate:{certificate.code}",
        reference=participant.card.code,
        language=language,
        context={
            "certificate": certificate,
            "participant": participant,
            "paper": paper,
            "check": check,
            "address": address_of(link, language),
        },
    )
