"""The database itself refuses to delete a docket entry, or to change one other than by a lawful erasure.

A later migration that makes SQLite copy this table (any change of its columns) loses the triggers and must run
`bar_changes` again; a test counts them after all migrations.
"""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

_KEPT = ("id", "case_id", "number", "kind", "on", "recorded_at", "header", "hash", "entered_by_id")
_SAID = "a docket entry is never changed or deleted"


def bar_changes(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Lay the triggers, in the words of the database at hand."""
    if editor.connection.vendor == "sqlite":
        same = " AND ".join(f'NEW."{column}" IS OLD."{column}"' for column in _KEPT)
        stop = f"BEGIN SELECT RAISE(ABORT, '{_SAID}'); END"
        editor.execute(f"CREATE TRIGGER cases_entry_kept BEFORE DELETE ON cases_docketentry {stop}")
        editor.execute(
            "CREATE TRIGGER cases_entry_fixed BEFORE UPDATE ON cases_docketentry "
            f"WHEN NOT (NEW.payload IS NULL AND NEW.salt IS NULL AND {same}) {stop}"
        )
        return
    same = " AND ".join(f'NEW."{column}" IS NOT DISTINCT FROM OLD."{column}"' for column in _KEPT)
    editor.execute(
        "CREATE FUNCTION cases_entry_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{_SAID}'; END $$"
    )
    editor.execute(
        "CREATE TRIGGER cases_entry_kept BEFORE DELETE ON cases_docketentry "
        "FOR EACH ROW EXECUTE FUNCTION cases_entry_refuse()"
    )
    editor.execute(
        "CREATE TRIGGER cases_entry_fixed BEFORE UPDATE ON cases_docketentry FOR EACH ROW "
        f"WHEN (NOT (NEW.payload IS NULL AND NEW.salt IS NULL AND {same})) EXECUTE FUNCTION cases_entry_refuse()"
    )


def allow_changes(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Take the triggers away again."""
    if editor.connection.vendor == "sqlite":
        editor.execute("DROP TRIGGER cases_entry_kept")
        editor.execute("DROP TRIGGER cases_entry_fixed")
        return
    editor.execute("DROP FUNCTION cases_entry_refuse() CASCADE")


class Migration(migrations.Migration):
    """Triggers on the docket."""

    dependencies = (("cases", "0001_initial"),)
    operations = (migrations.RunPython(bar_changes, allow_changes),)
