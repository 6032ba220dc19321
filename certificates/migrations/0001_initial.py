import django.db.models.deletion
import django.utils.timezone
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("events", "0001_initial"),
        ("registrations", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Certificate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("participation", "certificate of participation")],
                        default="participation",
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("number", models.CharField(max_length=60, verbose_name="number")),
                ("code", models.CharField(max_length=30, unique=True, verbose_name="code")),
                ("language", models.CharField(default="pl", max_length=5, verbose_name="language")),
                ("full_name", models.CharField(max_length=180, verbose_name="name and surname")),
                ("position", models.CharField(blank=True, max_length=120, verbose_name="position")),
                ("institution", models.CharField(max_length=200, verbose_name="institution")),
                ("association_name", models.CharField(max_length=200, verbose_name="association")),
                (
                    "association_details",
                    models.CharField(
                        blank=True, db_default="", default="", max_length=220, verbose_name="address of the association"
                    ),
                ),
                ("host_institution", models.CharField(blank=True, max_length=200, verbose_name="host centre")),
                ("conference_title", models.CharField(max_length=160, verbose_name="conference")),
                ("motto", models.CharField(blank=True, max_length=200, verbose_name="motto")),
                ("place", models.CharField(max_length=100, verbose_name="place")),
                ("starts_on", models.DateField(verbose_name="first day")),
                ("ends_on", models.DateField(verbose_name="last day")),
                ("hours", models.PositiveSmallIntegerField(verbose_name="teaching hours")),
                ("hour_minutes", models.PositiveSmallIntegerField(verbose_name="minutes in a teaching hour")),
                ("signatory_name", models.CharField(blank=True, max_length=120, verbose_name="signed by")),
                ("signatory_role", models.CharField(blank=True, max_length=120, verbose_name="position of who signs")),
                ("issued_on", models.DateField(verbose_name="issued on")),
                (
                    "issued_place",
                    models.CharField(
                        blank=True, db_default="", default="", max_length=80, verbose_name="place of issue"
                    ),
                ),
                ("issued_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="issued")),
                ("revoked_at", models.DateTimeField(blank=True, null=True, verbose_name="revoked")),
                ("revoked_reason", models.CharField(blank=True, max_length=200, verbose_name="why revoked")),
                (
                    "conference",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="certificates",
                        to="events.conference",
                        verbose_name="conference",
                    ),
                ),
                (
                    "participant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="certificates",
                        to="registrations.participant",
                        verbose_name="participant",
                    ),
                ),
            ],
            options={
                "verbose_name": "certificate",
                "verbose_name_plural": "certificates",
                "ordering": ("number",),
                "constraints": [
                    models.UniqueConstraint(fields=("participant", "kind"), name="certificate_once"),
                    models.UniqueConstraint(fields=("conference", "number"), name="certificate_number_unique"),
                    models.CheckConstraint(
                        condition=models.Q(("ends_on__gte", models.F("starts_on"))), name="certificate_days_in_order"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CertificateTopic",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField(verbose_name="position")),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                ("minutes", models.PositiveSmallIntegerField(verbose_name="minutes")),
                (
                    "certificate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="topics",
                        to="certificates.certificate",
                        verbose_name="certificate",
                    ),
                ),
            ],
            options={
                "verbose_name": "topic of a certificate",
                "verbose_name_plural": "topics of a certificate",
                "ordering": ("position",),
                "constraints": [
                    models.UniqueConstraint(fields=("certificate", "position"), name="topic_position_unique")
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalCertificate",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("participation", "certificate of participation")],
                        default="participation",
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("number", models.CharField(max_length=60, verbose_name="number")),
                ("code", models.CharField(db_index=True, max_length=30, verbose_name="code")),
                ("language", models.CharField(default="pl", max_length=5, verbose_name="language")),
                ("full_name", models.CharField(max_length=180, verbose_name="name and surname")),
                ("position", models.CharField(blank=True, max_length=120, verbose_name="position")),
                ("institution", models.CharField(max_length=200, verbose_name="institution")),
                ("association_name", models.CharField(max_length=200, verbose_name="association")),
                (
                    "association_details",
                    models.CharField(
                        blank=True, db_default="", default="", max_length=220, verbose_name="address of the association"
                    ),
                ),
                ("host_institution", models.CharField(blank=True, max_length=200, verbose_name="host centre")),
                ("conference_title", models.CharField(max_length=160, verbose_name="conference")),
                ("motto", models.CharField(blank=True, max_length=200, verbose_name="motto")),
                ("place", models.CharField(max_length=100, verbose_name="place")),
                ("starts_on", models.DateField(verbose_name="first day")),
                ("ends_on", models.DateField(verbose_name="last day")),
                ("hours", models.PositiveSmallIntegerField(verbose_name="teaching hours")),
                ("hour_minutes", models.PositiveSmallIntegerField(verbose_name="minutes in a teaching hour")),
                ("signatory_name", models.CharField(blank=True, max_length=120, verbose_name="signed by")),
                ("signatory_role", models.CharField(blank=True, max_length=120, verbose_name="position of who signs")),
                ("issued_on", models.DateField(verbose_name="issued on")),
                (
                    "issued_place",
                    models.CharField(
                        blank=True, db_default="", default="", max_length=80, verbose_name="place of issue"
                    ),
                ),
                ("issued_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="issued")),
                ("revoked_at", models.DateTimeField(blank=True, null=True, verbose_name="revoked")),
                ("revoked_reason", models.CharField(blank=True, max_length=200, verbose_name="why revoked")),
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
                    "participant",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="registrations.participant",
                        verbose_name="participant",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical certificate",
                "verbose_name_plural": "historical certificates",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
    ]
