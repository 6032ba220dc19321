from django.urls import path

from payments import views

CARD = "panel/<slug:association>/<slug:conference>/cards/<str:code>"

app_name = "payments"
urlpatterns = [
    path("cards/<str:token>/pay/", views.begin_checkout, name="start-checkout"),
    path("cards/<str:token>/paid/", views.return_from_checkout, name="return-from-checkout"),
    path(f"{CARD}/payments/", views.record, name="record-payment"),
    path(f"{CARD}/payments/<uuid:uid>/take-back/", views.take_back, name="reverse-payment"),
]
