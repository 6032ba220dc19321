import datetime

import django.core.validators
import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import events.validators


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="Association",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "slug",
                    models.SlugField(
                        max_length=40,
                        unique=True,
                        validators=[events.validators.validate_not_reserved],
                        verbose_name="address on the web",
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="full name")),
                ("short_name", models.CharField(max_length=40, verbose_name="short name")),
                ("street", models.CharField(blank=True, max_length=120, verbose_name="street and number")),
                (
                    "postal_code",
                    models.CharField(
                        blank=True,
                        max_length=6,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[0-9]{2}-[0-9]{3}\\Z", "Write the postal code as 00-000."
                            )
                        ],
                        verbose_name="postal code",
                    ),
                ),
                ("city", models.CharField(blank=True, max_length=80, verbose_name="town")),
                ("phone", models.CharField(blank=True, max_length=30, verbose_name="phone")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail")),
                ("website", models.URLField(blank=True, verbose_name="website")),
                (
                    "nip",
                    models.CharField(
                        blank=True, max_length=10, validators=[events.validators.validate_nip], verbose_name="NIP"
                    ),
                ),
                (
                    "bank_account",
                    models.CharField(
                        blank=True,
                        max_length=26,
                        validators=[events.validators.validate_account],
                        verbose_name="bank account",
                    ),
                ),
                ("signatory_name", models.CharField(blank=True, max_length=120, verbose_name="who signs certificates")),
                ("signatory_role", models.CharField(blank=True, max_length=120, verbose_name="position of who signs")),
            ],
            options={
                "verbose_name": "association",
                "verbose_name_plural": "associations",
                "ordering": ("short_name",),
            },
        ),
        migrations.CreateModel(
            name="Conference",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("slug", models.SlugField(max_length=40, verbose_name="address on the web")),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "draft"), ("published", "published"), ("cancelled", "cancelled")],
                        default="draft",
                        max_length=20,
                        verbose_name="state",
                    ),
                ),
                (
                    "edition",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="number of the edition"),
                ),
                ("is_jubilee", models.BooleanField(default=False, verbose_name="jubilee")),
                ("title", models.CharField(max_length=160, verbose_name="title")),
                ("motto", models.CharField(blank=True, max_length=200, verbose_name="motto")),
                ("theme", models.CharField(blank=True, max_length=300, verbose_name="leading theme")),
                ("summary", models.TextField(blank=True, verbose_name="what is in it for the participants")),
                ("starts_on", models.DateField(verbose_name="first day")),
                ("ends_on", models.DateField(verbose_name="last day")),
                ("city", models.CharField(max_length=80, verbose_name="town")),
                (
                    "city_locative",
                    models.CharField(
                        help_text="For example: w Zakopanem.", max_length=100, verbose_name="town, as in “held …”"
                    ),
                ),
                ("host_institution", models.CharField(blank=True, max_length=200, verbose_name="host centre")),
                (
                    "accent",
                    models.CharField(
                        choices=[
                            ("pine", "pine green"),
                            ("brick", "brick red"),
                            ("cobalt", "cobalt blue"),
                            ("plum", "plum"),
                            ("ochre", "ochre"),
                            ("teal", "teal"),
                            ("wine", "wine red"),
                            ("slate", "slate"),
                        ],
                        default="pine",
                        max_length=20,
                        verbose_name="colour",
                    ),
                ),
                (
                    "registration_opens_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="registration opens"),
                ),
                (
                    "registration_closes_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="registration closes"),
                ),
                (
                    "resignation_until",
                    models.DateField(blank=True, null=True, verbose_name="resignation free of charge until"),
                ),
                (
                    "changes_until",
                    models.DateField(
                        blank=True,
                        help_text="Empty: until the day before the first day.",
                        null=True,
                        verbose_name="institutions may change their cards until",
                    ),
                ),
                ("payment_days", models.PositiveSmallIntegerField(default=14, verbose_name="days to pay")),
                (
                    "expires_after_days",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Institutions are told the day of payment only. Empty: unpaid cards never expire.",
                        null=True,
                        verbose_name="an unpaid card expires so many days after its day of payment",
                    ),
                ),
                (
                    "remind_days",
                    models.PositiveSmallIntegerField(
                        default=3,
                        help_text="0: no reminder.",
                        verbose_name="remind of the payment so many days before its day",
                    ),
                ),
                (
                    "wants_signed_cards",
                    models.BooleanField(default=False, verbose_name="cards must be signed and sent back"),
                ),
                (
                    "signing_days",
                    models.PositiveSmallIntegerField(
                        default=10,
                        help_text="A reminder goes the day after, and again each week until the card comes.",
                        verbose_name="days to send the signed card",
                    ),
                ),
                (
                    "offer_hours",
                    models.PositiveSmallIntegerField(
                        default=48, verbose_name="hours to take a place offered from the waiting list"
                    ),
                ),
                (
                    "takes_waiting",
                    models.BooleanField(default=True, verbose_name="keep a waiting list when places run out"),
                ),
                ("currency", models.CharField(default="PLN", max_length=3, verbose_name="currency")),
                ("contact_email", models.EmailField(blank=True, max_length=254, verbose_name="contact e-mail")),
                ("contact_phone", models.CharField(blank=True, max_length=30, verbose_name="contact phone")),
                ("practical", models.TextField(blank=True, verbose_name="practical matters")),
                (
                    "teaching_hour_minutes",
                    models.PositiveSmallIntegerField(default=45, verbose_name="minutes in a teaching hour"),
                ),
                (
                    "facts_assumed",
                    models.BooleanField(
                        default=False,
                        help_text="Marks demonstration data that nobody confirmed.",
                        verbose_name="some facts are assumed",
                    ),
                ),
                (
                    "clock_shift",
                    models.DurationField(
                        default=datetime.timedelta,
                        help_text="Zero but in a demonstration, where it moves the conference through its stages.",
                        verbose_name="shift of its clock",
                    ),
                ),
                ("changed_at", models.DateTimeField(auto_now=True, verbose_name="changed")),
                (
                    "association",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="conferences",
                        to="events.association",
                        verbose_name="association",
                    ),
                ),
            ],
            options={
                "verbose_name": "conference",
                "verbose_name_plural": "conferences",
                "ordering": ("-starts_on",),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("association", "slug"),
                        name="conference_slug_unique",
                        violation_error_message="The association already has a conference at this address.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ends_on__gte", models.F("starts_on"))),
                        name="conference_ends_after_start",
                        violation_error_message="The last day cannot come before the first.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("registration_closes_at__gt", models.F("registration_opens_at"))),
                        name="conference_registration_closes_after_opening",
                        violation_error_message="Registration cannot close before it opens.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["draft", "published", "cancelled"])),
                        name="conference_state_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalMembership",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("owner", "owner"),
                            ("organiser", "organiser"),
                            ("treasurer", "treasurer"),
                            ("front_desk", "front desk"),
                            ("editor", "editor"),
                        ],
                        max_length=20,
                        verbose_name="role",
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "association",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="events.association",
                        verbose_name="association",
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
                    "user",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical membership",
                "verbose_name_plural": "historical memberships",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Inclusion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                (
                    "conference",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="inclusions",
                        to="events.conference",
                        verbose_name="conference",
                    ),
                ),
            ],
            options={
                "verbose_name": "thing included",
                "verbose_name_plural": "things included",
                "ordering": ("position", "pk"),
                "constraints": [models.UniqueConstraint(fields=("conference", "name"), name="inclusion_name_unique")],
            },
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("owner", "owner"),
                            ("organiser", "organiser"),
                            ("treasurer", "treasurer"),
                            ("front_desk", "front desk"),
                            ("editor", "editor"),
                        ],
                        max_length=20,
                        verbose_name="role",
                    ),
                ),
                (
                    "association",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="memberships",
                        to="events.association",
                        verbose_name="association",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="memberships",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "membership",
                "verbose_name_plural": "memberships",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("user", "association"),
                        name="membership_once_per_association",
                        violation_error_message="This person already has a role here.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("role__in", ["owner", "organiser", "treasurer", "front_desk", "editor"])),
                        name="membership_role_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NumberSeries",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=40, verbose_name="series")),
                ("year", models.PositiveSmallIntegerField(verbose_name="year")),
                ("last", models.PositiveIntegerField(default=0, verbose_name="last number")),
                (
                    "association",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="events.association",
                        verbose_name="association",
                    ),
                ),
            ],
            options={
                "verbose_name": "number series",
                "verbose_name_plural": "number series",
                "constraints": [
                    models.UniqueConstraint(fields=("association", "name", "year"), name="number_series_unique")
                ],
            },
        ),
        migrations.CreateModel(
            name="PaymentReminder",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "when",
                    models.CharField(
                        choices=[("before", "before the day of payment"), ("after", "after the day of payment")],
                        default="after",
                        max_length=10,
                        verbose_name="when",
                    ),
                ),
                ("days", models.PositiveSmallIntegerField(verbose_name="days")),
                (
                    "text",
                    models.TextField(
                        blank=True,
                        help_text="They stand in the letter above the sum and the account. Empty: our words alone.",
                        max_length=1000,
                        verbose_name="words of your own",
                    ),
                ),
                (
                    "conference",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="payment_reminders",
                        to="events.conference",
                        verbose_name="conference",
                    ),
                ),
            ],
            options={
                "verbose_name": "reminder of the payment",
                "verbose_name_plural": "reminders of the payment",
                "ordering": ("-when", "days"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("conference", "when", "days"),
                        name="payment_reminder_unique",
                        violation_error_message="There is a reminder on this day already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("when__in", ["before", "after"])), name="payment_reminder_when_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("days__gte", 1), ("days__lte", 120)),
                        name="payment_reminder_days",
                        violation_error_message="From 1 to 120 days.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PlacePool",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=80, verbose_name="name")),
                ("size", models.PositiveIntegerField(verbose_name="places")),
                ("taken", models.PositiveIntegerField(default=0, editable=False, verbose_name="taken")),
                (
                    "conference",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pools",
                        to="events.conference",
                        verbose_name="conference",
                    ),
                ),
            ],
            options={
                "verbose_name": "pool of places",
                "verbose_name_plural": "pools of places",
                "constraints": [
                    models.UniqueConstraint(fields=("conference", "name"), name="pool_name_unique"),
                    models.CheckConstraint(
                        condition=models.Q(("taken__lte", models.F("size"))),
                        name="pool_not_over_limit",
                        violation_error_message="More places are taken than that.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PriceLevel",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=60, verbose_name="name")),
                (
                    "until",
                    models.DateField(
                        blank=True,
                        help_text="Empty: to the end. One level alone may be empty.",
                        null=True,
                        verbose_name="until and with",
                    ),
                ),
                (
                    "conference",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="price_levels",
                        to="events.conference",
                        verbose_name="conference",
                    ),
                ),
            ],
            options={
                "verbose_name": "price level",
                "verbose_name_plural": "price levels",
                "ordering": (models.OrderBy(models.F("until"), nulls_last=True), "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("conference", "until"),
                        name="price_level_until_unique",
                        violation_error_message="Another price level ends on this day.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("until__isnull", True)),
                        fields=("conference",),
                        name="price_level_last_unique",
                        violation_error_message="Another price level lasts to the end.",
                    ),
                    models.UniqueConstraint(fields=("conference", "name"), name="price_level_name_unique"),
                ],
            },
        ),
        migrations.CreateModel(
            name="ResignationFee",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("until", models.DateField(verbose_name="until and with")),
                ("percent", models.PositiveSmallIntegerField(verbose_name="per cent of the price")),
                (
                    "conference",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="resignation_fees",
                        to="events.conference",
                        verbose_name="conference",
                    ),
                ),
            ],
            options={
                "verbose_name": "resignation fee",
                "verbose_name_plural": "resignation fees",
                "ordering": ("until",),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("conference", "until"),
                        name="resignation_fee_day_unique",
                        violation_error_message="Another fee ends on this day.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("percent__lte", 100)),
                        name="resignation_fee_is_per_cent",
                        violation_error_message="The fee is at most 100 per cent.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Variant",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("slug", models.SlugField(max_length=40, verbose_name="address on the web")),
                ("name", models.CharField(max_length=80, verbose_name="name")),
                ("summary", models.CharField(blank=True, max_length=200, verbose_name="in one line")),
                ("nights", models.PositiveSmallIntegerField(default=0, verbose_name="nights")),
                ("price", models.PositiveIntegerField(verbose_name="price")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                ("is_remote", models.BooleanField(default=False, verbose_name="online only")),
                (
                    "conference",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="variants",
                        to="events.conference",
                        verbose_name="conference",
                    ),
                ),
                (
                    "includes",
                    models.ManyToManyField(
                        blank=True, related_name="variants", to="events.inclusion", verbose_name="includes"
                    ),
                ),
                (
                    "pools",
                    models.ManyToManyField(
                        blank=True, related_name="variants", to="events.placepool", verbose_name="draws on pools"
                    ),
                ),
            ],
            options={
                "verbose_name": "variant",
                "verbose_name_plural": "variants",
                "ordering": ("position", "pk"),
                "constraints": [models.UniqueConstraint(fields=("conference", "slug"), name="variant_slug_unique")],
            },
        ),
        migrations.CreateModel(
            name="Price",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "audience",
                    models.CharField(
                        choices=[
                            ("all", "everyone"),
                            ("members", "members of the association"),
                            ("others", "those who are not members"),
                        ],
                        default="all",
                        max_length=10,
                        verbose_name="for whom",
                    ),
                ),
                (
                    "rank",
                    models.CharField(
                        choices=[
                            ("any", "each person"),
                            ("first", "the first person of an institution"),
                            ("further", "each further person of an institution"),
                        ],
                        default="any",
                        max_length=10,
                        verbose_name="for which person of an institution",
                    ),
                ),
                ("amount", models.PositiveIntegerField(verbose_name="price")),
                (
                    "level",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="prices",
                        to="events.pricelevel",
                        verbose_name="price level",
                    ),
                ),
                (
                    "variant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="prices",
                        to="events.variant",
                        verbose_name="variant",
                    ),
                ),
            ],
            options={
                "verbose_name": "price",
                "verbose_name_plural": "prices",
                "ordering": ("variant", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("variant", "level", "audience", "rank"),
                        name="price_said_once",
                        violation_error_message="This price is given already.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("level__isnull", True)),
                        fields=("variant", "audience", "rank"),
                        name="price_without_level_said_once",
                        violation_error_message="This price is given already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("audience__in", ["all", "members", "others"])), name="price_audience_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("rank__in", ["any", "first", "further"])), name="price_rank_known"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="VatRule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=80, verbose_name="name")),
                ("rate", models.PositiveSmallIntegerField(default=23, verbose_name="rate in per cent")),
                (
                    "exemption",
                    models.CharField(
                        choices=[
                            ("never", "never: VAT is always charged"),
                            ("whole", "when all is paid from public funds"),
                            ("most", "when at least 70 per cent is paid from public funds"),
                            ("always", "always"),
                        ],
                        default="always",
                        max_length=10,
                        verbose_name="exempt",
                    ),
                ),
                ("basis", models.CharField(blank=True, max_length=256, verbose_name="legal basis of the exemption")),
                (
                    "basis_partly",
                    models.CharField(
                        blank=True,
                        max_length=256,
                        verbose_name="legal basis when at least 70 per cent is from public funds",
                    ),
                ),
                ("price_includes_vat", models.BooleanField(default=True, verbose_name="prices include VAT")),
                (
                    "conference",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="vat_rules",
                        to="events.conference",
                        verbose_name="conference",
                    ),
                ),
            ],
            options={
                "verbose_name": "VAT rule",
                "verbose_name_plural": "VAT rules",
                "constraints": [
                    models.UniqueConstraint(fields=("conference", "name"), name="vat_rule_name_unique"),
                    models.CheckConstraint(condition=models.Q(("rate__lte", 100)), name="vat_rate_is_per_cent"),
                    models.CheckConstraint(
                        condition=models.Q(("exemption__in", ["never", "whole", "most", "always"])),
                        name="vat_exemption_known",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="variant",
            name="vat_rule",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="variants",
                to="events.vatrule",
                verbose_name="VAT",
            ),
        ),
        migrations.CreateModel(
            name="Extra",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("slug", models.SlugField(max_length=40, verbose_name="address on the web")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("gala", "gala dinner"),
                            ("visit", "study visit"),
                            ("workshop", "workshop"),
                            ("companion", "accompanying person"),
                            ("single_room", "a room alone"),
                            ("other", "other"),
                        ],
                        default="other",
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        max_length=120, validators=[events.validators.validate_one_line], verbose_name="name"
                    ),
                ),
                ("summary", models.CharField(blank=True, max_length=200, verbose_name="in one line")),
                ("price", models.PositiveIntegerField(default=0, verbose_name="price")),
                ("is_per_night", models.BooleanField(default=False, verbose_name="price per night")),
                (
                    "group",
                    models.CharField(
                        blank=True,
                        help_text="Extras with the same text here exclude one another.",
                        max_length=60,
                        verbose_name="one of",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                (
                    "conference",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="extras",
                        to="events.conference",
                        verbose_name="conference",
                    ),
                ),
                (
                    "pool",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="extras",
                        to="events.placepool",
                        verbose_name="draws on pool",
                    ),
                ),
                (
                    "variants",
                    models.ManyToManyField(
                        blank=True, related_name="extras", to="events.variant", verbose_name="offered in"
                    ),
                ),
                (
                    "vat_rule",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="extras",
                        to="events.vatrule",
                        verbose_name="VAT",
                    ),
                ),
            ],
            options={
                "verbose_name": "extra",
                "verbose_name_plural": "extras",
                "ordering": ("position", "pk"),
                "constraints": [
                    models.UniqueConstraint(fields=("conference", "slug"), name="extra_slug_unique"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["gala", "visit", "workshop", "companion", "single_room", "other"])
                        ),
                        name="extra_kind_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Venue",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                ("street", models.CharField(blank=True, max_length=120, verbose_name="street and number")),
                (
                    "postal_code",
                    models.CharField(
                        blank=True,
                        max_length=6,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[0-9]{2}-[0-9]{3}\\Z", "Write the postal code as 00-000."
                            )
                        ],
                        verbose_name="postal code",
                    ),
                ),
                ("city", models.CharField(max_length=80, verbose_name="town")),
                ("phone", models.CharField(blank=True, max_length=30, verbose_name="phone")),
                ("website", models.URLField(blank=True, verbose_name="website")),
                ("directions", models.TextField(blank=True, verbose_name="how to get there")),
                (
                    "association",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="venues",
                        to="events.association",
                        verbose_name="association",
                    ),
                ),
            ],
            options={
                "verbose_name": "venue",
                "verbose_name_plural": "venues",
            },
        ),
        migrations.AddField(
            model_name="conference",
            name="venue",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="conferences",
                to="events.venue",
                verbose_name="venue",
            ),
        ),
        migrations.CreateModel(
            name="Branch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=80, verbose_name="name")),
                (
                    "association",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="branches",
                        to="events.association",
                        verbose_name="association",
                    ),
                ),
            ],
            options={
                "verbose_name": "branch",
                "verbose_name_plural": "branches",
                "ordering": ("name",),
                "constraints": [models.UniqueConstraint(fields=("association", "name"), name="branch_name_unique")],
            },
        ),
        migrations.CreateModel(
            name="DiscountCode",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "code",
                    models.CharField(
                        max_length=30, validators=[events.validators.validate_one_line], verbose_name="code"
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=120, verbose_name="what for")),
                ("percent", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="per cent")),
                ("amount", models.PositiveIntegerField(blank=True, null=True, verbose_name="amount")),
                ("limit", models.PositiveIntegerField(blank=True, null=True, verbose_name="how many cards may use it")),
                ("used", models.PositiveIntegerField(default=0, editable=False, verbose_name="used")),
                ("valid_until", models.DateField(blank=True, null=True, verbose_name="valid until")),
                (
                    "conference",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="discount_codes",
                        to="events.conference",
                        verbose_name="conference",
                    ),
                ),
            ],
            options={
                "verbose_name": "discount code",
                "verbose_name_plural": "discount codes",
                "ordering": ("code",),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("conference", "code"),
                        name="discount_code_unique",
                        violation_error_message="The conference already has this code.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("amount__isnull", True), ("percent__isnull", False), ("percent__lte", 100)),
                            models.Q(("amount__isnull", False), ("percent__isnull", True)),
                            _connector="OR",
                        ),
                        name="discount_says_one_thing",
                        violation_error_message="Give either per cent, at most 100, or an amount.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("limit__isnull", True), ("used__lte", models.F("limit")), _connector="OR"),
                        name="discount_not_over_limit",
                        violation_error_message="More cards have used the code than that.",
                    ),
                ],
            },
        ),
    ]
