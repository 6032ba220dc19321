from django.apps import AppConfig
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _


class PaymentsConfig(AppConfig):
    name = "payments"
    verbose_name = _("Payments")

    def ready(self) -> None:
        # By its path: models may be imported only now that every app is loaded.
        import_string("mailings.wordings.register_kinds")(import_string("payments.letter_kinds.KINDS"))
