from django.urls import path

from certificates import views

app_name = "certificates"
urlpatterns = [
    path("verify/", views.find_certificate, name="find-certificate"),
    path("verify/<str:code>/", views.verify_certificate, name="verify-certificate"),
    path("participants/<str:token>/certificate.pdf", views.download_certificate, name="download-certificate"),
]
