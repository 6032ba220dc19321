from django.db import models
from django.utils.translation import gettext_lazy as _


class KsefState(models.TextChoices):
    """`QUEUED`, `OFFLINE` and `SENT` are still moved by the clock; the rest wait for a person, or for nothing."""

    PRODUCED = "produced", _("not sent")
    FAULTY = "faulty", _("no file")
    QUEUED = "queued", _("to be sent")
    OFFLINE = "offline", _("offline")
    SENT = "sent", _("being checked")
    ACCEPTED = "accepted", _("accepted")
    DUPLICATE = "duplicate", _("number taken")
    REJECTED = "rejected", _("rejected")


TO_SEND = (KsefState.QUEUED, KsefState.OFFLINE)
MOVING = (*TO_SEND, KsefState.SENT)
# What a person may put back into the queue.
STOPPED = (KsefState.PRODUCED, KsefState.FAULTY, KsefState.REJECTED, KsefState.DUPLICATE)


class KsefEnvironment(models.TextChoices):
    """Where invoices go. `STANDIN` is our own server for demonstrations, `TEST` and `DEMO` are the ministry's."""

    NONE = "none", _("nowhere")
    STANDIN = "standin", _("stand-in for demonstrations")
    TEST = "test", _("test environment")
    DEMO = "demo", _("demonstration environment")
    PRODUCTION = "production", _("production")


# Where the code on a printed invoice leads.
CODE_ADDRESSES = {
    KsefEnvironment.STANDIN: "https://qr-test.ksef.mf.gov.pl",
    KsefEnvironment.TEST: "https://qr-test.ksef.mf.gov.pl",
    KsefEnvironment.DEMO: "https://qr-demo.ksef.mf.gov.pl",
    KsefEnvironment.PRODUCTION: "https://qr.ksef.mf.gov.pl",
}
