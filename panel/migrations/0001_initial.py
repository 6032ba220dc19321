import uuid

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("events", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Job",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("kind", models.CharField(max_length=40, verbose_name="kind")),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                ("params", models.JSONField(default=dict)),
                ("token", models.CharField(max_length=40, unique=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("queued", "waits for its turn"),
                            ("running", "is being done"),
                            ("done", "done"),
                            ("failed", "stopped by a fault"),
                        ],
                        default="queued",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("total", models.PositiveIntegerField(default=0, verbose_name="rows")),
                ("done", models.PositiveIntegerField(default=0, verbose_name="rows done")),
                ("language", models.CharField(default="pl", max_length=5)),
                ("upload", models.FileField(blank=True, upload_to="imports/%Y/")),
                ("file", models.FileField(blank=True, upload_to="jobs/%Y/", verbose_name="file")),
                ("file_name", models.CharField(blank=True, max_length=120)),
                ("summary", models.TextField(blank=True, verbose_name="what was done")),
                ("error", models.TextField(blank=True)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="asked for")),
                ("beat_at", models.DateTimeField(blank=True, null=True)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("finished_at", models.DateTimeField(blank=True, null=True, verbose_name="finished")),
                (
                    "author",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="started by",
                    ),
                ),
                (
                    "conference",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="jobs",
                        to="events.conference",
                        verbose_name="conference",
                    ),
                ),
            ],
            options={
                "verbose_name": "job",
                "verbose_name_plural": "jobs",
                "ordering": ("-created_at", "-pk"),
                "indexes": [
                    models.Index(
                        condition=models.Q(("state__in", ["queued", "running"])),
                        fields=["beat_at"],
                        name="job_unfinished",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["queued", "running", "done", "failed"])),
                        name="job_state_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="JobRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(verbose_name="row")),
                ("subject", models.CharField(blank=True, max_length=200, verbose_name="who or what")),
                (
                    "outcome",
                    models.CharField(
                        choices=[("done", "done"), ("skipped", "left as it was"), ("refused", "refused")],
                        max_length=10,
                        verbose_name="outcome",
                    ),
                ),
                ("column", models.CharField(blank=True, max_length=80, verbose_name="column")),
                ("value", models.CharField(blank=True, max_length=200, verbose_name="value")),
                ("message", models.CharField(blank=True, max_length=300, verbose_name="what happened")),
                (
                    "job",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rows",
                        to="panel.job",
                        verbose_name="job",
                    ),
                ),
            ],
            options={
                "verbose_name": "row of a job",
                "verbose_name_plural": "rows of a job",
                "ordering": ("number", "pk"),
                "indexes": [models.Index(fields=["job", "number"], name="job_rows")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("outcome__in", ["done", "skipped", "refused"])), name="job_outcome_known"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SavedView",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "list",
                    models.CharField(
                        choices=[("cards", "cards"), ("participants", "participants")],
                        max_length=12,
                        verbose_name="list",
                    ),
                ),
                ("name", models.CharField(max_length=60, verbose_name="name")),
                ("query", models.CharField(blank=True, max_length=1000, verbose_name="what it asks for")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="saved")),
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
                    "conference",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="saved_views",
                        to="events.conference",
                        verbose_name="conference",
                    ),
                ),
            ],
            options={
                "verbose_name": "saved view",
                "verbose_name_plural": "saved views",
                "ordering": ("name",),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("conference", "list", "name"),
                        name="saved_view_name_unique",
                        violation_error_message="There is a view of this name.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("list__in", ["cards", "participants"])), name="saved_view_list_known"
                    ),
                ],
            },
        ),
    ]
