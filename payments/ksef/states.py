from django.db import models
from django.utils.translation import gettext_lazy as _


class KsefState(models.TextChoices):
    """`QUEUED`, `OFFLINE` and `SENT` are still moved by the clock; the rest wait for a person, or for nothing."""

    PRODUCED = "produced", _("file made, nothing is sent")
    FAULTY = "faulty", _("the file cannot be made")
    QUEUED = "queued", _("waits to be sent")
    OFFLINE = "offline", _("issued offline, waits to be sent")
    SENT = "sent", _("sent, KSeF is checking it")
    ACCEPTED = "accepted", _("accepted by KSeF")
    DUPLICATE = "duplicate", _("KSeF has another invoice of this number")
    REJECTED = "rejected", _("rejected by KSeF")


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
