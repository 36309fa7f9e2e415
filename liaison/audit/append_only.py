"""How the database itself refuses to change or remove what was written (docs/adr/0005)."""

from django.db import migrations

REFUSE = """
CREATE OR REPLACE FUNCTION liaison_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'append-only: % on % is refused', TG_OP, TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END
$$;
"""


def append_only(table: str) -> migrations.RunSQL:
    """A migration operation after which `table` takes INSERT alone.

    UPDATE and DELETE are refused by the trigger `append_only`, TRUNCATE by `append_only_truncate`
    (two, because a test database drops the second: emptying tables between tests is TRUNCATE).
    Statement level: a statement that would touch no row is refused as well.
    """
    return migrations.RunSQL(
        sql=f"""{REFUSE}
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION liaison_append_only();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION liaison_append_only();
""",
        reverse_sql=f"""
DROP TRIGGER IF EXISTS append_only ON {table};
DROP TRIGGER IF EXISTS append_only_truncate ON {table};
""",
    )
