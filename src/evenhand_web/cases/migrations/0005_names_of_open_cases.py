"""Write the words by which cases are found for the cases that are here already, from their applications."""

import json
from collections.abc import Iterator
from typing import Any

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from evenhand.docket.party import Party, Role
from evenhand_web.cases.name_words import name_rows


def write_names(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """One application after the other; what was erased gives no names."""
    entries = apps.get_model("cases", "DocketEntry").objects.filter(number=1).exclude(payload=None)
    names = apps.get_model("cases", "CaseName")
    for entry in entries.iterator(chunk_size=500):
        plain = json.loads(bytes(entry.payload))
        rows = name_rows(plain["case_number"], _parties(plain))
        names.objects.bulk_create(names(case_id=entry.case_id, **row._asdict()) for row in rows)


def _parties(plain: dict[str, Any]) -> Iterator[Party]:
    for one in plain["parties"]:
        yield Party(id=one["id"], role=Role(one["role"]), name=one["name"], organisation=one["organisation"])


class Migration(migrations.Migration):
    """Names of the cases that are here already."""

    dependencies = (("cases", "0004_names"),)
    operations = (migrations.RunPython(write_names, migrations.RunPython.noop),)
