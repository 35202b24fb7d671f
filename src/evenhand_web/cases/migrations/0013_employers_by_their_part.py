"""Employers that were kept in a column of their own are kept by their part."""

from typing import Any

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

_AT_ONCE = 500


def _by_their_part(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    compared: Any = apps.get_model("cases", "ComparedCase").objects.using(schema_editor.connection.alias)
    rows: list[Any] = []
    for row in compared.exclude(employer="").iterator(_AT_ONCE):
        row.named = {"employer": row.employer}
        rows.append(row)
    compared.bulk_update(rows, ["named"], batch_size=_AT_ONCE)


def _in_a_column(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    compared: Any = apps.get_model("cases", "ComparedCase").objects.using(schema_editor.connection.alias)
    rows: list[Any] = []
    for row in compared.exclude(named={}).iterator(_AT_ONCE):
        row.employer = row.named.get("employer", "")
        rows.append(row)
    compared.bulk_update(rows, ["employer"], batch_size=_AT_ONCE)


class Migration(migrations.Migration):
    """Moves what the column holds."""

    dependencies = (("cases", "0012_names_beside_the_parties"),)

    operations = (migrations.RunPython(_by_their_part, _in_a_column),)
