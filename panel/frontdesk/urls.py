from django.urls import path

from panel.frontdesk.views import money, people

ONE = "<slug:code>/<int:number>"

urlpatterns = [
    path("", people.show_desk, name="show-front-desk"),
    path("walk-in/", money.walk_in, name="register-walk-in"),
    path("slips/<uuid:payment>.pdf", money.print_slip, name="print-slip"),
    path(f"{ONE}/", people.show_person, name="show-desk-person"),
    path(f"{ONE}/check-in/", people.check_in, name="check-in-by-hand"),
    path(f"{ONE}/lost-badge/", people.lost_badge, name="replace-badge"),
    path(f"{ONE}/name/", people.correct_name, name="correct-name"),
    path(f"{ONE}/exchange/", people.exchange, name="exchange-at-desk"),
    path(f"{ONE}/payment/", money.pay, name="take-payment"),
]
