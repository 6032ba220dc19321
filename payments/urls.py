from django.urls import path

from payments.views import checkout, recording

CARD = "panel/<slug:association>/<slug:conference>/cards/<str:code>"

app_name = "payments"
urlpatterns = [
    path("cards/<str:token>/pay/", checkout.begin_checkout, name="start-checkout"),
    path("cards/<str:token>/paid/", checkout.return_from_checkout, name="return-from-checkout"),
    path(f"{CARD}/payments/", recording.record, name="record-payment"),
    path(f"{CARD}/payments/<uuid:uid>/take-back/", recording.take_back, name="reverse-payment"),
]
