import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("events", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Hall",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=80, verbose_name="name")),
                (
                    "conference",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="halls",
                        to="events.conference",
                        verbose_name="conference",
                    ),
                ),
            ],
            options={
                "verbose_name": "hall",
                "verbose_name_plural": "halls",
                "constraints": [models.UniqueConstraint(fields=("conference", "name"), name="hall_name_unique")],
            },
        ),
        migrations.CreateModel(
            name="Speaker",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=120, verbose_name="name and surname")),
                ("affiliation", models.CharField(blank=True, max_length=200, verbose_name="position and institution")),
                (
                    "conference",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="speakers",
                        to="events.conference",
                        verbose_name="conference",
                    ),
                ),
            ],
            options={
                "verbose_name": "speaker",
                "verbose_name_plural": "speakers",
            },
        ),
        migrations.CreateModel(
            name="Session",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("opening", "opening"),
                            ("lecture", "lecture"),
                            ("training", "training"),
                            ("session", "thematic session"),
                            ("workshop", "workshop"),
                            ("discussion", "discussion"),
                            ("visit", "study visit"),
                            ("meal", "meal"),
                            ("break", "break"),
                            ("gala", "gala dinner"),
                            ("desk", "registration desk"),
                            ("closing", "closing"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                (
                    "mode",
                    models.CharField(
                        choices=[("onsite", "on site"), ("online", "online"), ("hybrid", "on site and online")],
                        default="onsite",
                        max_length=10,
                        verbose_name="mode",
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                ("abstract", models.TextField(blank=True, verbose_name="what it is about")),
                ("presenter", models.CharField(blank=True, max_length=200, verbose_name="led by")),
                ("starts_at", models.DateTimeField(blank=True, null=True, verbose_name="from")),
                ("ends_at", models.DateTimeField(blank=True, null=True, verbose_name="to")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                ("is_training", models.BooleanField(default=False, verbose_name="counts as training")),
                (
                    "conference",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sessions",
                        to="events.conference",
                        verbose_name="conference",
                    ),
                ),
                (
                    "hall",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="sessions",
                        to="program.hall",
                        verbose_name="hall",
                    ),
                ),
                (
                    "speakers",
                    models.ManyToManyField(
                        blank=True, related_name="sessions", to="program.speaker", verbose_name="speakers"
                    ),
                ),
            ],
            options={
                "verbose_name": "session",
                "verbose_name_plural": "sessions",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                        name="session_ends_after_start",
                        violation_error_message="A session cannot end before it begins.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "opening",
                                    "lecture",
                                    "training",
                                    "session",
                                    "workshop",
                                    "discussion",
                                    "visit",
                                    "meal",
                                    "break",
                                    "gala",
                                    "desk",
                                    "closing",
                                ],
                            )
                        ),
                        name="session_kind_known",
                    ),
                ],
            },
        ),
    ]
