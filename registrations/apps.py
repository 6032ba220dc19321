from django.apps import AppConfig
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from mailings.attachments import register_source


class RegistrationsConfig(AppConfig):
    name = "registrations"
    verbose_name = _("Registrations")

    def ready(self) -> None:
        # By its path: models may be imported only now that every app is loaded.
        register_source("registrations.card", import_string("registrations.sheets.card_pdf"))
        import_string("mailings.wordings.register_kinds")(import_string("registrations.letter_kinds.KINDS"))
