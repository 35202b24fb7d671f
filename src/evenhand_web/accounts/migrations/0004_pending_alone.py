"""What django-allauth keeps now is not kept twice."""

from typing import ClassVar

from django.core.management import call_command
from django.db import migrations


def _make_cache_table(apps: object, schema_editor: object) -> None:
    """The table of the cache that all processes share."""
    call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)  # type: ignore[attr-defined]


class Migration(migrations.Migration):
    """Four columns fewer, and the shared cache."""

    dependencies: ClassVar = [
        ("accounts", "0003_authenticators"),
    ]

    operations: ClassVar = [
        migrations.RemoveField("SecondFactor", "secret"),
        migrations.RemoveField("SecondFactor", "master_key"),
        migrations.RemoveField("SecondFactor", "confirmed_at"),
        migrations.RemoveField("SecondFactor", "last_step"),
        migrations.RunPython(_make_cache_table, migrations.RunPython.noop),
    ]
