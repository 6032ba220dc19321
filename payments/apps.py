from django.apps import AppConfig
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from mailings.attachments import register_source
from registrations.announcing import when_sent


class PaymentsConfig(AppConfig):
    name = "payments"
    verbose_name = _("Payments")

    def ready(self) -> None:
        # By its path: models may be imported only now that every app is loaded.
        import_string("mailings.wordings.register_kinds")(import_string("payments.letter_kinds.KINDS"))
        register_source("payments.document", import_string("payments.documents.papers.document_pdf"))
        import_string("mailings.wordings.register_kinds")(import_string("payments.documents.letter_kinds.KINDS"))
        when_sent(import_string("payments.tasks.issue_for_card").delay)
