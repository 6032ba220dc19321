"""Two associations whose data lie side by side, and everybody who could ask for them."""

import json
import uuid
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from badges.enums import Scope
from badges.services import record_printing
from certificates.models import Certificate
from checkin.models import Device
from checkin.reading import code_digest, device_key
from checkin.services import pair_device, prepare_points
from events.enums import Role
from events.models import Conference
from mailings.enums import LetterState
from mailings.models import Letter
from panel.models import Job, SavedView
from panel.setup.keys import key_of
from payments.documents.issuing import issue_document
from payments.enums import DocumentKind, PaymentMethod
from payments.ksef.preparing import prepare
from payments.models import BankTransaction, CsvFormat, Document, KsefInvoice, Payment, Refund, WriteOff
from payments.services import record_payment
from registrations.enums import REQUIRED_STATEMENTS, LegalKind, QuestionTarget
from registrations.inputs import CardInput
from registrations.models import CardDraft, Participant, ParticipationCard, SignedScan
from registrations.services import link_for_card, link_for_participant, submit_card
from registrations.services.papers import send_signed_card
from registrations.uploads import CleanFile
from tests.badges.designing import form_body
from tests.config.matrix import HOLDERS, MEMBERS, Address
from tests.config.matrix_bodies import BODIES
from tests.factories.accounts import UserFactory
from tests.factories.certificates import CertificateFactory
from tests.factories.events import (
    ConferenceFactory,
    InclusionFactory,
    MembershipFactory,
    PlacePoolFactory,
    VariantFactory,
)
from tests.factories.payments import RefundFactory, RefundFileFactory, WriteOffFactory
from tests.factories.program import SessionFactory
from tests.factories.registrations import (
    CardDraftFactory,
    LegalTextFactory,
    QuestionFactory,
    card_input,
    participant_input,
)
from tests.factories.statements import BankTransactionFactory
from tests.payments.ksef.world import issue

FORM = "application/x-www-form-urlencoded"
SETTING_KINDS = {
    "panel:change-text": "terms",
    **dict.fromkeys((f"panel:{verb}-setting" for verb in ("add", "change", "delete", "move")), "inclusions"),
    "panel:list-settings": "inclusions",
}


@dataclass(frozen=True)
class Held:
    """One paid card with a person on it, and all the secrets that open something of it."""

    card: ParticipationCard
    person: Participant
    draft: CardDraft
    payment: Payment
    cash: Payment
    refund: Refund
    difference: WriteOff
    document: Document
    letter: Letter
    certificate: Certificate
    scan: SignedScan
    card_token: str
    person_token: str

    @property
    def secrets(self) -> list[str]:
        """What must not be seen by who has no right to this card."""
        tokens = [self.card_token, self.person_token, self.draft.token, self.person.badge_code]
        return [self.card.code, self.person.last_name, self.person.email, *tokens]


@dataclass
class House:
    """One association, its conference and its cards. `mark` is in every name, so that a leak shows."""

    mark: str
    conference: Conference
    transfer: BankTransaction
    csv_format: CsvFormat
    held: list[Held] = field(default_factory=list)
    device: Device | None = None
    device_token: str = ""
    ksef_document: uuid.UUID | None = None

    @property
    def slugs(self) -> dict[str, str]:
        return {"association": self.conference.association.slug, "conference": self.conference.slug}


def build_house(mark: str, slug: str) -> House:
    conference = ConferenceFactory.create(
        slug="edycja",
        title=f"Konferencja {mark}",
        association__slug=slug,
        association__name=f"Stowarzyszenie {mark}",
        wants_signed_cards=True,
    )
    variant = VariantFactory.create(conference=conference, slug="wariant", name=f"Wariant {mark}")
    variant.pools.add(PlacePoolFactory.create(conference=conference, name=f"Hotel {mark}"))
    for target in QuestionTarget.values:
        QuestionFactory.create(conference=conference, target=target, label=f"Pytanie {mark}")
    SessionFactory.create(conference=conference, title=f"Wykład {mark}")
    InclusionFactory.create(conference=conference, name=f"Obiad {mark}")
    SavedView.objects.create(conference=conference, list="participants", name=f"Widok {mark}", query="q=obca")
    transfer = BankTransactionFactory.create(account__association=conference.association, title=f"Wpłata {mark}")
    csv_format = CsvFormat.objects.create(
        association=conference.association, name=f"Bank {mark}", booked="1", amount="2"
    )
    for kind in (*REQUIRED_STATEMENTS, LegalKind.IMAGE):
        LegalTextFactory.create(association=conference.association, kind=kind)
    return House(mark, conference, transfer, csv_format)


