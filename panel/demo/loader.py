"""Loads the demonstration: three associations, their past editions, and a coming one that is filling up."""

from pathlib import Path
from random import Random

from django.db import transaction
from django.utils import translation

from accounts.models import User
from events.enums import Role
from events.models import Association, Branch, Conference
from mailings.enums import LetterState
from mailings.models import Letter
from panel.demo.aftermath import write_aftermath
from panel.demo.cards import Registrar
from panel.demo.editions import COMING, cut_pools, saved, write_coming_edition, write_past_edition
from panel.demo.facts import AssociationFacts, read_facts
from panel.demo.institutions import Centre, invented_centres
from panel.demo.legal import write_legal_texts
from panel.demo.logins import create_people, email_of, new_password, write_logins
from panel.demo.offer import cut_extra_pools, write_full_offer
from panel.demo.paperwork import write_paperwork
from panel.demo.people import People
from panel.demo.wishes import Wishes
from registrations.models import Institution
from registrations.search import institution_keys

SEED = 2024
# Centres and participants of each coming edition.
CROWDS = {"razem": (slice(0, 70), 200), "forum": (slice(10, 22), 32), "opieka": (slice(30, 41), 30)}
# The association whose coming edition has everything that a conference may have, and every how many centre is a member.
WITH_EVERYTHING = "razem"
MEMBERS_EVERY = 3
# What is not publicly known and must be there: invented, and unable to be anybody's.
SHORT_NAMES = {"opieka": "Organizatorzy i Menadżerowie"}
NIPS = {"razem": "9991111112", "forum": "9992222227", "opieka": "9993333331"}
ACCOUNTS = {
    "razem": "14999999990000000000000001",
    "forum": "84999999990000000000000002",
    "opieka": "57999999990000000000000003",
}
SIGNATORIES = {"razem": "Barbara Klonodolska", "forum": "Henryk Dobrolaski", "opieka": "Ewa Brzezimirska"}


def is_loaded() -> bool:
    return Association.objects.exists()


def load() -> Path:
    """Write the whole demonstration in one transaction; returns the file that tells the logins."""
    password = new_password()
    with translation.override("pl"), transaction.atomic():
        associations = [write_association(facts) for facts in read_facts()["associations"]]
        create_people(associations, password)
        write_past_editions(associations)
        centres = invented_centres()
        for number, association in enumerate(associations):
            write_coming(association, centres, SEED + number)
        write_paperwork(associations)
    return write_logins(associations, password)


def write_association(facts: AssociationFacts) -> Association:
    slug = facts["slug"]
    address = facts["address"] or {"street": "", "postal_code": "", "city": ""}
    website = facts.get("website", "")
    association = saved(
        Association(
            slug=slug,
            name=facts["name"],
            short_name=facts["short_name"] or SHORT_NAMES[slug],
            phone=facts["phone"] or "",
            email=facts["email"] or "",
            website=f"https://{website}" if website else "",
            nip=NIPS[slug],
            bank_account=ACCOUNTS[slug],
            signatory_name=SIGNATORIES[slug],
            signatory_role="Prezes Stowarzyszenia",
            **address,
        )
    )
    Branch.objects.bulk_create(Branch(association=association, name=f"Region {name}") for name in facts["branches"])
    return association


def write_past_editions(associations: list[Association]) -> list[Conference]:
    by_slug = {association.slug: association for association in associations}
    return [write_past_edition(by_slug[facts["association"]], facts) for facts in read_facts()["conferences"]]


def know_members(association: Association, centres: list[Centre]) -> None:
    """Centres that the association knows from before as its members."""
    Institution.objects.bulk_create(
        Institution(
            association=association,
            name=centre.party.name,
            kind=centre.kind,
            nip=centre.party.nip,
            street=centre.party.street,
            postal_code=centre.party.postal_code,
            city=centre.party.city,
            voivodeship=centre.voivodeship,
            email=f"sekretariat@{centre.domain}",
            phone=centre.phone,
            is_member=True,
            **institution_keys(centre.party.name, centre.party.city),
        )
        for centre in centres[::MEMBERS_EVERY]
    )


def write_coming(association: Association, centres: list[Centre], seed: int) -> None:
    edition = COMING[association.slug]
    conference = write_coming_edition(association, edition)
    opened = conference.registration_opens_at or conference.now()
    organiser = User.objects.get(email=email_of(association, Role.ORGANISER))
    if association.slug == WITH_EVERYTHING:
        write_full_offer(conference, organiser)
        know_members(association, centres)
    write_legal_texts(association, email=conference.contact_email, valid_from=opened)
    chosen, participants = CROWDS[association.slug]
    registrar = Registrar(
        conference=conference,
        people=People(seed),
        treasurer=User.objects.get(email=email_of(association, Role.TREASURER)),
        organiser=organiser,
        random=Random(seed),
        wishes=Wishes.of(conference, seed),
    )
    registrar.fill(centres[chosen], participants)
    if association.slug == WITH_EVERYTHING:
        write_aftermath(conference, organiser)
        cut_extra_pools(conference)
    cut_pools(conference, edition)
    assert not Letter.objects.filter(conference=conference).exclude(state=LetterState.SENT).exists()
