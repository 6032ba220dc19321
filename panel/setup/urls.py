"""Addresses of settings, inside the panel's."""

from django.urls import path

from panel.setup.views import editions, overview, pages, prices, rows, texts

LISTS = "all/<slug:kind>"

urlpatterns = [
    path("", overview.show_setup, name="show-setup"),
    path("state/", overview.move_state, name="move-state"),
    path("cancel/", overview.ask_to_cancel, name="cancel-conference"),
    path("copy/", editions.copy_edition, name="copy-conference"),
    path("prices/", prices.set_prices, name="set-prices"),
    path("texts/", texts.list_texts, name="list-texts"),
    path("texts/<slug:kind>/<slug:language>/", texts.change_text, name="change-text"),
    path(f"{LISTS}/", rows.list_settings, name="list-settings"),
    path(f"{LISTS}/add/", rows.add_setting, name="add-setting"),
    path(f"{LISTS}/<slug:key>/", rows.change_setting, name="change-setting"),
    path(f"{LISTS}/<slug:key>/delete/", rows.delete_setting, name="delete-setting"),
    path(f"{LISTS}/<slug:key>/move/", rows.move_row, name="move-setting"),
    path("<slug:page>/", pages.set_up, name="set-up"),
]
