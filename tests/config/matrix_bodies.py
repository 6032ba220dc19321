"""Forms, filled in rightly, that the addresses of the matrix take."""

from typing import Any

from tests.panel.frontdesk.walking_in import typed
from tests.payments.ksef.samples import ORIGINAL_NUMBER
from tests.registrations.typing_in import INSTITUTION

SOMEBODY = {"first_name": "Nowa", "last_name": "Osoba", "email": "n@example.org", "diet": "vegan", "room_wish": "any"}
ADDED = {
    **{f"p0-{name}": value for name, value in SOMEBODY.items()},
    "p0-variant": "wariant",
    "do": "add",
    "total": "120000",
}
CHANGES: dict[str, dict[str, Any]] = {
    "registrations:set-consent": {"version": "1"},
    "registrations:resign": {"person": "1", "fee": "0"},
    "registrations:add-person": ADDED,
    "registrations:change-stay": {"do": "show"},
    "registrations:change-person": SOMEBODY,
    "registrations:exchange-person": SOMEBODY,
}
WALK_IN = typed()
CONTACT = {
    "contact_name": "Nowy Kontakt",
    "contact_email": "nowy@example.org",
    "contact_phone": "600 100 200",
    "head_name": "Nowa Szefowa",
    "head_position": "dyrektor",
}
BUYER = {"name": "Gmina Nowa", "street": "Rynek 1", "postal_code": "97-500", "city": "Radomsko", "nip": "5265877635"}
CORRECTIONS: dict[str, dict[str, Any]] = {
    "registrations:change-card": {**CONTACT, **{f"buyer-{name}": value for name, value in BUYER.items()}},
    "panel:edit-contact": CONTACT,
    "panel:edit-invoice": {f"buyer_{name}": value for name, value in BUYER.items()},
    "panel:edit-person": SOMEBODY,
    "panel:exchange-person": SOMEBODY,
    "panel:add-person": ADDED,
    "panel:change-stay": {"do": "show"},
}
CSV_FORMAT = {
    "name": "Bank Spółdzielczy",
    "booked": "Data",
    "amount": "Kwota",
    "currency": "Waluta",
    "balance": "Saldo",
    "account": "Rachunek",
    "delimiter": ";",
    "day_format": "%Y-%m-%d",
    "decimal": ",",
    "header_lines": "0",
}
NEXT = {"title": "Następna konferencja", "slug": "nastepna", "starts_on": "2031-06-11"}
IN_LODZ = {**NEXT, "ends_on": NEXT["starts_on"], "city": "Łódź", "city_locative": "w Łodzi"}
SETTINGS: dict[str, dict[str, Any]] = {
    "panel:begin-conference": IN_LODZ,
    "panel:set-up": IN_LODZ,
    "panel:copy-conference": NEXT,
    "panel:move-state": {"to": "cancelled"},
    "panel:change-text": {"title": "Warunki", "body": "Nowe warunki."},
    "panel:add-setting": {"name": "kawa"},
    "panel:change-setting": {"name": "obiad i kawa"},
    "panel:move-setting": {"to": "up"},
}
BODIES: dict[str, dict[str, Any]] = {
    "panel:move-clock": {"to": "closed"},
    "panel:start-export": {"all": "yes", "kind": "csv", "columns": ["last_name"]},
    "panel:cancel-card": {"reason": "Prośba dyrektora"},
    "panel:change-wording": {"subject": "Karta {karta}", "body": "Dzień dobry!", "do": "save"},
    **SETTINGS,
    "panel:show-badges": {"scope": "all", "order": "surname", "unpaid": "on"},
    "panel:return-signed": {"reason": "Brakuje podpisu."},
    "panel:resign-person": {"reason": "Choroba"},
    "panel:add-note": {"text": "Zapłacą po 10."},
    "panel:remove-note": {"note": "1"},
    "panel:list-labels": {"name": "Pilne", "tone": "problem"},
    "panel:list-members": {"email": "nowa@example.org", "name": "Nowa Osoba", "role": "editor"},
    "panel:change-member": {"email": "editor@example.org", "role": "treasurer"},
    "panel:remove-member": {"email": "editor@example.org"},
    "panel:edit-cell": {"badge_text": "Ewa z Radomska"},
    "panel:save-view": {"name": "Nowy widok", "query": "q=nowak"},
    "panel:change-view": {"view": "Widok Nasza", "do": "delete"},
    "payments:reverse-payment": {"reason": "Pomyłka"},
    "payments:decide-refund": {
        "amount": "1,00",
        "way": "cash",
        "reason": "Nadpłata",
        "form_id": "6a0d25b1-9d66-4a0b-9d66-3b1f1e3c5a11",
    },
    "payments:write-off": {"reason": "Prowizja", "form_id": "6a0d25b1-9d66-4a0b-9d66-3b1f1e3c5a12"},
    "payments:move-refund": {"do": "done"},
    "panel:add-csv-format": CSV_FORMAT,
    "panel:change-csv-format": CSV_FORMAT,
    "payments:issue-document": {"kind": "note", "form_id": "6a0d25b1-9d66-4a0b-9d66-3b1f1e3c5a11"},
    "payments:correct-document": {"reason": "Pomyłka", "form_id": "6a0d25b1-9d66-4a0b-9d66-3b1f1e3c5a12"},
    "payments:set-ksef-token": {"token": "20261126-EC-0123456789"},
    "payments:note-ksef-number": {"number": ORIGINAL_NUMBER},
    "panel:list-devices": {"name": "Telefon Ani"},
    "registrations:fill-card": {**INSTITUTION, "do": "next"},
    **CHANGES,
    **CORRECTIONS,
    "registrations:change-own": {"diet": "vegan", "room_wish": "any", "badge_text": "Zmieniony napis"},
    "panel:correct-name": {"first_name": "Nowa", "last_name": "Pisownia"},
    "panel:exchange-at-desk": SOMEBODY,
    "panel:take-payment": {"method": "cash", "amount": "1,00", "form_id": "6a0d25b1-9d66-4a0b-9d66-3b1f1e3c5a13"},
    "panel:register-walk-in": {**WALK_IN, "form_id": "6a0d25b1-9d66-4a0b-9d66-3b1f1e3c5a14"},
    "scanner:record-scans": {"scans": []},
    "scanner:find-people": {"words": "Pierwsza"},
}
