from django.urls import path

from registrations import views

app_name = "registrations"
urlpatterns = [
    path("drafts/<str:token>/<slug:step>/", views.fill_card, name="fill-card"),
    path("cards/<str:token>/", views.show_card, name="show-card"),
    path("cards/<str:token>/card.pdf", views.download_card, name="download-card"),
    path("cards/<str:token>/signed/", views.send_signed_page, name="send-signed"),
    path("cards/<str:token>/agreements/", views.show_agreements, name="show-agreements"),
    path("cards/<str:token>/change/", views.change_card_page, name="change-card"),
    path("cards/<str:token>/resign/", views.resign_page, name="resign"),
    path("cards/<str:token>/answers/", views.change_answers_page, name="change-card-answers"),
    path("cards/<str:token>/people/add/", views.add_person, name="add-person"),
    path("cards/<str:token>/people/<int:number>/", views.change_person, name="change-person"),
    path("cards/<str:token>/people/<int:number>/exchange/", views.exchange_person, name="exchange-person"),
    path("cards/<str:token>/people/<int:number>/variant/", views.choose_variant, name="choose-variant"),
    path("cards/<str:token>/people/<int:number>/stay/", views.change_stay_page, name="change-stay"),
    path("cards/<str:token>/people/<int:number>/answers/", views.change_answers_page, name="change-answers"),
    path("cards/<str:token>/turns/<int:number>/", views.show_turn, name="show-turn"),
    path("participants/<str:token>/", views.show_participant, name="show-participant"),
    path("participants/<str:token>/change/", views.change_own_page, name="change-own"),
    path("participants/<str:token>/agreements/", views.show_own_agreements, name="show-own-agreements"),
    path("participants/<str:token>/consents/<slug:consent>/", views.set_consent, name="set-consent"),
    path("<slug:association>/<slug:conference>/register/", views.start_card, name="start-card"),
]