def whole_card(house: House, surname: str) -> CardInput:
    variant = house.conference.variants.get()
    someone = participant_input(variant, last_name=surname, email=f"{surname.lower()}@example.org")
    return card_input(house.conference, someone, contact_email=f"kontakt-{surname.lower()}@example.org")


def add_card(house: House, surname: str) -> Held:
    card = submit_card(conference=house.conference, data=whole_card(house, surname), texts=[])
    payment = record_payment(
        card=card, method=PaymentMethod.TRANSFER, amount=card.due, received_on=timezone.localdate(), by=None
    )
    cash, refund, difference = money_back(card)
    document = issue_document(card=card, kind=DocumentKind.NOTE, by=None, origin=f"world:{surname}")
    person = card.participants.get()
    certificate = CertificateFactory.create(participant=person, full_name=f"Ewa {surname}")
    letter = Letter.objects.filter(reference=card.code).earliest("pk")
    Letter.objects.filter(pk=letter.pk).update(state=LetterState.FAILED)
    [scan] = send_signed_card(card=card, files=[CleanFile("skan.jpg", surname.encode(), "image/jpeg")])
    held = Held(
        card,
        person,
        CardDraftFactory.create(conference=house.conference),
        payment,
        cash,
        refund,
        difference,
        document,
        letter,
        certificate,
        scan,
        link_for_card(card=card).token,
        link_for_participant(participant=person).token,
    )
    house.held.append(held)
    return held


def money_back(card: ParticipationCard) -> tuple[Payment, Refund, WriteOff]:
    """More came than is due: some of it is on its way back in a file, some stays, and some is still to be decided."""
    cash = record_payment(card=card, method=PaymentMethod.CASH, amount=5000, received_on=timezone.localdate(), by=None)
    made = RefundFileFactory.create(conference=card.conference)
    refund = RefundFactory.create(card=card, amount=1000, state="sent", sent_at=timezone.now(), file=made)
    return cash, refund, WriteOffFactory.create(card=card, amount=100)


def add_ksef_invoice(house: House) -> uuid.UUID:
    """An invoice whose file is made, with a receipt to download."""
    row = prepare(issue(house.conference, card=house.held[0].card))
    KsefInvoice.objects.filter(pk=row.pk).update(upo=b"<Potwierdzenie/>")
    return row.document.uid


