"""What programs talk to; no language in the address."""

from django.urls import include, path

urlpatterns = [
    path("", include("checkin.api_urls")),
    path("", include("payments.api_urls")),
]
