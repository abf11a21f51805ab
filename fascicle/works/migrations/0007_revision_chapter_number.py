from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def keep_numbers(apps, schema_editor):
    """Revisions made so far did not say their chapter's number: it is what it is now."""
    chapters = apps.get_model("works", "Chapter").objects.filter(pk=OuterRef("chapter"))
    revisions = apps.get_model("works", "Revision").objects
    revisions.update(chapter_number=Subquery(chapters.values("number")[:1]))


class Migration(migrations.Migration):
    dependencies = [("works", "0006_chapter_reads")]

    operations = [
        migrations.AddField(
            model_name="revision",
            name="chapter_number",
            field=models.CharField(blank=True, max_length=20),
        ),
        migrations.RunPython(keep_numbers, migrations.RunPython.noop),
    ]
