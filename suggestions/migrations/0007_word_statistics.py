"""The planner learns of more words: search and the likeness of concerns go by how common each is."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("suggestions", "0006_seed_subjects")]

    operations = [
        migrations.RunSQL(
            "ALTER TABLE suggestions_concern ALTER COLUMN words SET STATISTICS 400",
            "ALTER TABLE suggestions_concern ALTER COLUMN words SET STATISTICS -1",
        )
    ]
