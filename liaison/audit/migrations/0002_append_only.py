"""The database refuses to change or empty the audit tables (docs/adr/0005)."""

from django.db import migrations

from liaison.audit.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [append_only("audit_event"), append_only("audit_seal")]
