from django.urls import path

from panel.statements.views import formats, importing, sample, transfers

urlpatterns = [
    path("transfers/", transfers.list_transfers, name="list-transfers"),
    path("transfers/<uuid:transfer>/", transfers.show_transfer, name="show-transfer"),
    path("transfers/<uuid:transfer>/accept/", transfers.accept, name="accept-transfer"),
    path("transfers/<uuid:transfer>/set-aside/", transfers.put_aside, name="set-aside-transfer"),
    path("transfers/<uuid:transfer>/undo/", transfers.take_back, name="undo-transfer"),
    path("statements/", importing.import_file, name="import-statement"),
    path("statements/sample.sta", sample.download_sample, name="sample-statement"),
    path("statements/formats/", formats.add_format, name="add-csv-format"),
    path("statements/formats/<uuid:csv_format>/", formats.change_format, name="change-csv-format"),
]
