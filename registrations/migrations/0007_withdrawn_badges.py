import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("events", "0002_prices_and_deadlines"),
        ("registrations", "0006_search_by_trigrams"),
    ]

    operations = [
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
