"""Say of every pen name what it looks like."""

from django.db import migrations

from fascicle.core.lookalikes import skeleton

AT_ONCE = 2000


def look_at_names(apps, schema_editor):
    names = apps.get_model("accounts", "PenName").objects
    batch = []
    for pen_name in names.filter(skeleton="").only("name").iterator(AT_ONCE):
        pen_name.skeleton = skeleton(pen_name.name)[:150]
        batch.append(pen_name)
        if len(batch) == AT_ONCE:
            names.bulk_update(batch, ["skeleton"])
            batch = []
    names.bulk_update(batch, ["skeleton"])


class Migration(migrations.Migration):
    dependencies = [("accounts", "0004_kept_look")]
    operations = [migrations.RunPython(look_at_names, migrations.RunPython.noop)]
