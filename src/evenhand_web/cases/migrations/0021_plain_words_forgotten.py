"""What was sealed leaves no plain bytes: the log of SQLite is emptied, the tables of PostgreSQL are written anew."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from evenhand_web.infrastructure.sealed_columns import SealedColumn


def forget(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Every table that has a sealed column."""
    with editor.connection.cursor() as cursor:
        if editor.connection.vendor == "sqlite":
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            return
        for model in apps.get_models():
            if any(isinstance(field, SealedColumn) for field in model._meta.concrete_fields):
                cursor.execute(f"VACUUM FULL {editor.quote_name(model._meta.db_table)}")


class Migration(migrations.Migration):
    """After the words of every app were sealed; outside a transaction, as VACUUM wants it."""

    atomic = False
    dependencies = (
        ("cases", "0020_words_sealed"),
        ("diary", "0004_words_sealed"),
        ("archive", "0007_words_sealed"),
        ("drafts", "0005_words_sealed"),
        ("panel", "0008_words_sealed"),
        ("records", "0003_words_sealed"),
        ("works", "0004_addresses_of_parties"),
    )
    operations = (migrations.RunPython(forget, migrations.RunPython.noop),)
