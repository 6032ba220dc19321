import uuid

import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import events.validators


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("events", "0001_initial"),
        ("registrations", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="BadgeLayout",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "format",
                    models.CharField(
                        choices=[
                            ("a6", "A6 (105 × 148 mm)"),
                            ("card-90", "90 × 55 mm, business card"),
                            ("card-86", "86 × 54 mm, bank card"),
                            ("labels-2x5", "sheet of labels 2 × 5 (99 × 57 mm)"),
                            ("labels-3x8", "sheet of labels 3 × 8 (70 × 37 mm)"),
                            ("own", "sheet of labels, own measures"),
                        ],
                        default="a6",
                        max_length=12,
                        verbose_name="format",
                    ),
                ),
                (
                    "orientation",
                    models.CharField(
                        choices=[("portrait", "upright"), ("landscape", "lying")],
                        default="portrait",
                        max_length=10,
                        verbose_name="orientation",
                    ),
                ),
                (
                    "paper",
                    models.CharField(
                        choices=[
                            ("page", "each badge on a page of its size"),
                            ("a4", "as many as fit on A4, to be cut"),
                        ],
                        default="page",
                        max_length=6,
                        verbose_name="paper",
                    ),
                ),
                (
                    "sides",
                    models.CharField(
                        choices=[
                            ("one", "front only"),
                            ("both", "both sides of the paper (turned over its longer edge)"),
                            ("fold-top", "folded at the top: the back is upside down above the front"),
                            ("fold-side", "folded at the side: the back is left of the front"),
                        ],
                        default="one",
                        max_length=10,
                        verbose_name="sides",
                    ),
                ),
                (
                    "back",
                    models.CharField(
                        choices=[
                            ("name", "the same as on the front"),
                            ("programme", "programme of a day"),
                            ("text", "your own text"),
                        ],
                        default="name",
                        max_length=10,
                        verbose_name="on the back",
                    ),
                ),
                ("back_day", models.DateField(blank=True, null=True, verbose_name="day of the programme")),
                ("back_text", models.TextField(blank=True, max_length=600, verbose_name="your text for the back")),
                (
                    "colour_by",
                    models.CharField(
                        choices=[
                            ("nothing", "one colour for all"),
                            ("variant", "by variant"),
                            ("label", "by role (label)"),
                        ],
                        default="nothing",
                        max_length=10,
                        verbose_name="colours",
                    ),
                ),
                ("colour", models.CharField(blank=True, max_length=7, verbose_name="colour of all others")),
                (
                    "text_colour",
                    models.CharField(
                        choices=[("auto", "whichever is read better"), ("white", "white"), ("dark", "dark")],
                        default="auto",
                        max_length=6,
                        verbose_name="text on the colour",
                    ),
                ),
                ("crop_marks", models.BooleanField(default=False, verbose_name="marks where to cut")),
                ("logo", models.FileField(blank=True, upload_to="badge-logos/%Y/", verbose_name="logo")),
                (
                    "label_columns",
                    models.PositiveSmallIntegerField(
                        default=2,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(4),
                        ],
                        verbose_name="labels across",
                    ),
                ),
                (
                    "label_rows",
                    models.PositiveSmallIntegerField(
                        default=5,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(10),
                        ],
                        verbose_name="labels down",
                    ),
                ),
                (
                    "label_width",
                    models.DecimalField(
                        decimal_places=1,
                        default="99.1",
                        max_digits=4,
                        validators=[
                            django.core.validators.MinValueValidator(50),
                            django.core.validators.MaxValueValidator(210),
                        ],
                        verbose_name="width of a label (mm)",
                    ),
                ),
                (
                    "label_height",
                    models.DecimalField(
                        decimal_places=1,
                        default="57.0",
                        max_digits=4,
                        validators=[
                            django.core.validators.MinValueValidator(29),
                            django.core.validators.MaxValueValidator(297),
                        ],
                        verbose_name="height of a label (mm)",
                    ),
                ),
                (
                    "margin_left",
                    models.DecimalField(
                        decimal_places=1,
                        default="4.7",
                        max_digits=4,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="left margin (mm)",
                    ),
                ),
                (
                    "margin_top",
                    models.DecimalField(
                        decimal_places=1,
                        default="6.0",
                        max_digits=4,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="top margin (mm)",
                    ),
                ),
                (
                    "gap_across",
                    models.DecimalField(
                        decimal_places=1,
                        default="2.5",
                        max_digits=4,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(50),
                        ],
                        verbose_name="gap between columns (mm)",
                    ),
                ),
                (
                    "gap_down",
                    models.DecimalField(
                        decimal_places=1,
                        default="0.0",
                        max_digits=4,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(50),
                        ],
                        verbose_name="gap between rows (mm)",
                    ),
                ),
                (
                    "conference",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="badge_layout",
                        to="events.conference",
                        verbose_name="conference",
                    ),
                ),
            ],
            options={
                "verbose_name": "design of badges",
                "verbose_name_plural": "designs of badges",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("format__in", ["a6", "card-90", "card-86", "labels-2x5", "labels-3x8", "own"])
                        ),
                        name="badge_format_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("orientation__in", ["portrait", "landscape"])),
                        name="badge_orientation_known",
                    ),
                    models.CheckConstraint(condition=models.Q(("paper__in", ["page", "a4"])), name="badge_paper_known"),
                    models.CheckConstraint(
                        condition=models.Q(("sides__in", ["one", "both", "fold-top", "fold-side"])),
                        name="badge_sides_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("back__in", ["name", "programme", "text"])), name="badge_back_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("colour_by__in", ["nothing", "variant", "label"])),
                        name="badge_colour_by_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text_colour__in", ["auto", "white", "dark"])),
                        name="badge_text_colour_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BadgeField",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("logo", "logo"),
                            ("conference", "title of the conference"),
                            ("motto", "motto"),
                            ("dates", "town and days"),
                            ("title", "academic title"),
                            ("name", "name"),
                            ("surname", "surname"),
                            ("position", "position"),
                            ("institution", "institution"),
                            ("town", "town of the institution"),
                            ("text", "text on the badge"),
                            ("variant", "variant or role"),
                            ("qr", "QR code"),
                        ],
                        max_length=12,
                        verbose_name="field",
                    ),
                ),
                (
                    "size",
                    models.CharField(
                        choices=[("small", "small"), ("normal", "normal"), ("large", "large"), ("huge", "very large")],
                        default="normal",
                        max_length=8,
                        verbose_name="size",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(verbose_name="position")),
                (
                    "layout",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="fields",
                        to="badges.badgelayout",
                        verbose_name="design",
                    ),
                ),
            ],
            options={
                "verbose_name": "field of a badge",
                "verbose_name_plural": "fields of a badge",
                "ordering": ("position", "pk"),
                "constraints": [
                    models.UniqueConstraint(fields=("layout", "kind"), name="badge_field_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "logo",
                                    "conference",
                                    "motto",
                                    "dates",
                                    "title",
                                    "name",
                                    "surname",
                                    "position",
                                    "institution",
                                    "town",
                                    "text",
                                    "variant",
                                    "qr",
                                ],
                            )
                        ),
                        name="badge_field_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("size__in", ["small", "normal", "large", "huge"])),
                        name="badge_field_size_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BadgeColour",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("colour", models.CharField(max_length=7, verbose_name="colour")),
                (
                    "words",
                    models.CharField(
                        blank=True,
                        max_length=40,
                        validators=[events.validators.validate_one_line],
                        verbose_name="words on the badge",
                    ),
                ),
                (
                    "label",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="registrations.label",
                        verbose_name="label",
                    ),
                ),
                (
                    "variant",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="events.variant",
                        verbose_name="variant",
                    ),
                ),
                (
                    "layout",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="colours",
                        to="badges.badgelayout",
                        verbose_name="design",
                    ),
                ),
            ],
            options={
                "verbose_name": "colour of badges",
                "verbose_name_plural": "colours of badges",
                "ordering": ("pk",),
                "constraints": [
                    models.UniqueConstraint(fields=("layout", "variant"), name="badge_colour_once_a_variant"),
                    models.UniqueConstraint(fields=("layout", "label"), name="badge_colour_once_a_label"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("label__isnull", False), ("variant__isnull", True)),
                            models.Q(("label__isnull", True), ("variant__isnull", False)),
                            _connector="OR",
                        ),
                        name="badge_colour_of_one_thing",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BadgePrint",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("job", models.UUIDField(blank=True, editable=False, null=True, unique=True)),
                (
                    "scope",
                    models.CharField(
                        choices=[("all", "all"), ("new", "only new and changed"), ("chosen", "chosen")],
                        max_length=8,
                        verbose_name="whose",
                    ),
                ),
                ("count", models.PositiveIntegerField(verbose_name="badges")),
                ("printed_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="printed")),
                (
                    "author",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="printed by",
                    ),
                ),
                (
                    "conference",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="badge_prints",
                        to="events.conference",
                        verbose_name="conference",
                    ),
                ),
            ],
            options={
                "verbose_name": "printing of badges",
                "verbose_name_plural": "printings of badges",
                "ordering": ("-printed_at", "-pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("scope__in", ["all", "new", "chosen"])), name="badge_print_scope_known"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalBadgeColour",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("colour", models.CharField(max_length=7, verbose_name="colour")),
                (
                    "words",
                    models.CharField(
                        blank=True,
                        max_length=40,
                        validators=[events.validators.validate_one_line],
                        verbose_name="words on the badge",
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
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "label",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="registrations.label",
                        verbose_name="label",
                    ),
                ),
                (
                    "layout",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="badges.badgelayout",
                        verbose_name="design",
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
            ],
            options={
                "verbose_name": "historical colour of badges",
                "verbose_name_plural": "historical colours of badges",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalBadgeField",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("logo", "logo"),
                            ("conference", "title of the conference"),
                            ("motto", "motto"),
                            ("dates", "town and days"),
                            ("title", "academic title"),
                            ("name", "name"),
                            ("surname", "surname"),
                            ("position", "position"),
                            ("institution", "institution"),
                            ("town", "town of the institution"),
                            ("text", "text on the badge"),
                            ("variant", "variant or role"),
                            ("qr", "QR code"),
                        ],
                        max_length=12,
                        verbose_name="field",
                    ),
                ),
                (
                    "size",
                    models.CharField(
                        choices=[("small", "small"), ("normal", "normal"), ("large", "large"), ("huge", "very large")],
                        default="normal",
                        max_length=8,
                        verbose_name="size",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(verbose_name="position")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
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
                    "layout",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="badges.badgelayout",
                        verbose_name="design",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical field of a badge",
                "verbose_name_plural": "historical fields of a badge",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalBadgeLayout",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "format",
                    models.CharField(
                        choices=[
                            ("a6", "A6 (105 × 148 mm)"),
                            ("card-90", "90 × 55 mm, business card"),
                            ("card-86", "86 × 54 mm, bank card"),
                            ("labels-2x5", "sheet of labels 2 × 5 (99 × 57 mm)"),
                            ("labels-3x8", "sheet of labels 3 × 8 (70 × 37 mm)"),
                            ("own", "sheet of labels, own measures"),
                        ],
                        default="a6",
                        max_length=12,
                        verbose_name="format",
                    ),
                ),
                (
                    "orientation",
                    models.CharField(
                        choices=[("portrait", "upright"), ("landscape", "lying")],
                        default="portrait",
                        max_length=10,
                        verbose_name="orientation",
                    ),
                ),
                (
                    "paper",
                    models.CharField(
                        choices=[
                            ("page", "each badge on a page of its size"),
                            ("a4", "as many as fit on A4, to be cut"),
                        ],
                        default="page",
                        max_length=6,
                        verbose_name="paper",
                    ),
                ),
                (
                    "sides",
                    models.CharField(
                        choices=[
                            ("one", "front only"),
                            ("both", "both sides of the paper (turned over its longer edge)"),
                            ("fold-top", "folded at the top: the back is upside down above the front"),
                            ("fold-side", "folded at the side: the back is left of the front"),
                        ],
                        default="one",
                        max_length=10,
                        verbose_name="sides",
                    ),
                ),
                (
                    "back",
                    models.CharField(
                        choices=[
                            ("name", "the same as on the front"),
                            ("programme", "programme of a day"),
                            ("text", "your own text"),
                        ],
                        default="name",
                        max_length=10,
                        verbose_name="on the back",
                    ),
                ),
                ("back_day", models.DateField(blank=True, null=True, verbose_name="day of the programme")),
                ("back_text", models.TextField(blank=True, max_length=600, verbose_name="your text for the back")),
                (
                    "colour_by",
                    models.CharField(
                        choices=[
                            ("nothing", "one colour for all"),
                            ("variant", "by variant"),
                            ("label", "by role (label)"),
                        ],
                        default="nothing",
                        max_length=10,
                        verbose_name="colours",
                    ),
                ),
                ("colour", models.CharField(blank=True, max_length=7, verbose_name="colour of all others")),
                (
                    "text_colour",
                    models.CharField(
                        choices=[("auto", "whichever is read better"), ("white", "white"), ("dark", "dark")],
                        default="auto",
                        max_length=6,
                        verbose_name="text on the colour",
                    ),
                ),
                ("crop_marks", models.BooleanField(default=False, verbose_name="marks where to cut")),
                ("logo", models.TextField(blank=True, max_length=100, verbose_name="logo")),
                (
                    "label_columns",
                    models.PositiveSmallIntegerField(
                        default=2,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(4),
                        ],
                        verbose_name="labels across",
                    ),
                ),
                (
                    "label_rows",
                    models.PositiveSmallIntegerField(
                        default=5,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(10),
                        ],
                        verbose_name="labels down",
                    ),
                ),
                (
                    "label_width",
                    models.DecimalField(
                        decimal_places=1,
                        default="99.1",
                        max_digits=4,
                        validators=[
                            django.core.validators.MinValueValidator(50),
                            django.core.validators.MaxValueValidator(210),
                        ],
                        verbose_name="width of a label (mm)",
                    ),
                ),
                (
                    "label_height",
                    models.DecimalField(
                        decimal_places=1,
                        default="57.0",
                        max_digits=4,
                        validators=[
                            django.core.validators.MinValueValidator(29),
                            django.core.validators.MaxValueValidator(297),
                        ],
                        verbose_name="height of a label (mm)",
                    ),
                ),
                (
                    "margin_left",
                    models.DecimalField(
                        decimal_places=1,
                        default="4.7",
                        max_digits=4,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="left margin (mm)",
                    ),
                ),
                (
                    "margin_top",
                    models.DecimalField(
                        decimal_places=1,
                        default="6.0",
                        max_digits=4,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="top margin (mm)",
                    ),
                ),
                (
                    "gap_across",
                    models.DecimalField(
                        decimal_places=1,
                        default="2.5",
                        max_digits=4,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(50),
                        ],
                        verbose_name="gap between columns (mm)",
                    ),
                ),
                (
                    "gap_down",
                    models.DecimalField(
                        decimal_places=1,
                        default="0.0",
                        max_digits=4,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(50),
                        ],
                        verbose_name="gap between rows (mm)",
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
            ],
            options={
                "verbose_name": "historical design of badges",
                "verbose_name_plural": "historical designs of badges",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="PrintedBadge",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(verbose_name="number in the pile")),
                ("code", models.CharField(max_length=16)),
                ("digest", models.CharField(max_length=16)),
                (
                    "participant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="printed_badges",
                        to="registrations.participant",
                        verbose_name="participant",
                    ),
                ),
                (
                    "printing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="badges",
                        to="badges.badgeprint",
                        verbose_name="printing",
                    ),
                ),
            ],
            options={
                "verbose_name": "printed badge",
                "verbose_name_plural": "printed badges",
                "ordering": ("printing", "number"),
                "indexes": [models.Index(fields=["code", "digest"], name="badge_printed_words")],
                "constraints": [
                    models.UniqueConstraint(fields=("printing", "participant"), name="badge_once_in_a_printing")
                ],
            },
        ),
    ]
