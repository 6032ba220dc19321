import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import events.validators
import registrations.badge_tokens
import registrations.codes


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("events", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Institution",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "name",
                    models.CharField(
                        max_length=200,
                        validators=[events.validators.validate_name],
                        verbose_name="name of the institution",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("ops", "social-welfare centre (OPS)"),
                            ("mops", "municipal social-welfare centre (MOPS)"),
                            ("gops", "rural social-welfare centre (GOPS)"),
                            ("mgops", "urban-rural social-welfare centre (MGOPS)"),
                            ("cus", "social services centre (CUS)"),
                            ("pcpr", "county family support centre (PCPR)"),
                            ("mopr", "municipal family support centre (MOPR)"),
                            ("dps", "residential care home (DPS)"),
                            ("rops", "regional social policy centre (ROPS)"),
                            ("office", "local-government office"),
                            ("ngo", "association or foundation"),
                            ("other", "other"),
                        ],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                (
                    "nip",
                    models.CharField(max_length=10, validators=[events.validators.validate_nip], verbose_name="NIP"),
                ),
                (
                    "street",
                    models.CharField(
                        max_length=120,
                        validators=[events.validators.validate_one_line],
                        verbose_name="street and number",
                    ),
                ),
                (
                    "postal_code",
                    models.CharField(
                        max_length=6,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[0-9]{2}-[0-9]{3}\\Z", "Write the postal code as 00-000."
                            )
                        ],
                        verbose_name="postal code",
                    ),
                ),
                (
                    "city",
                    models.CharField(
                        max_length=80, validators=[events.validators.validate_one_line], verbose_name="town"
                    ),
                ),
                (
                    "voivodeship",
                    models.CharField(
                        choices=[
                            ("02", "dolnośląskie"),
                            ("04", "kujawsko-pomorskie"),
                            ("06", "lubelskie"),
                            ("08", "lubuskie"),
                            ("10", "łódzkie"),
                            ("12", "małopolskie"),
                            ("14", "mazowieckie"),
                            ("16", "opolskie"),
                            ("18", "podkarpackie"),
                            ("20", "podlaskie"),
                            ("22", "pomorskie"),
                            ("24", "śląskie"),
                            ("26", "świętokrzyskie"),
                            ("28", "warmińsko-mazurskie"),
                            ("30", "wielkopolskie"),
                            ("32", "zachodniopomorskie"),
                        ],
                        max_length=2,
                        verbose_name="voivodeship",
                    ),
                ),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail")),
                (
                    "phone",
                    models.CharField(
                        blank=True,
                        max_length=30,
                        validators=[events.validators.validate_one_line],
                        verbose_name="phone",
                    ),
                ),
                ("is_member", models.BooleanField(default=False, verbose_name="member of the association")),
                ("sort_key", models.CharField(db_index=True, editable=False, max_length=200)),
                ("search_text", models.CharField(default="", editable=False, max_length=300)),
                (
                    "association",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="institutions",
                        to="events.association",
                        verbose_name="association",
                    ),
                ),
            ],
            options={
                "verbose_name": "institution",
                "verbose_name_plural": "institutions",
                "ordering": ("sort_key",),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("association", "nip", "name"),
                        name="institution_known_once",
                        violation_error_message="This institution is already known.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "ops",
                                    "mops",
                                    "gops",
                                    "mgops",
                                    "cus",
                                    "pcpr",
                                    "mopr",
                                    "dps",
                                    "rops",
                                    "office",
                                    "ngo",
                                    "other",
                                ],
                            )
                        ),
                        name="institution_kind_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalParticipationCard",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "code",
                    models.CharField(
                        db_index=True,
                        default=registrations.codes.new_card_code,
                        editable=False,
                        max_length=12,
                        verbose_name="code",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("submitted", "submitted"),
                            ("cancelled", "cancelled"),
                            ("expired", "expired without payment"),
                        ],
                        default="submitted",
                        max_length=12,
                        verbose_name="state",
                    ),
                ),
                ("language", models.CharField(default="pl", max_length=5, verbose_name="language")),
                (
                    "contact_name",
                    models.CharField(
                        max_length=120, validators=[events.validators.validate_name], verbose_name="contact person"
                    ),
                ),
                ("contact_email", models.EmailField(max_length=254, verbose_name="e-mail")),
                (
                    "contact_phone",
                    models.CharField(
                        max_length=30, validators=[events.validators.validate_one_line], verbose_name="phone"
                    ),
                ),
                (
                    "head_name",
                    models.CharField(
                        max_length=120,
                        validators=[events.validators.validate_name],
                        verbose_name="head of the institution",
                    ),
                ),
                (
                    "head_position",
                    models.CharField(
                        max_length=80, validators=[events.validators.validate_name], verbose_name="position of the head"
                    ),
                ),
                (
                    "buyer_is_local_government",
                    models.BooleanField(default=True, verbose_name="the buyer is a local government"),
                ),
                (
                    "public_funding",
                    models.CharField(
                        choices=[
                            ("whole", "entirely from public funds"),
                            ("most", "in at least 70 per cent from public funds"),
                            ("none", "in less than 70 per cent from public funds, or not at all"),
                        ],
                        max_length=10,
                        verbose_name="public funding",
                    ),
                ),
                ("is_member", models.BooleanField(default=False, verbose_name="member of the association")),
                (
                    "order_number",
                    models.CharField(
                        blank=True,
                        max_length=60,
                        validators=[events.validators.validate_one_line],
                        verbose_name="number of the order or contract",
                    ),
                ),
                ("invoice_email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail for the invoice")),
                (
                    "keeps_together",
                    models.BooleanField(default=False, verbose_name="those who wait take places only together"),
                ),
                ("remarks", models.TextField(blank=True, max_length=1000, verbose_name="remarks")),
                (
                    "acceptance",
                    models.CharField(
                        choices=[
                            ("not_asked", "not asked for"),
                            ("awaited", "awaited"),
                            ("sent", "sent, waits for the organiser"),
                            ("returned", "sent back to be mended"),
                            ("accepted", "accepted"),
                            ("outdated", "out of date, the card was changed since"),
                        ],
                        default="not_asked",
                        max_length=10,
                        verbose_name="signed card",
                    ),
                ),
                (
                    "outdated_at",
                    models.DateTimeField(
                        blank=True,
                        help_text="When people, variants, nights or extras last changed after the signed card had come.",
                        null=True,
                        verbose_name="changed after it was signed",
                    ),
                ),
                ("currency", models.CharField(default="PLN", max_length=3, verbose_name="currency")),
                ("due", models.IntegerField(default=0, verbose_name="amount due")),
                ("settled", models.IntegerField(default=0, verbose_name="settled")),
                ("pay_by", models.DateField(verbose_name="to be paid by")),
                (
                    "expires_on",
                    models.DateField(
                        blank=True,
                        help_text="The last day; empty: it does not expire.",
                        null=True,
                        verbose_name="expires unpaid after",
                    ),
                ),
                (
                    "payment_noted_at",
                    models.DateTimeField(
                        blank=True,
                        help_text="Set while a transfer waits to be matched, or a bank is about to confirm a payment.",
                        null=True,
                        verbose_name="a payment seems to have come",
                    ),
                ),
                ("submitted_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="submitted")),
                ("cancelled_at", models.DateTimeField(blank=True, null=True, verbose_name="cancelled")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "conference",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="events.conference",
                        verbose_name="conference",
                    ),
                ),
                (
                    "discount",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="events.discountcode",
                        verbose_name="discount code",
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "institution",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="registrations.institution",
                        verbose_name="institution",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical participation card",
                "verbose_name_plural": "historical participation cards",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Label",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "name",
                    models.CharField(
                        max_length=30, validators=[events.validators.validate_one_line], verbose_name="name"
                    ),
                ),
                (
                    "tone",
                    models.CharField(
                        choices=[
                            ("neutral", "grey"),
                            ("info", "blue"),
                            ("settled", "green"),
                            ("waiting", "amber"),
                            ("problem", "red"),
                        ],
                        default="neutral",
                        max_length=10,
                        verbose_name="colour",
                    ),
                ),
                (
                    "conference",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="labels",
                        to="events.conference",
                        verbose_name="conference",
                    ),
                ),
            ],
            options={
                "verbose_name": "label",
                "verbose_name_plural": "labels",
                "ordering": ("name",),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("conference", "name"),
                        name="label_name_unique",
                        violation_error_message="There is a label of this name.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("tone__in", ["neutral", "info", "settled", "waiting", "problem"])),
                        name="label_tone_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LegalText",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("terms", "conditions of participation"),
                            ("privacy", "information on personal data"),
                            ("public_funding", "statement of public funding"),
                            ("image", "consent to publish one's image"),
                            ("newsletter", "consent to receive news of the association"),
                            ("visible_list", "consent to be seen by other participants"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("language", models.CharField(default="pl", max_length=5, verbose_name="language")),
                ("version", models.PositiveSmallIntegerField(default=1, verbose_name="version")),
                ("title", models.CharField(max_length=160, verbose_name="title")),
                ("body", models.TextField(verbose_name="text")),
                ("sha256", models.CharField(editable=False, max_length=64)),
                ("valid_from", models.DateTimeField(default=django.utils.timezone.now, verbose_name="valid from")),
                (
                    "association",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="legal_texts",
                        to="events.association",
                        verbose_name="association",
                    ),
                ),
            ],
            options={
                "verbose_name": "legal text",
                "verbose_name_plural": "legal texts",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("association", "kind", "language", "version"), name="legal_text_version_unique"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["terms", "privacy", "public_funding", "image", "newsletter", "visible_list"])
                        ),
                        name="legal_text_kind_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Participant",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("registered", "registered"),
                            ("waiting", "on the waiting list"),
                            ("cancelled", "cancelled"),
                        ],
                        default="registered",
                        max_length=12,
                        verbose_name="state",
                    ),
                ),
                (
                    "academic_title",
                    models.CharField(
                        blank=True, max_length=30, validators=[events.validators.validate_name], verbose_name="title"
                    ),
                ),
                (
                    "first_name",
                    models.CharField(max_length=60, validators=[events.validators.validate_name], verbose_name="name"),
                ),
                (
                    "last_name",
                    models.CharField(
                        max_length=80, validators=[events.validators.validate_name], verbose_name="surname"
                    ),
                ),
                (
                    "position",
                    models.CharField(
                        blank=True,
                        max_length=120,
                        validators=[events.validators.validate_name],
                        verbose_name="position",
                    ),
                ),
                ("email", models.EmailField(max_length=254, verbose_name="e-mail")),
                (
                    "phone",
                    models.CharField(
                        blank=True,
                        max_length=30,
                        validators=[events.validators.validate_one_line],
                        verbose_name="phone",
                    ),
                ),
                (
                    "badge_text",
                    models.CharField(
                        blank=True,
                        max_length=80,
                        validators=[events.validators.validate_name],
                        verbose_name="text on the badge",
                    ),
                ),
                (
                    "diet",
                    models.CharField(
                        choices=[
                            ("standard", "standard"),
                            ("vegetarian", "vegetarian"),
                            ("vegan", "vegan"),
                            ("gluten_free", "gluten-free"),
                            ("other", "other (described beside)"),
                        ],
                        default="standard",
                        max_length=12,
                        verbose_name="diet",
                    ),
                ),
                (
                    "diet_note",
                    models.CharField(blank=True, max_length=200, verbose_name="what the kitchen should know"),
                ),
                ("accessibility", models.CharField(blank=True, max_length=300, verbose_name="accessibility needs")),
                (
                    "room_wish",
                    models.CharField(
                        choices=[
                            ("any", "with anyone"),
                            ("same", "with a person of the same institution"),
                            ("named", "with a person named below"),
                            ("alone", "alone"),
                        ],
                        default="any",
                        max_length=10,
                        verbose_name="room",
                    ),
                ),
                (
                    "roommate",
                    models.CharField(
                        blank=True,
                        max_length=120,
                        validators=[events.validators.validate_name],
                        verbose_name="person to share a room with",
                    ),
                ),
                ("arrives_on", models.DateField(blank=True, null=True, verbose_name="day of arrival")),
                ("arrives_at", models.TimeField(blank=True, null=True, verbose_name="hour of arrival")),
                (
                    "badge_code",
                    models.CharField(
                        default=registrations.badge_tokens.new_badge_code, editable=False, max_length=16, unique=True
                    ),
                ),
                ("arrived_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="arrived")),
                ("certificate_code", models.CharField(blank=True, editable=False, max_length=30)),
                ("sort_key", models.CharField(editable=False, max_length=400)),
                ("search_text", models.CharField(editable=False, max_length=600)),
                (
                    "conference",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="participants",
                        to="events.conference",
                        verbose_name="conference",
                    ),
                ),
                (
                    "labels",
                    models.ManyToManyField(
                        blank=True, related_name="participants", to="registrations.label", verbose_name="labels"
                    ),
                ),
                (
                    "variant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="participants",
                        to="events.variant",
                        verbose_name="variant",
                    ),
                ),
            ],
            options={
                "verbose_name": "participant",
                "verbose_name_plural": "participants",
                "ordering": ("sort_key", "pk"),
                "indexes": [
                    models.Index(fields=["conference", "sort_key", "id"], name="participant_by_surname"),
                    models.Index(fields=["conference", "variant", "sort_key", "id"], name="participant_by_variant"),
                    models.Index(
                        fields=["conference", "-variant", "sort_key", "id"], name="participant_by_variant_back"
                    ),
                    models.Index(fields=["conference", "state", "sort_key", "id"], name="participant_by_state"),
                    models.Index(fields=["conference", "-state", "sort_key", "id"], name="participant_by_state_back"),
                    models.Index(fields=["conference", "diet", "sort_key", "id"], name="participant_by_diet"),
                    models.Index(fields=["conference", "-diet", "sort_key", "id"], name="participant_by_diet_back"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["registered", "waiting", "cancelled"])),
                        name="participant_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("diet__in", ["standard", "vegetarian", "vegan", "gluten_free", "other"])),
                        name="participant_diet_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("room_wish__in", ["any", "same", "named", "alone"])),
                        name="participant_room_wish_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Night",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("on", models.DateField(verbose_name="night from")),
                (
                    "participant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="nights",
                        to="registrations.participant",
                        verbose_name="participant",
                    ),
                ),
            ],
            options={
                "verbose_name": "night",
                "verbose_name_plural": "nights",
                "ordering": ("on",),
                "constraints": [models.UniqueConstraint(fields=("participant", "on"), name="night_once")],
            },
        ),
        migrations.CreateModel(
            name="ParticipantExtra",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "extra",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="taken_by",
                        to="events.extra",
                        verbose_name="extra",
                    ),
                ),
                (
                    "participant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="extras",
                        to="registrations.participant",
                        verbose_name="participant",
                    ),
                ),
            ],
            options={
                "verbose_name": "extra taken",
                "verbose_name_plural": "extras taken",
                "constraints": [models.UniqueConstraint(fields=("participant", "extra"), name="extra_taken_once")],
            },
        ),
        migrations.CreateModel(
            name="ParticipationCard",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "code",
                    models.CharField(
                        default=registrations.codes.new_card_code,
                        editable=False,
                        max_length=12,
                        unique=True,
                        verbose_name="code",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("submitted", "submitted"),
                            ("cancelled", "cancelled"),
                            ("expired", "expired without payment"),
                        ],
                        default="submitted",
                        max_length=12,
                        verbose_name="state",
                    ),
                ),
                ("language", models.CharField(default="pl", max_length=5, verbose_name="language")),
                (
                    "contact_name",
                    models.CharField(
                        max_length=120, validators=[events.validators.validate_name], verbose_name="contact person"
                    ),
                ),
                ("contact_email", models.EmailField(max_length=254, verbose_name="e-mail")),
                (
                    "contact_phone",
                    models.CharField(
                        max_length=30, validators=[events.validators.validate_one_line], verbose_name="phone"
                    ),
                ),
                (
                    "head_name",
                    models.CharField(
                        max_length=120,
                        validators=[events.validators.validate_name],
                        verbose_name="head of the institution",
                    ),
                ),
                (
                    "head_position",
                    models.CharField(
                        max_length=80, validators=[events.validators.validate_name], verbose_name="position of the head"
                    ),
                ),
                (
                    "buyer_is_local_government",
                    models.BooleanField(default=True, verbose_name="the buyer is a local government"),
                ),
                (
                    "public_funding",
                    models.CharField(
                        choices=[
                            ("whole", "entirely from public funds"),
                            ("most", "in at least 70 per cent from public funds"),
                            ("none", "in less than 70 per cent from public funds, or not at all"),
                        ],
                        max_length=10,
                        verbose_name="public funding",
                    ),
                ),
                ("is_member", models.BooleanField(default=False, verbose_name="member of the association")),
                (
                    "order_number",
                    models.CharField(
                        blank=True,
                        max_length=60,
                        validators=[events.validators.validate_one_line],
                        verbose_name="number of the order or contract",
                    ),
                ),
                ("invoice_email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail for the invoice")),
                (
                    "keeps_together",
                    models.BooleanField(default=False, verbose_name="those who wait take places only together"),
                ),
                ("remarks", models.TextField(blank=True, max_length=1000, verbose_name="remarks")),
                (
                    "acceptance",
                    models.CharField(
                        choices=[
                            ("not_asked", "not asked for"),
                            ("awaited", "awaited"),
                            ("sent", "sent, waits for the organiser"),
                            ("returned", "sent back to be mended"),
                            ("accepted", "accepted"),
                            ("outdated", "out of date, the card was changed since"),
                        ],
                        default="not_asked",
                        max_length=10,
                        verbose_name="signed card",
                    ),
                ),
                (
                    "outdated_at",
                    models.DateTimeField(
                        blank=True,
                        help_text="When people, variants, nights or extras last changed after the signed card had come.",
                        null=True,
                        verbose_name="changed after it was signed",
                    ),
                ),
                ("currency", models.CharField(default="PLN", max_length=3, verbose_name="currency")),
                ("due", models.IntegerField(default=0, verbose_name="amount due")),
                ("settled", models.IntegerField(default=0, verbose_name="settled")),
                ("pay_by", models.DateField(verbose_name="to be paid by")),
                (
                    "expires_on",
                    models.DateField(
                        blank=True,
                        help_text="The last day; empty: it does not expire.",
                        null=True,
                        verbose_name="expires unpaid after",
                    ),
                ),
                (
                    "payment_noted_at",
                    models.DateTimeField(
                        blank=True,
                        help_text="Set while a transfer waits to be matched, or a bank is about to confirm a payment.",
                        null=True,
                        verbose_name="a payment seems to have come",
                    ),
                ),
                ("submitted_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="submitted")),
                ("cancelled_at", models.DateTimeField(blank=True, null=True, verbose_name="cancelled")),
                (
                    "conference",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cards",
                        to="events.conference",
                        verbose_name="conference",
                    ),
                ),
                (
                    "discount",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cards",
                        to="events.discountcode",
                        verbose_name="discount code",
                    ),
                ),
                (
                    "institution",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cards",
                        to="registrations.institution",
                        verbose_name="institution",
                    ),
                ),
                (
                    "labels",
                    models.ManyToManyField(
                        blank=True, related_name="cards", to="registrations.label", verbose_name="labels"
                    ),
                ),
            ],
            options={
                "verbose_name": "participation card",
                "verbose_name_plural": "participation cards",
                "ordering": ("-submitted_at", "-pk"),
                "indexes": [models.Index(fields=["conference", "-submitted_at"], name="card_of_conference")],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("due__gte", 0)), name="card_due_not_negative"),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["submitted", "cancelled", "expired"])),
                        name="card_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("acceptance__in", ["not_asked", "awaited", "sent", "returned", "accepted", "outdated"])
                        ),
                        name="card_acceptance_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state", "submitted"), ("cancelled_at__isnull", False), _connector="OR"),
                        name="card_cancelled_has_moment",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="participant",
            name="card",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="participants",
                to="registrations.participationcard",
                verbose_name="card",
            ),
        ),
        migrations.CreateModel(
            name="Consent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("given_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="given")),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True, verbose_name="withdrawn")),
                (
                    "text",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="consents",
                        to="registrations.legaltext",
                        verbose_name="text",
                    ),
                ),
                (
                    "participant",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="consents",
                        to="registrations.participant",
                        verbose_name="participant",
                    ),
                ),
                (
                    "card",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="consents",
                        to="registrations.participationcard",
                        verbose_name="card",
                    ),
                ),
            ],
            options={
                "verbose_name": "consent",
                "verbose_name_plural": "consents",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("participant__isnull", True), ("withdrawn_at__isnull", True)),
                        fields=("card", "text"),
                        name="consent_of_card_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("participant__isnull", False), ("withdrawn_at__isnull", True)),
                        fields=("participant", "text"),
                        name="consent_of_participant_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CardParty",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "role",
                    models.CharField(
                        choices=[("institution", "institution"), ("buyer", "buyer"), ("recipient", "recipient")],
                        max_length=12,
                        verbose_name="role",
                    ),
                ),
                (
                    "name",
                    models.CharField(max_length=200, validators=[events.validators.validate_name], verbose_name="name"),
                ),
                (
                    "street",
                    models.CharField(
                        max_length=120,
                        validators=[events.validators.validate_one_line],
                        verbose_name="street and number",
                    ),
                ),
                (
                    "postal_code",
                    models.CharField(
                        max_length=6,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[0-9]{2}-[0-9]{3}\\Z", "Write the postal code as 00-000."
                            )
                        ],
                        verbose_name="postal code",
                    ),
                ),
                (
                    "city",
                    models.CharField(
                        max_length=80, validators=[events.validators.validate_one_line], verbose_name="town"
                    ),
                ),
                (
                    "nip",
                    models.CharField(
                        blank=True, max_length=10, validators=[events.validators.validate_nip], verbose_name="NIP"
                    ),
                ),
                (
                    "card",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="parties",
                        to="registrations.participationcard",
                        verbose_name="card",
                    ),
                ),
            ],
            options={
                "verbose_name": "party of a card",
                "verbose_name_plural": "parties of a card",
                "constraints": [
                    models.UniqueConstraint(fields=("card", "role"), name="card_party_once"),
                    models.CheckConstraint(
                        condition=models.Q(("role__in", ["institution", "buyer", "recipient"])),
                        name="card_party_role_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CardNote",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField(max_length=2000, verbose_name="note")),
                ("written_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="written")),
                (
                    "author",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="author",
                    ),
                ),
                (
                    "card",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notes",
                        to="registrations.participationcard",
                        verbose_name="card",
                    ),
                ),
            ],
            options={
                "verbose_name": "note",
                "verbose_name_plural": "notes",
                "ordering": ("-written_at", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="CardLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("variant", "variant"),
                            ("extra", "extra"),
                            ("discount", "discount"),
                            ("change", "change"),
                            ("resignation", "resignation"),
                            ("fee", "fee"),
                        ],
                        default="variant",
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                ("description", models.CharField(max_length=200, verbose_name="description")),
                ("quantity", models.PositiveSmallIntegerField(default=1, verbose_name="quantity")),
                ("amount", models.IntegerField(verbose_name="amount")),
                ("vat_rate", models.PositiveSmallIntegerField(null=True, verbose_name="VAT rate")),
                (
                    "vat_basis",
                    models.CharField(blank=True, max_length=256, verbose_name="legal basis of the exemption"),
                ),
                ("written_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="written")),
                (
                    "extra",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="events.extra",
                        verbose_name="extra",
                    ),
                ),
                (
                    "variant",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="events.variant",
                        verbose_name="variant",
                    ),
                ),
                (
                    "participant",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="registrations.participant",
                        verbose_name="participant",
                    ),
                ),
                (
                    "card",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lines",
                        to="registrations.participationcard",
                        verbose_name="card",
                    ),
                ),
            ],
            options={
                "verbose_name": "line of a card",
                "verbose_name_plural": "lines of a card",
                "ordering": ("pk",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["variant", "extra", "discount", "change", "resignation", "fee"])
                        ),
                        name="card_line_kind_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CardDraft",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "token",
                    models.CharField(
                        default=registrations.codes.new_link_token,
                        editable=False,
                        max_length=30,
                        unique=True,
                        verbose_name="token",
                    ),
                ),
                ("typed", models.JSONField(default=dict, verbose_name="typed")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="begun")),
                ("changed_at", models.DateTimeField(auto_now=True, verbose_name="changed")),
                (
                    "conference",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="drafts",
                        to="events.conference",
                        verbose_name="conference",
                    ),
                ),
                (
                    "card",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="draft",
                        to="registrations.participationcard",
                        verbose_name="card",
                    ),
                ),
            ],
            options={
                "verbose_name": "draft of a card",
                "verbose_name_plural": "drafts of cards",
            },
        ),
        migrations.CreateModel(
            name="AccessLink",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "token",
                    models.CharField(
                        default=registrations.codes.new_link_token, editable=False, max_length=30, unique=True
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="given")),
                ("expires_at", models.DateTimeField(verbose_name="valid until")),
                ("revoked_at", models.DateTimeField(blank=True, null=True, verbose_name="revoked")),
                (
                    "participant",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="links",
                        to="registrations.participant",
                        verbose_name="participant",
                    ),
                ),
                (
                    "card",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="links",
                        to="registrations.participationcard",
                        verbose_name="card",
                    ),
                ),
            ],
            options={
                "verbose_name": "access link",
                "verbose_name_plural": "access links",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("card__isnull", False), ("participant__isnull", True)),
                            models.Q(("card__isnull", True), ("participant__isnull", False)),
                            _connector="OR",
                        ),
                        name="link_opens_one_thing",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("revoked_at__isnull", True)), fields=("card",), name="link_of_card_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("revoked_at__isnull", True)),
                        fields=("participant",),
                        name="link_of_participant_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PlaceHold",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "participant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="holds",
                        to="registrations.participant",
                        verbose_name="participant",
                    ),
                ),
                (
                    "pool",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="holds",
                        to="events.placepool",
                        verbose_name="pool",
                    ),
                ),
            ],
            options={
                "verbose_name": "place held",
                "verbose_name_plural": "places held",
                "constraints": [models.UniqueConstraint(fields=("participant", "pool"), name="place_held_once")],
            },
        ),
        migrations.CreateModel(
            name="Question",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("slug", models.SlugField(max_length=40)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("text", "text"),
                            ("number", "number"),
                            ("choice", "one of several"),
                            ("choices", "any of several"),
                            ("boolean", "yes or no"),
                            ("date", "date"),
                            ("file", "file"),
                        ],
                        default="text",
                        max_length=10,
                        verbose_name="kind of answer",
                    ),
                ),
                (
                    "target",
                    models.CharField(
                        choices=[("card", "once per card"), ("participant", "of each participant")],
                        default="participant",
                        max_length=12,
                        verbose_name="asked",
                    ),
                ),
                ("label", models.CharField(max_length=200, verbose_name="question")),
                ("help_text", models.CharField(blank=True, max_length=300, verbose_name="help")),
                ("choices", models.TextField(blank=True, verbose_name="choices, one a line")),
                ("is_required", models.BooleanField(default=False, verbose_name="must be answered")),
                ("is_active", models.BooleanField(default=True, verbose_name="is asked")),
                ("shown_if_value", models.CharField(blank=True, max_length=200, verbose_name="is")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                (
                    "conference",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="questions",
                        to="events.conference",
                        verbose_name="conference",
                    ),
                ),
                (
                    "shown_if",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="follow_ups",
                        to="registrations.question",
                        verbose_name="only if the answer to",
                    ),
                ),
            ],
            options={
                "verbose_name": "question",
                "verbose_name_plural": "questions",
                "ordering": ("position", "pk"),
                "constraints": [
                    models.UniqueConstraint(fields=("conference", "slug"), name="question_slug_unique"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["text", "number", "choice", "choices", "boolean", "date", "file"])
                        ),
                        name="question_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("target__in", ["card", "participant"])), name="question_target_known"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Answer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("value", models.TextField(blank=True, max_length=2000, verbose_name="answer")),
                ("file", models.FileField(blank=True, upload_to="answers/%Y/", verbose_name="file")),
                (
                    "participant",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="answers",
                        to="registrations.participant",
                        verbose_name="participant",
                    ),
                ),
                (
                    "card",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="answers",
                        to="registrations.participationcard",
                        verbose_name="card",
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="registrations.question",
                        verbose_name="question",
                    ),
                ),
            ],
            options={
                "verbose_name": "answer",
                "verbose_name_plural": "answers",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("participant__isnull", True)),
                        fields=("question", "card"),
                        name="answer_of_card_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("participant__isnull", False)),
                        fields=("question", "participant"),
                        name="answer_of_participant_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Revision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("fact", models.BigIntegerField(verbose_name="row of the history")),
                (
                    "kind",
                    models.CharField(
                        choices=[("nights", "nights"), ("extras", "extras"), ("answer", "answer")],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                ("before", models.TextField(blank=True, verbose_name="before")),
                ("after", models.TextField(blank=True, verbose_name="after")),
                (
                    "card",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="revisions",
                        to="registrations.participationcard",
                        verbose_name="card",
                    ),
                ),
                (
                    "participant",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="revisions",
                        to="registrations.participant",
                        verbose_name="participant",
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="registrations.question",
                        verbose_name="question",
                    ),
                ),
            ],
            options={
                "verbose_name": "change of a stay or an answer",
                "verbose_name_plural": "changes of stays and answers",
                "ordering": ("pk",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["nights", "extras", "answer"])), name="revision_kind_known"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SignedScan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("file", models.FileField(upload_to="signed-cards/%Y/", verbose_name="file")),
                ("name", models.CharField(max_length=120, verbose_name="name of the file")),
                ("content_type", models.CharField(max_length=40)),
                ("size", models.PositiveIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                ("sent_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="sent")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("sent", "waits for the organiser"),
                            ("accepted", "accepted"),
                            ("returned", "sent back"),
                        ],
                        default="sent",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="reason")),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="decided")),
                (
                    "card",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="scans",
                        to="registrations.participationcard",
                        verbose_name="card",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
            ],
            options={
                "verbose_name": "signed card",
                "verbose_name_plural": "signed cards",
                "ordering": ("-sent_at", "-pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["sent", "accepted", "returned"])),
                        name="signed_scan_state_known",
                    ),
                    models.UniqueConstraint(fields=("card", "sha256"), name="signed_scan_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="WaitingEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "waits"),
                            ("offered", "a place is offered"),
                            ("taken", "took the place"),
                            ("lapsed", "let the offer lapse"),
                            ("left", "left the list"),
                        ],
                        default="waiting",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("rank", models.IntegerField(default=0, verbose_name="order")),
                ("joined_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="joined")),
                ("offered_at", models.DateTimeField(blank=True, null=True, verbose_name="offered")),
                ("offer_until", models.DateTimeField(blank=True, null=True, verbose_name="offered until")),
                ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="closed")),
                (
                    "card",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="waiting",
                        to="registrations.participationcard",
                        verbose_name="card",
                    ),
                ),
                (
                    "conference",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="waiting",
                        to="events.conference",
                        verbose_name="conference",
                    ),
                ),
                (
                    "variant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="waiting",
                        to="events.variant",
                        verbose_name="variant",
                    ),
                ),
            ],
            options={
                "verbose_name": "turn on the waiting list",
                "verbose_name_plural": "turns on the waiting list",
                "ordering": ("rank", "joined_at", "pk"),
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "waiting")),
                        fields=["variant", "rank", "joined_at"],
                        name="waiting_turns",
                    ),
                    models.Index(
                        condition=models.Q(("state", "offered")), fields=["offer_until"], name="waiting_offers"
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["waiting", "offered", "taken", "lapsed", "left"])),
                        name="waiting_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "offered"), _negated=True),
                            ("offer_until__isnull", False),
                            _connector="OR",
                        ),
                        name="waiting_offer_has_end",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="participant",
            name="waiting",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="participants",
                to="registrations.waitingentry",
                verbose_name="place on the waiting list",
            ),
        ),
        migrations.CreateModel(
            name="HistoricalParticipant",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("registered", "registered"),
                            ("waiting", "on the waiting list"),
                            ("cancelled", "cancelled"),
                        ],
                        default="registered",
                        max_length=12,
                        verbose_name="state",
                    ),
                ),
                (
                    "academic_title",
                    models.CharField(
                        blank=True, max_length=30, validators=[events.validators.validate_name], verbose_name="title"
                    ),
                ),
                (
                    "first_name",
                    models.CharField(max_length=60, validators=[events.validators.validate_name], verbose_name="name"),
                ),
                (
                    "last_name",
                    models.CharField(
                        max_length=80, validators=[events.validators.validate_name], verbose_name="surname"
                    ),
                ),
                (
                    "position",
                    models.CharField(
                        blank=True,
                        max_length=120,
                        validators=[events.validators.validate_name],
                        verbose_name="position",
                    ),
                ),
                ("email", models.EmailField(max_length=254, verbose_name="e-mail")),
                (
                    "phone",
                    models.CharField(
                        blank=True,
                        max_length=30,
                        validators=[events.validators.validate_one_line],
                        verbose_name="phone",
                    ),
                ),
                (
                    "badge_text",
                    models.CharField(
                        blank=True,
                        max_length=80,
                        validators=[events.validators.validate_name],
                        verbose_name="text on the badge",
                    ),
                ),
                (
                    "diet",
                    models.CharField(
                        choices=[
                            ("standard", "standard"),
                            ("vegetarian", "vegetarian"),
                            ("vegan", "vegan"),
                            ("gluten_free", "gluten-free"),
                            ("other", "other (described beside)"),
                        ],
                        default="standard",
                        max_length=12,
                        verbose_name="diet",
                    ),
                ),
                (
                    "diet_note",
                    models.CharField(blank=True, max_length=200, verbose_name="what the kitchen should know"),
                ),
                ("accessibility", models.CharField(blank=True, max_length=300, verbose_name="accessibility needs")),
                (
                    "room_wish",
                    models.CharField(
                        choices=[
                            ("any", "with anyone"),
                            ("same", "with a person of the same institution"),
                            ("named", "with a person named below"),
                            ("alone", "alone"),
                        ],
                        default="any",
                        max_length=10,
                        verbose_name="room",
                    ),
                ),
                (
                    "roommate",
                    models.CharField(
                        blank=True,
                        max_length=120,
                        validators=[events.validators.validate_name],
                        verbose_name="person to share a room with",
                    ),
                ),
                ("arrives_on", models.DateField(blank=True, null=True, verbose_name="day of arrival")),
                ("arrives_at", models.TimeField(blank=True, null=True, verbose_name="hour of arrival")),
                (
                    "badge_code",
                    models.CharField(
                        db_index=True, default=registrations.badge_tokens.new_badge_code, editable=False, max_length=16
                    ),
                ),
                ("arrived_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="arrived")),
                ("certificate_code", models.CharField(blank=True, editable=False, max_length=30)),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "conference",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="events.conference",
                        verbose_name="conference",
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "variant",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="events.variant",
                        verbose_name="variant",
                    ),
                ),
                (
                    "card",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="registrations.participationcard",
                        verbose_name="card",
                    ),
                ),
                (
                    "waiting",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="registrations.waitingentry",
                        verbose_name="place on the waiting list",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical participant",
                "verbose_name_plural": "historical participants",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="WithdrawnBadge",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(editable=False, max_length=16, unique=True)),
                ("withdrawn_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="withdrawn")),
                (
                    "conference",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="withdrawn_badges",
                        to="events.conference",
                        verbose_name="conference",
                    ),
                ),
                (
                    "participant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="withdrawn_badges",
                        to="registrations.participant",
                        verbose_name="participant",
                    ),
                ),
            ],
            options={
                "verbose_name": "withdrawn badge",
                "verbose_name_plural": "withdrawn badges",
            },
        ),
    ]
