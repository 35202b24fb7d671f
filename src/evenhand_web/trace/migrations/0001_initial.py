"""The table of the trace in PostgreSQL, whose rows the database itself neither changes nor deletes. With SQLite it lies
in a file of its own, which is made when its first line is written.
"""

from typing import ClassVar

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from evenhand_web.trace.connection import POSTGRESQL_KEPT, TABLE


def lay(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """The table and its triggers."""
    if editor.connection.vendor == "postgresql":
        for statement in (*TABLE, *POSTGRESQL_KEPT):
            editor.execute(statement)


class Migration(migrations.Migration):
    """No table of Django's own: the chain is written by hand."""

    dependencies: ClassVar = []
    operations: ClassVar = [migrations.RunPython(lay, migrations.RunPython.noop)]
