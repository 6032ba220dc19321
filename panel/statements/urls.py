from django.urls import path

from panel.statements.views import formats, importing, sample, transfers

HERE = "panel/<slug:association>/<slug:conference>"

urlpatterns = [
    path(f"{HERE}/transfers/", transfers.list_transfers, name="list-transfers"),
    path(f"{HERE}/transfers/<uuid:transfer>/", transfers.show_transfer, name="show-transfer"),
    path(f"{HERE}/transfers/<uuid:transfer>/accept/", transfers.accept, name="accept-transfer"),
    path(f"{HERE}/transfers/<uuid:transfer>/set-aside/", transfers.put_aside, name="set-aside-transfer"),
    path(f"{HERE}/transfers/<uuid:transfer>/undo/", transfers.take_back, name="undo-transfer"),
    path(f"{HERE}/statements/", importing.import_file, name="import-statement"),
    path(f"{HERE}/statements/sample.sta", sample.download_sample, name="sample-statement"),
    path(f"{HERE}/statements/formats/", formats.add_format, name="add-csv-format"),
    path(f"{HERE}/statements/formats/<uuid:csv_format>/", formats.change_format, name="change-csv-format"),
]
