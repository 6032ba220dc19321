from django.urls import include, path

from registrations import views

app_name = "registrations"
OF_CARD = [
    path("", views.show_card, name="show-card"),
    path("card.pdf", views.download_card, name="download-card"),
    path("signed/", views.send_signed_page, name="send-signed"),
    path("agreements/", views.show_agreements, name="show-agreements"),
    path("change/", views.change_card_page, name="change-card"),
    path("resign/", views.resign_page, name="resign"),
    path("answers/", views.change_answers_page, name="change-card-answers"),
    path("people/add/", views.add_person, name="add-person"),
    path("people/<int:number>/", views.change_person, name="change-person"),
    path("people/<int:number>/exchange/", views.exchange_person, name="exchange-person"),
    path("people/<int:number>/variant/", views.choose_variant, name="choose-variant"),
    path("people/<int:number>/stay/", views.change_stay_page, name="change-stay"),
    path("people/<int:number>/answers/", views.change_answers_page, name="change-answers"),
    path("turns/<int:number>/", views.show_turn, name="show-turn"),
]
OF_PARTICIPANT = [
    path("", views.show_participant, name="show-participant"),
    path("change/", views.change_own_page, name="change-own"),
    path("agreements/", views.show_own_agreements, name="show-own-agreements"),
    path("consents/<slug:consent>/", views.set_consent, name="set-consent"),
]
urlpatterns = [
    path("drafts/<str:token>/<slug:step>/", views.fill_card, name="fill-card"),
    path("cards/<str:token>/", include(OF_CARD)),
    path("participants/<str:token>/", include(OF_PARTICIPANT)),
    path("<slug:association>/<slug:conference>/register/", views.start_card, name="start-card"),
]
