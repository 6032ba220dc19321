from typing import Any

from django.db import migrations

from registrations.search import fold

BATCH = 500


def fold_institutions(apps: Any, schema_editor: Any) -> None:
    """What an institution is searched by, for those known from before."""
    Institution = apps.get_model("registrations", "Institution")
    batch = []
    for one in Institution.objects.only("pk", "name", "city").iterator(BATCH):
        one.search_text = fold(f"{one.name} {one.city}")[:300]
        batch.append(one)
        if len(batch) == BATCH:
            Institution.objects.bulk_update(batch, ["search_text"])
            batch = []
    Institution.objects.bulk_update(batch, ["search_text"])


class Migration(migrations.Migration):
    dependencies = [("registrations", "0004_list_orders")]

    operations = [migrations.RunPython(fold_institutions, migrations.RunPython.noop, elidable=True)]
