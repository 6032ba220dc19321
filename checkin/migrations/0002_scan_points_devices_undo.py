import uuid

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import events.validators


class Migration(migrations.Migration):
    dependencies = [
        ("checkin", "0001_initial"),
        ("events", "0002_prices_and_deadlines"),
        ("program", "0001_initial"),
        ("registrations", "0002_card_in_full"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
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
            ],
            options={
                "verbose_name": "invitation of a device",
                "verbose_name_plural": "invitations of devices",
            },
        ),
        migrations.CreateModel(
            name="Undo",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("made_at", models.DateTimeField(verbose_name="taken back")),
                ("received_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="received")),
            ],
            options={
                "verbose_name": "scan taken back",
                "verbose_name_plural": "scans taken back",
            },
        ),
        migrations.RemoveConstraint(
            model_name="scan",
            name="scan_lets_in_once",
        ),
        migrations.RemoveConstraint(
            model_name="scan",
            name="scan_result_known",
        ),
        migrations.RemoveConstraint(
            model_name="scan",
            name="scan_known_has_participant",
        ),
        migrations.RemoveConstraint(
            model_name="scanpoint",
            name="scan_point_kind_known",
        ),
        migrations.AddField(
            model_name="device",
            name="clock_offset",
            field=models.DurationField(blank=True, null=True, verbose_name="correction of its clock"),
        ),
        migrations.AddField(
            model_name="device",
            name="points",
            field=models.ManyToManyField(
                blank=True, related_name="devices", to="checkin.scanpoint", verbose_name="scan points"
            ),
        ),
        migrations.AddField(
            model_name="device",
            name="queue_length",
            field=models.PositiveIntegerField(default=0, verbose_name="scans waiting"),
        ),
        migrations.AddField(
            model_name="device",
            name="seen_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="last contact"),
        ),
        migrations.AddField(
            model_name="device",
            name="version",
            field=models.CharField(blank=True, max_length=20, verbose_name="version"),
        ),
        migrations.AddField(
            model_name="scan",
            name="device_time",
            field=models.DateTimeField(null=True, verbose_name="by the device's clock"),
        ),
        migrations.AddField(
            model_name="scan",
            name="direction",
            field=models.CharField(
                choices=[("in", "comes in"), ("out", "goes out")], default="in", max_length=3, verbose_name="direction"
            ),
        ),
        migrations.AddField(
            model_name="scan",
            name="told",
            field=models.CharField(
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
        migrations.AddField(
            model_name="scan",
            name="turn",
            field=models.CharField(default="", editable=False, max_length=10, null=True),
        ),
        migrations.AddField(
            model_name="scanpoint",
            name="closes_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="to"),
        ),
        migrations.AddField(
            model_name="scanpoint",
            name="extras",
            field=models.ManyToManyField(
                blank=True, related_name="+", to="events.extra", verbose_name="people with these extras"
            ),
        ),
        migrations.AddField(
            model_name="scanpoint",
            name="hands_out",
            field=models.CharField(
                blank=True,
                max_length=120,
                validators=[events.validators.validate_one_line],
                verbose_name="what to hand out",
            ),
        ),
        migrations.AddField(
            model_name="scanpoint",
            name="opens_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="from"),
        ),
        migrations.AddField(
            model_name="scanpoint",
            name="payment",
            field=models.CharField(
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
        migrations.AddField(
            model_name="scanpoint",
            name="times",
            field=models.CharField(
                choices=[("once", "once"), ("daily", "once a day"), ("many", "as often as they come")],
                default="once",
                max_length=10,
                verbose_name="each person comes in",
            ),
        ),
        migrations.AddField(
            model_name="scanpoint",
            name="tracks_leaving",
            field=models.BooleanField(default=False, verbose_name="those who go out are scanned too"),
        ),
        migrations.AddField(
            model_name="scanpoint",
            name="variants",
            field=models.ManyToManyField(
                blank=True, related_name="+", to="events.variant", verbose_name="people in these variants"
            ),
        ),
        migrations.AlterField(
            model_name="scan",
            name="result",
            field=models.CharField(
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
        migrations.AlterField(
            model_name="scanpoint",
            name="kind",
            field=models.CharField(
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
        migrations.AddConstraint(
            model_name="scan",
            constraint=models.UniqueConstraint(
                condition=models.Q(("result", "accepted")),
                fields=("participant", "point", "turn"),
                name="scan_lets_in_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="scan",
            constraint=models.CheckConstraint(
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
        ),
        migrations.AddConstraint(
            model_name="scan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("result__in", ["foreign", "unknown", "withdrawn", "undone"]),
                    ("participant__isnull", False),
                    _connector="OR",
                ),
                name="scan_known_has_participant",
            ),
        ),
        migrations.AddConstraint(
            model_name="scan",
            constraint=models.CheckConstraint(
                condition=models.Q(("direction__in", ["in", "out"])), name="scan_direction_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="scanpoint",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["entrance", "day", "session", "meal", "gala", "bus", "materials"])),
                name="scan_point_kind_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="scanpoint",
            constraint=models.CheckConstraint(
                condition=models.Q(("payment__in", ["required", "warning", "ignored"])), name="scan_point_payment_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="scanpoint",
            constraint=models.CheckConstraint(
                condition=models.Q(("times__in", ["once", "daily", "many"])), name="scan_point_times_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="scanpoint",
            constraint=models.CheckConstraint(
                condition=models.Q(("closes_at__gt", models.F("opens_at"))),
                name="scan_point_closes_after_opening",
                violation_error_message="It cannot close before it opens.",
            ),
        ),
        migrations.AddField(
            model_name="invitation",
            name="conference",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="invitations",
                to="events.conference",
                verbose_name="conference",
            ),
        ),
        migrations.AddField(
            model_name="invitation",
            name="device",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="invitation",
                to="checkin.device",
                verbose_name="device",
            ),
        ),
        migrations.AddField(
            model_name="invitation",
            name="made_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="made by",
            ),
        ),
        migrations.AddField(
            model_name="invitation",
            name="points",
            field=models.ManyToManyField(
                blank=True, related_name="+", to="checkin.scanpoint", verbose_name="scan points"
            ),
        ),
        migrations.AddField(
            model_name="undo",
            name="device",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="undone",
                to="checkin.device",
                verbose_name="device",
            ),
        ),
        migrations.AddField(
            model_name="undo",
            name="scan",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="undo", to="checkin.scan", verbose_name="scan"
            ),
        ),
    ]
