from django.urls import path

from payments.ksef import views as ksef
from payments.views import checkout, recording

CARD = "panel/<slug:association>/<slug:conference>/cards/<str:code>"

KSEF = "panel/<slug:association>/<slug:conference>/ksef"

app_name = "payments"
urlpatterns = [
    path("cards/<str:token>/pay/", checkout.begin_checkout, name="start-checkout"),
    path("cards/<str:token>/paid/", checkout.return_from_checkout, name="return-from-checkout"),
    path(f"{CARD}/payments/", recording.record, name="record-payment"),
    path(f"{CARD}/payments/<uuid:uid>/take-back/", recording.take_back, name="reverse-payment"),
    path(f"{KSEF}/", ksef.list_invoices, name="list-ksef"),
    path(f"{KSEF}/token/", ksef.set_token, name="set-ksef-token"),
    path(f"{KSEF}/send/", ksef.send_all, name="send-all-ksef"),
    path(f"{KSEF}/<uuid:document>/send/", ksef.send, name="send-ksef"),
    path(f"{KSEF}/<uuid:document>/number/", ksef.note_number, name="note-ksef-number"),
    path(f"{KSEF}/<uuid:document>/xml/", ksef.download_xml, name="download-ksef"),
    path(f"{KSEF}/<uuid:document>/upo/", ksef.download_upo, name="download-ksef-upo"),
]
