from django.urls import path

from payments.documents import link_views
from payments.documents import views as documents
from payments.ksef import views as ksef
from payments.views import checkout, recording, refunds

CONFERENCE = "panel/<slug:association>/<slug:conference>"
CARD = f"{CONFERENCE}/cards/<str:code>"
DOCUMENTS = f"{CARD}/documents"
KSEF = f"{CONFERENCE}/ksef"

app_name = "payments"
urlpatterns = [
    path("cards/<str:token>/pay/", checkout.begin_checkout, name="start-checkout"),
    path("cards/<str:token>/paid/", checkout.return_from_checkout, name="return-from-checkout"),
    path(f"{CARD}/payments/", recording.record, name="record-payment"),
    path(f"{CARD}/payments/<uuid:uid>/take-back/", recording.take_back, name="reverse-payment"),
    path(f"{CARD}/payments/<uuid:uid>/receipt/", recording.print_receipt, name="print-receipt"),
    path(f"{CARD}/refunds/", refunds.decide, name="decide-refund"),
    path(f"{CARD}/difference/", refunds.give_up, name="write-off"),
    path(f"{CARD}/difference/<uuid:uid>/take-back/", refunds.take_difference_back, name="reverse-write-off"),
    path(f"{CONFERENCE}/refunds/", refunds.list_refunds, name="list-refunds"),
    path(f"{CONFERENCE}/refunds/file/", refunds.make_file, name="make-refund-file"),
    path(f"{CONFERENCE}/refunds/files/<uuid:uid>/", refunds.download_file, name="download-refund-file"),
    path(f"{CONFERENCE}/refunds/<uuid:uid>/", refunds.move, name="move-refund"),
    path("cards/<str:token>/stay.pdf", link_views.card_stay, name="download-stays"),
    path("participants/<str:token>/stay.pdf", link_views.own_stay, name="download-own-stay"),
    path("cards/<str:token>/documents/ask/", link_views.ask, name="ask-for-document"),
    path("cards/<str:token>/documents/<uuid:uid>.pdf", link_views.open_document, name="open-document"),
    path(f"{DOCUMENTS}/", documents.list_documents, name="list-documents"),
    path(f"{DOCUMENTS}/issue/", documents.issue, name="issue-document"),
    path(f"{DOCUMENTS}/<uuid:uid>.pdf", documents.download, name="download-document"),
    path(
        f"{DOCUMENTS}/<uuid:uid>/duplicate-<slug:language>.pdf", documents.download_duplicate, name="download-duplicate"
    ),
    path(f"{DOCUMENTS}/<uuid:uid>/correct/", documents.correct, name="correct-document"),
    path(f"{DOCUMENTS}/<uuid:uid>/send/", documents.send, name="send-document"),
    path(f"{KSEF}/", ksef.list_invoices, name="list-ksef"),
    path(f"{KSEF}/token/", ksef.set_token, name="set-ksef-token"),
    path(f"{KSEF}/send/", ksef.send_all, name="send-all-ksef"),
    path(f"{KSEF}/<uuid:document>/send/", ksef.send, name="send-ksef"),
    path(f"{KSEF}/<uuid:document>/number/", ksef.note_number, name="note-ksef-number"),
    path(f"{KSEF}/<uuid:document>/xml/", ksef.download_xml, name="download-ksef"),
    path(f"{KSEF}/<uuid:document>/upo/", ksef.download_upo, name="download-ksef-upo"),
]
