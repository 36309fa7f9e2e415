"""Fill the working-day table: 2004 to 2026 as announced, 2027's statutory days."""

from django.db import migrations

from liaison.workdays import seed


def fill(apps, schema_editor):
    """Bulk rows, then the first version."""
    apps.get_model("workdays", "DayOverride").objects.bulk_create(
        apps.get_model("workdays", "DayOverride")(**row) for row in seed.day_rows()
    )
    apps.get_model("workdays", "PublishedYear").objects.bulk_create(
        apps.get_model("workdays", "PublishedYear")(**row) for row in seed.year_rows()
    )
    apps.get_model("workdays", "CalendarVersion").objects.create()


class Migration(migrations.Migration):
    dependencies = [("workdays", "0001_initial")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
