import uuid

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import events.validators


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("events", "0001_initial"),
        ("program", "0001_initial"),
        ("registrations", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Device",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=80, verbose_name="name")),
                ("token_sha256", models.CharField(editable=False, max_length=64, unique=True)),
                ("paired_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="paired")),
                ("expires_at", models.DateTimeField(verbose_name="valid until")),
                ("revoked_at", models.DateTimeField(blank=True, null=True, verbose_name="revoked")),
                ("seen_at", models.DateTimeField(blank=True, null=True, verbose_name="last contact")),
                ("queue_length", models.PositiveIntegerField(default=0, verbose_name="scans waiting")),
                ("version", models.CharField(blank=True, max_length=20, verbose_name="version")),
                ("clock_offset", models.DurationField(blank=True, null=True, verbose_name="correction of its clock")),
                (
                    "conference",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="devices",
                        to="events.conference",
                        verbose_name="conference",
                    ),
                ),
                (
                    "paired_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="paired by",
                    ),
                ),
            ],
            options={
                "verbose_name": "device",
                "verbose_name_plural": "devices",
            },
        ),
        migrations.CreateModel(
            name="ScanPoint",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("slug", models.SlugField(max_length=40, verbose_name="code")),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("entrance", "entrance"),
                            ("day", "entrance of one day"),
                            ("session", "session"),
                            ("meal", "meal"),
                            ("gala", "gala dinner"),
                            ("bus", "coach"),
                            ("materials", "handing out materials"),
                        ],
                        default="entrance",
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                (
                    "payment",
                    models.CharField(
                        choices=[
                            ("required", "refuse and send to the desk"),
                            ("warning", "let in and show a warning"),
                            ("ignored", "let in without a word"),
                        ],
                        default="required",
                        max_length=10,
                        verbose_name="whoever has not paid",
                    ),
                ),
                (
                    "times",
                    models.CharField(
                        choices=[("once", "once"), ("daily", "once a day"), ("many", "as often as they come")],
                        default="once",
                        max_length=10,
                        verbose_name="each person comes in",
                    ),
                ),
                ("tracks_leaving", models.BooleanField(default=False, verbose_name="those who go out are scanned too")),
                ("opens_at", models.DateTimeField(blank=True, null=True, verbose_name="from")),
                ("closes_at", models.DateTimeField(blank=True, null=True, verbose_name="to")),
                (
                    "hands_out",
                    models.CharField(
                        blank=True,
                        max_length=120,
                        validators=[events.validators.validate_one_line],
                        verbose_name="what to hand out",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                (
                    "conference",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="scan_points",
                        to="events.conference",
                        verbose_name="conference",
                    ),
                ),
                (
                    "extras",
                    models.ManyToManyField(
                        blank=True, related_name="+", to="events.extra", verbose_name="people with these extras"
                    ),
                ),
                (
                    "session",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="scan_point",
                        to="program.session",
                        verbose_name="session",
                    ),
                ),
                (
                    "variants",
                    models.ManyToManyField(
                        blank=True, related_name="+", to="events.variant", verbose_name="people in these variants"
                    ),
                ),
            ],
            options={
                "verbose_name": "scan point",
                "verbose_name_plural": "scan points",
                "ordering": ("position", "pk"),
                "constraints": [
                    models.UniqueConstraint(fields=("conference", "slug"), name="scan_point_slug_unique"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["entrance", "day", "session", "meal", "gala", "bus", "materials"])
                        ),
                        name="scan_point_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("payment__in", ["required", "warning", "ignored"])),
                        name="scan_point_payment_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("times__in", ["once", "daily", "many"])), name="scan_point_times_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("closes_at__gt", models.F("opens_at"))),
                        name="scan_point_closes_after_opening",
                        violation_error_message="It cannot close before it opens.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Scan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.UUIDField(unique=True, verbose_name="identifier")),
                (
                    "result",
                    models.CharField(
                        choices=[
                            ("accepted", "let in"),
                            ("again", "scanned here before"),
                            ("unpaid", "not paid"),
                            ("excluded", "not in their variant"),
                            ("early", "too early"),
                            ("late", "too late"),
                            ("waiting", "waits for a place"),
                            ("cancelled", "registration cancelled"),
                            ("withdrawn", "badge replaced by another"),
                            ("foreign", "badge of another conference"),
                            ("unknown", "not a badge of this conference"),
                            ("undone", "taken back"),
                        ],
                        max_length=10,
                        verbose_name="result",
                    ),
                ),
                (
                    "method",
                    models.CharField(
                        choices=[("badge", "badge scanned"), ("name", "found by name")],
                        default="badge",
                        max_length=10,
                        verbose_name="how",
                    ),
                ),
                (
                    "direction",
                    models.CharField(
                        choices=[("in", "comes in"), ("out", "goes out")],
                        default="in",
                        max_length=3,
                        verbose_name="direction",
                    ),
                ),
                ("turn", models.CharField(default="", editable=False, max_length=10, null=True)),
                (
                    "told",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("accepted", "let in"),
                            ("again", "scanned here before"),
                            ("unpaid", "not paid"),
                            ("excluded", "not in their variant"),
                            ("early", "too early"),
                            ("late", "too late"),
                            ("waiting", "waits for a place"),
                            ("cancelled", "registration cancelled"),
                            ("withdrawn", "badge replaced by another"),
                            ("foreign", "badge of another conference"),
                            ("unknown", "not a badge of this conference"),
                            ("undone", "taken back"),
                        ],
                        max_length=10,
                        verbose_name="what the device showed",
                    ),
                ),
                ("scanned_at", models.DateTimeField(verbose_name="scanned")),
                ("device_time", models.DateTimeField(null=True, verbose_name="by the device's clock")),
                ("received_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="received")),
                (
                    "device",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="scans",
                        to="checkin.device",
                        verbose_name="device",
                    ),
                ),
                (
                    "participant",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="scans",
                        to="registrations.participant",
                        verbose_name="participant",
                    ),
                ),
                (
                    "point",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="scans",
                        to="checkin.scanpoint",
                        verbose_name="scan point",
                    ),
                ),
            ],
            options={
                "verbose_name": "scan",
                "verbose_name_plural": "scans",
                "ordering": ("-received_at", "-pk"),
                "indexes": [models.Index(fields=["point", "-scanned_at"], name="scan_of_point")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("result", "accepted")),
                        fields=("participant", "point", "turn"),
                        name="scan_lets_in_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "result__in",
                                [
                                    "accepted",
                                    "again",
                                    "unpaid",
                                    "excluded",
                                    "early",
                                    "late",
                                    "waiting",
                                    "cancelled",
                                    "withdrawn",
                                    "foreign",
                                    "unknown",
                                    "undone",
                                ],
                            )
                        ),
                        name="scan_result_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("result__in", ["foreign", "unknown", "withdrawn", "undone"]),
                            ("participant__isnull", False),
                            _connector="OR",
                        ),
                        name="scan_known_has_participant",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("result", "foreign"), _negated=True),
                            ("participant__isnull", True),
                            _connector="OR",
                        ),
                        name="scan_foreign_names_nobody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("method__in", ["badge", "name"])), name="scan_method_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("direction__in", ["in", "out"])), name="scan_direction_known"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("code_sha256", models.CharField(editable=False, max_length=64, unique=True)),
                (
                    "name",
                    models.CharField(
                        max_length=80, validators=[events.validators.validate_one_line], verbose_name="name"
                    ),
                ),
                ("expires_at", models.DateTimeField(verbose_name="valid until")),
                (
                    "conference",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="invitations",
                        to="events.conference",
                        verbose_name="conference",
                    ),
                ),
                (
                    "device",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="invitation",
                        to="checkin.device",
                        verbose_name="device",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="made by",
                    ),
                ),
                (
                    "points",
                    models.ManyToManyField(
                        blank=True, related_name="+", to="checkin.scanpoint", verbose_name="scan points"
                    ),
                ),
            ],
            options={
                "verbose_name": "invitation of a device",
                "verbose_name_plural": "invitations of devices",
            },
        ),
        migrations.AddField(
            model_name="device",
            name="points",
            field=models.ManyToManyField(
                blank=True, related_name="devices", to="checkin.scanpoint", verbose_name="scan points"
            ),
        ),
        migrations.CreateModel(
            name="Undo",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("made_at", models.DateTimeField(verbose_name="taken back")),
                ("received_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="received")),
                (
                    "device",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="undone",
                        to="checkin.device",
                        verbose_name="device",
                    ),
                ),
                (
                    "scan",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="undo",
                        to="checkin.scan",
                        verbose_name="scan",
                    ),
                ),
            ],
            options={
                "verbose_name": "scan taken back",
                "verbose_name_plural": "scans taken back",
            },
        ),
    ]
