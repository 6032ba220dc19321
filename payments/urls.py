from django.urls import include, path

from payments.documents import link_views
from payments.documents import views as documents
from payments.ksef import views as ksef
from payments.views import checkout, recording, refunds

CARD = "cards/<str:code>"
DOCUMENTS = f"{CARD}/documents"

app_name = "payments"
OF_CARD = [
    path("pay/", checkout.begin_checkout, name="start-checkout"),
    path("paid/", checkout.return_from_checkout, name="return-from-checkout"),
    path("stay.pdf", link_views.card_stay, name="download-stays"),
    path("documents/ask/", link_views.ask, name="ask-for-document"),
    path("documents/<uuid:uid>.pdf", link_views.open_document, name="open-document"),
]
OF_CONFERENCE = [
    path(f"{CARD}/payments/", recording.record, name="record-payment"),
    path(f"{CARD}/payments/<uuid:uid>/take-back/", recording.take_back, name="reverse-payment"),
    path(f"{CARD}/payments/<uuid:uid>/receipt/", recording.print_receipt, name="print-receipt"),
    path(f"{CARD}/refunds/", refunds.decide, name="decide-refund"),
    path(f"{CARD}/difference/", refunds.give_up, name="write-off"),
    path(f"{CARD}/difference/<uuid:uid>/take-back/", refunds.take_difference_back, name="reverse-write-off"),
    path("refunds/", refunds.list_refunds, name="list-refunds"),
    path("refunds/file/", refunds.make_file, name="make-refund-file"),
    path("refunds/files/<uuid:uid>/", refunds.download_file, name="download-refund-file"),
    path("refunds/<uuid:uid>/", refunds.move, name="move-refund"),
    path(f"{DOCUMENTS}/", documents.list_documents, name="list-documents"),
    path(f"{DOCUMENTS}/issue/", documents.issue, name="issue-document"),
    path(f"{DOCUMENTS}/<uuid:uid>.pdf", documents.download, name="download-document"),
    path(
        f"{DOCUMENTS}/<uuid:uid>/duplicate-<slug:language>.pdf", documents.download_duplicate, name="download-duplicate"
    ),
    path(f"{DOCUMENTS}/<uuid:uid>/correct/", documents.correct, name="correct-document"),
    path(f"{DOCUMENTS}/<uuid:uid>/send/", documents.send, name="send-document"),
    path("ksef/", ksef.list_invoices, name="list-ksef"),
    path("ksef/token/", ksef.set_token, name="set-ksef-token"),
    path("ksef/send/", ksef.send_all, name="send-all-ksef"),
    path("ksef/<uuid:document>/send/", ksef.send, name="send-ksef"),
    path("ksef/<uuid:document>/number/", ksef.note_number, name="note-ksef-number"),
    path("ksef/<uuid:document>/xml/", ksef.download_xml, name="download-ksef"),
    path("ksef/<uuid:document>/upo/", ksef.download_upo, name="download-ksef-upo"),
]
urlpatterns = [
    path("cards/<str:token>/", include(OF_CARD)),
    path("participants/<str:token>/stay.pdf", link_views.own_stay, name="download-own-stay"),
    path("panel/<slug:association>/<slug:conference>/", include(OF_CONFERENCE)),
]
