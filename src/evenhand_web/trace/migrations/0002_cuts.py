"""In PostgreSQL lines may be deleted up to a cut that is written down, and no others."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from evenhand_web.trace.connection import CUTS, POSTGRESQL_CUT


def lay(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """The table of cuts, and the rule anew."""
    if editor.connection.vendor == "postgresql":
        for statement in (*CUTS, *POSTGRESQL_CUT):
            editor.execute(statement)


class Migration(migrations.Migration):
    """No table of Django's own, as before."""

    dependencies = (("trace", "0001_initial"),)
    operations = (migrations.RunPython(lay, migrations.RunPython.noop),)
