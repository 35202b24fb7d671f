"""What lies plain in dockets is sealed, some hundred entries at a time. Stopped half-way it goes on where it was.

From here on the database lets an entry pass from plain to sealed, as it lets one be erased, and refuses all else.
"""

from django.db import connection, migrations, transaction
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from evenhand_web.cases.sealing import PLAIN, Said, give_key, sealed
from evenhand_web.infrastructure.sealed_bytes import FORMAT

_KEPT = ("id", "case_id", "number", "kind", "on", "recorded_at", "header", "hash", "entered_by_id")
_SAID = "a docket entry is never changed or deleted"
_AT_ONCE = 500
_UPDATE = "UPDATE cases_docketentry SET payload = %s, salt = '' WHERE id = %s"


def seal_entries(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """The keys, the rule of the database, then entry by entry in the order of their ids."""
    let_seal(editor)
    cases, entries = apps.get_model("cases", "Case"), apps.get_model("cases", "DocketEntry")
    while batch := list(cases.objects.filter(wrapped_key=None).order_by("pk")[:_AT_ONCE]):
        with transaction.atomic():
            for case in batch:
                give_key(case)
            cases.objects.bulk_update(batch, ("wrapped_key", "key_bucket"))
    after = 0
    while rows := list(entries.objects.filter(pk__gt=after).select_related("case").order_by("pk")[:_AT_ONCE]):
        plain = [row for row in rows if row.payload is not None and bytes(row.payload).startswith(PLAIN)]
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.executemany(
                _UPDATE,
                [(sealed(row.case, row.number, Said(bytes(row.payload), row.salt or "")), row.pk) for row in plain],
            )
        after = rows[-1].pk
    _forget_the_old_bytes()


def _forget_the_old_bytes() -> None:
    """What was written over leaves the log of SQLite, and the table of PostgreSQL."""
    with connection.cursor() as cursor:
        cursor.execute(
            "PRAGMA wal_checkpoint(TRUNCATE)" if connection.vendor == "sqlite" else "VACUUM FULL cases_docketentry"
        )


def let_seal(editor: BaseDatabaseSchemaEditor) -> None:
    """Lay the rule anew, in the words of the database at hand."""
    if editor.connection.vendor == "sqlite":
        same = " AND ".join(f'NEW."{column}" IS OLD."{column}"' for column in _KEPT)
        begins = f"substr(OLD.payload, 1, 1) = X'{PLAIN.hex()}' AND substr(NEW.payload, 1, 1) = X'{FORMAT.hex()}'"
        editor.execute("DROP TRIGGER IF EXISTS cases_entry_fixed")
        editor.execute(
            "CREATE TRIGGER cases_entry_fixed BEFORE UPDATE ON cases_docketentry WHEN "
            f"({same} AND (NEW.payload IS NULL AND NEW.salt IS NULL OR {begins} AND NEW.salt = '')) IS NOT TRUE "
            f"BEGIN SELECT RAISE(ABORT, '{_SAID}'); END"
        )
        return
    same = " AND ".join(f'NEW."{column}" IS NOT DISTINCT FROM OLD."{column}"' for column in _KEPT)
    begins = (
        f"substring(OLD.payload FROM 1 FOR 1) = decode('{PLAIN.hex()}', 'hex') "
        f"AND substring(NEW.payload FROM 1 FOR 1) = decode('{FORMAT.hex()}', 'hex')"
    )
    editor.execute("DROP TRIGGER IF EXISTS cases_entry_fixed ON cases_docketentry")
    editor.execute(
        "CREATE TRIGGER cases_entry_fixed BEFORE UPDATE ON cases_docketentry FOR EACH ROW WHEN ("
        f"({same} AND (NEW.payload IS NULL AND NEW.salt IS NULL OR {begins} AND NEW.salt = '')) IS NOT TRUE"
        ") EXECUTE FUNCTION cases_entry_refuse()"
    )


class Migration(migrations.Migration):
    """No transaction around it all: a large database would hold everybody up, and begin again when it is stopped."""

    atomic = False
    dependencies = (("cases", "0015_keys_of_cases"),)
    operations = (migrations.RunPython(seal_entries, migrations.RunPython.noop),)
