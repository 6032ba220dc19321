from django.urls import path

from checkin import api

app_name = "scanner"
urlpatterns = [
    path("scanner/scans/", api.ScansView.as_view(), name="record-scans"),
    path("scanner/data/", api.DataView.as_view(), name="load-data"),
    path("scanner/pair/", api.PairView.as_view(), name="pair-device"),
    path("scanner/state/", api.StateView.as_view(), name="show-state"),
    path("scanner/search/", api.SearchView.as_view(), name="find-people"),
    path("scanner/unpair/", api.UnpairView.as_view(), name="unpair-device"),
]
