from django.urls import path

from panel.frontdesk.views import money, people

HERE = "panel/<slug:association>/<slug:conference>/desk"
ONE = f"{HERE}/<slug:code>/<int:number>"

urlpatterns = [
    path(f"{HERE}/", people.show_desk, name="show-front-desk"),
    path(f"{HERE}/walk-in/", money.walk_in, name="register-walk-in"),
    path(f"{HERE}/slips/<uuid:payment>.pdf", money.print_slip, name="print-slip"),
    path(f"{ONE}/", people.show_person, name="show-desk-person"),
    path(f"{ONE}/check-in/", people.check_in, name="check-in-by-hand"),
    path(f"{ONE}/lost-badge/", people.lost_badge, name="replace-badge"),
    path(f"{ONE}/name/", people.correct_name, name="correct-name"),
    path(f"{ONE}/exchange/", people.exchange, name="exchange-at-desk"),
    path(f"{ONE}/payment/", money.pay, name="take-payment"),
]
