"""Turns a certificate's row into what its paper says; the public page shows the same facts."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from certificates.models import Certificate, CertificateTopic
from certificates.pdf import CertificateSheet, Topic, draw_certificate
from events.formats import day_range
from registrations.sheets import PRINTED_ACCENTS


def verification_url(code: str) -> str:
    """The Polish address, whatever the language of the paper: it is printed for ever."""
    with override("pl"):
        return settings.SITE_URL + reverse("certificates:verify-certificate", args=[code])


def certificate_pdf(certificate: Certificate) -> bytes:
    return draw_certificate(certificate_sheet(certificate, certificate.language))


def certificate_filename(certificate: Certificate) -> str:
    with override(certificate.language):
        return _("certificate-%(number)s.pdf") % {"number": certificate.number.replace("/", "-")}


def certificate_sheet(certificate: Certificate, language: str) -> CertificateSheet:
    """The facts in words of the language. Without its related rows loaded, two queries."""
    conference = certificate.conference
    with override(language):
        return CertificateSheet(
            language=language,
            number=certificate.number,
            full_name=certificate.full_name,
            salutation="",
            position=certificate.position,
            institution=certificate.institution,
            conference_title=certificate.conference_title,
            edition=conference.edition_roman,
            edition_number=conference.edition or 0,
            days=(certificate.ends_on - certificate.starts_on).days + 1,
            motto=certificate.motto,
            place=certificate.place,
            dates=day_range(certificate.starts_on, certificate.ends_on),
            hours=certificate.hours,
            hours_unit=hours_unit(certificate),
            topics=tuple(Topic(one.title, length_of(one, certificate)) for one in certificate.topics.all()),
            issued_on=day_range(certificate.issued_on, certificate.issued_on),
            issued_place=certificate.issued_place,
            signatory_name=certificate.signatory_name,
            signatory_role=certificate.signatory_role,
            verification_url=verification_url(certificate.code),
            code=certificate.code,
            association_name=certificate.association_name,
            association_details=certificate.association_details,
            accent=PRINTED_ACCENTS[conference.accent],
            host_institution=certificate.host_institution,
        )


def hours_unit(certificate: Certificate) -> str:
    words = ngettext("teaching hour of %(minutes)s minutes", "teaching hours of %(minutes)s minutes", certificate.hours)
    return words % {"minutes": certificate.hour_minutes}


def length_of(topic: CertificateTopic, certificate: Certificate) -> str:
    """Whole teaching hours where they are whole, else minutes."""
    hours, rest = divmod(topic.minutes, certificate.hour_minutes)
    if rest:
        return _("%(minutes)s min") % {"minutes": topic.minutes}
    return _("%(hours)s h") % {"hours": hours}
