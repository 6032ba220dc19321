"""What the clock starts. Each job asks the database what is due: a missed or doubled start does no harm."""

from typing import TypedDict


class Entry(TypedDict):
    task: str
    schedule: float
    options: dict[str, float]


def every(seconds: float, task: str) -> Entry:
    """A start that nobody picked up before the next one is dropped: the next does its work too."""
    return {"task": task, "schedule": seconds, "options": {"expires": seconds}}


BEAT_SCHEDULE: dict[str, Entry] = {
    "certificates: issue due": every(30, "certificates.issue_due"),
    "mailings: send due letters": every(60, "mailings.send_due"),
    "panel: resume jobs": every(60, "panel.resume_jobs"),
    "panel: delete files of jobs": every(3600, "panel.delete_job_files"),
    "payments: ask about open checkouts": every(300, "payments.ask_about_open_checkouts"),
    "payments: read missed events": every(3600, "payments.read_missed_events"),
    "payments: send invoices to KSeF": every(30, "payments.send_invoices_to_ksef"),
    "payments: issue documents": every(30, "payments.issue_documents"),
    "registrations: remind of signed cards": every(600, "registrations.remind_of_signed_cards"),
    "registrations: pass on offers": every(60, "registrations.pass_on_offers"),
    "registrations: expire unpaid cards": every(600, "registrations.expire_unpaid"),
    "registrations: delete forgotten drafts": every(3600, "registrations.delete_forgotten_drafts"),
    "registrations: remind of payment": every(600, "registrations.remind_of_payment"),
}
