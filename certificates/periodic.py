from celery import shared_task

from certificates.selectors import conferences_to_certify
from certificates.services import issue_certificates


@shared_task(name="certificates.issue_due")
def issue_due() -> int:
    """Certificates of every conference that has ended by its own clock; how many were issued."""
    return sum(issue_certificates(conference=conference, by=None) for conference in conferences_to_certify())
