"""Everything typed on the card, in words, as the last step shows it before it is sent."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from registrations.forms.card import CardForms
from registrations.forms.people import ParticipantForm
from registrations.forms.sums import SumLine
from registrations.forms.written import Row, written_answers, written_rows

# The summary has words of its own for these.
PERSON_APART = ("key", "academic_title", "first_name", "last_name", "position", "email", "phone", "variant")


@dataclass(frozen=True)
class WrittenPerson:
    form: ParticipantForm
    rows: list[Row]
    lines: list[SumLine]


@dataclass(frozen=True)
class CardSummary:
    forms: CardForms

    @property
    def institution(self) -> list[Row]:
        return written_rows(self.forms.institution, leaving_out=["contact_"])

    @property
    def contact(self) -> list[Row]:
        fields = self.forms.institution.fields
        return written_rows(
            self.forms.institution, leaving_out=[name for name in fields if not name.startswith("contact_")]
        )

    @property
    def invoice(self) -> list[Row]:
        rows = written_rows(self.forms.invoice)
        if self.forms.we_are_buying_office:
            rows.append((str(self.forms.invoice["buyer_is_local_government"].label), _("yes")))
        return rows

    @property
    def questions(self) -> list[Row]:
        return written_answers(self.forms.questions)

    @property
    def statements(self) -> list[Row]:
        return written_rows(self.forms.statements)

    @property
    def people(self) -> list[WrittenPerson]:
        return [
            WrittenPerson(
                person,
                written_rows(person, leaving_out=PERSON_APART) + written_answers(stay),
                self.forms.sums.lines_of(number),
            )
            for number, (_name, person, stay) in enumerate(self.forms.staying)
        ]