class World:
    """Cards of both associations are written in turn, so that their keys lie among each other."""

    def __init__(self) -> None:
        self.ours, self.theirs = build_house("Nasza", "nasze"), build_house("Cudza", "cudze")
        for surname in ("Pierwsza", "Druga"):
            add_card(self.ours, surname)
            add_card(self.theirs, f"Obca{surname}")
        self.people = {role: self.member(role, self.ours) for role in MEMBERS}
        self.people["stranger"] = self.member("owner", self.theirs, name="stranger")
        self.people["superuser"] = User.objects.create_superuser("superuser@example.org", name="Administrator")
        self.setting = key_of(self.ours.conference.inclusions.get())
        self.session = key_of(self.ours.conference.sessions.get())
        self.design = form_body(self.ours.conference)
        self.printing = record_printing(
            conference=self.ours.conference, people=[self.card_a.person], scope=Scope.ALL, by=self.people["owner"]
        )
        self.cookies = {role: signed_in(user) for role, user in self.people.items()}
        # Each sees the work that they started, and the owner all of it.
        self.jobs = {role: self.job(self.people[role]) for role in MEMBERS}
        for house in (self.ours, self.theirs):
            house.ksef_document = add_ksef_invoice(house)
            prepare_points(conference=house.conference)
            house.device, house.device_token = pair_device(
                conference=house.conference, name=f"Telefon {house.mark}", by=self.people["owner"]
            )

    def member(self, role: str, house: House, name: str = "") -> User:
        user = UserFactory.create(email=f"{name or role}@example.org", name=f"Osoba {house.mark} {role}", password=None)
        MembershipFactory.create(user=user, association=house.conference.association, role=Role(role))
        return user

    @property
    def card_a(self) -> Held:
        return self.ours.held[0]

    @property
    def card_b(self) -> Held:
        return self.ours.held[1]

    def client(self, role: str, **options: Any) -> Client:
        """A browser of the role; a scanner is a program that brings its token."""
        if role == "scanner":
            return Client(headers={"Authorization": f"Device {self.ours.device_token}"}, **options)
        client = Client(**options)
        if role in self.cookies:
            client.cookies[settings.SESSION_COOKIE_NAME] = self.cookies[role]
        return client

    def own(self, role: str) -> Held:
        return self.card_b if role.endswith("_b") else self.card_a

    def token(self, role: str, name: str) -> str:
        """The best that the role can put in an address that wants a token."""
        held = self.own(role)
        if role in HOLDERS:
            if role.startswith("card") and name == "registrations:fill-card":
                return held.draft.token
            return held.card_token if role.startswith("card") else held.person_token
        return self.ours.device_token if role == "scanner" else held.card.code

    def value(self, parameter: str, address: Address, role: str) -> object:
        held = self.own(role)
        if parameter in self.ours.slugs:
            return self.ours.slugs[parameter]
        return {
            "field": "badge",
            "code": held.person.badge_code
            if address.name == "panel:edit-cell"
            else held.certificate.code
            if address.name.startswith("certificates")
            else held.card.code,
            "uid": self.money_uid(held, address.name) if address.name.startswith("payments") else held.letter.uid,
            "token": self.token(role, address.name),
            "step": "institution",
            "kind": SETTING_KINDS.get(address.name, "csv"),
            "language": "pl",
            "page": "place",
            "key": self.session if address.name.endswith("-attendance") else self.setting,
            "target": self.ours.conference.starts_on.isoformat(),
            "consent": "image",
            "letter": "card_received",
            "digest": held.scan.sha256,
            "number": 1,
            "paper": "attendance",
            "question": "pytanie",
            "printing": self.printing.uid,
            "payment": held.cash.uid,
            "name": "participants",
            "transfer": self.ours.transfer.uid,
            "csv_format": self.ours.csv_format.uid,
            "document": self.ours.ksef_document,
            "job_uid": self.jobs[role if role in MEMBERS else "owner"].uid,
        }[parameter]

    def money_uid(self, held: Held, name: str) -> object:
        rows = {
            "payments:move-refund": held.refund,
            "payments:download-refund-file": held.refund.file,
            "payments:reverse-write-off": held.difference,
        }
        if name.endswith(("document", "duplicate")):
            return held.document.uid
        return rows.get(name, held.payment).uid  # type: ignore[union-attr]  # the refund is in a file

    def job(self, author: User) -> Job:
        job = Job.objects.create(
            token=author.email, conference=self.ours.conference, author=author, kind="import-check"
        )
        job.file.save("lista.csv", ContentFile(b"lista"))
        return job

    def path(self, address: Address, role: str, **instead: object) -> str:
        values = {name: self.value(name, address, role) for name in address.parameters}
        return reverse(address.name, kwargs=values | instead)

    def body(self, name: str) -> dict[str, Any]:
        """A form, filled in rightly, that the address takes."""
        device = self.ours.device
        assert device is not None
        address = "{association}/{conference}".format(**self.ours.slugs)
        bodies: dict[str, dict[str, Any]] = {
            **BODIES,
            "panel:design-badges": {**self.design, "do": "save"},
            "payments:record-payment": {
                "amount": "12,00",
                "received_on": timezone.localdate().isoformat(),
                "method": "transfer",
                "title": "Przelew",
                "form_id": "6a0d25b1-9d66-4a0b-9d66-3b1f1e3c5a10",
            },
            "panel:correct-attendance": {
                "target": self.ours.conference.starts_on.isoformat(),
                "verdict": "attended",
                "reason": "Siedziała w pierwszym rzędzie.",
            },
            "panel:type-list": {"signed": [self.card_a.person.badge_code]},
            "panel:revoke-certificate": {"reason": "Wydane przez pomyłkę."},
            "panel:revoke-device": {"device": device_key(device)},
            "panel:replace-badge": {"badge": code_digest(self.card_a.person.badge_code)},
            "checkin:pair-scanner": {"conference": address, "name": "Telefon Ani"},
            "checkin:revoke-scanner": {"device": device_key(device)},
        }
        return bodies.get(name, {})

    def ask(self, client: Client, method: str, name: str, path: str, **extra: Any) -> Any:
        body = self.body(name) | extra if method == "POST" else extra
        if name.startswith("scanner:") or method in {"PUT", "PATCH", "DELETE"}:
            return client.generic(method, path, b"" if method == "GET" else _json(body), "application/json")
        return client.generic(method, path) if method == "GET" else client.post(path, form_encoded(body), FORM)


def signed_in(user: User) -> str:
    client = Client()
    client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def form_encoded(body: dict[str, Any]) -> str:
    """As most forms are sent; taking apart the other kind is slow."""
    return urlencode(body, doseq=True)


def _json(body: dict[str, Any]) -> bytes:
    return json.dumps(body).encode()
