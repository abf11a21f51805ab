"""Works that were linked back to before their writers were asked go on being so."""

from django.db import migrations
from django.utils import timezone


def agree(apps, schema_editor):
    relations = apps.get_model("works", "Relation").objects
    linked = relations.filter(to_work__isnull=False, approved_at=None, declined_at=None)
    linked.update(approved_at=timezone.now())


class Migration(migrations.Migration):
    dependencies = [("works", "0004_series_owners")]

    operations = [migrations.RunPython(agree, migrations.RunPython.noop)]
