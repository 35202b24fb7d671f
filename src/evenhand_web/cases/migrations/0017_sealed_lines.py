"""The treatments by which applications are compared are sealed, as what entries say is."""

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from evenhand_web.cases.duplicates import sealed_lines


def seal_lines(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Row by row; every case has its key by now."""
    compared = apps.get_model("cases", "ComparedCase")
    after = 0
    while rows := list(compared.objects.filter(pk__gt=after).select_related("case").order_by("pk")[:500]):
        for row in rows:
            row.lines = sealed_lines(row.case, row.treatments) if row.case.wrapped_key is not None else None
        compared.objects.bulk_update(rows, ("lines",), batch_size=100)
        after = rows[-1].pk


class Migration(migrations.Migration):
    """The sealed column in the place of the plain one."""

    dependencies = (("cases", "0016_sealed_entries"),)
    operations = (
        migrations.AddField("comparedcase", "lines", models.BinaryField(null=True)),
        migrations.RunPython(seal_lines, migrations.RunPython.noop),
        migrations.RemoveField("comparedcase", "treatments"),
    )
