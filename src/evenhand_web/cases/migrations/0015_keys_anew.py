"""The keys by which applications that may be one are found, written anew over the names by their part."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from evenhand_web.cases.duplicates import described_by, key_digests


def keys_anew(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """One case after the other."""
    compared, keys = apps.get_model("cases", "ComparedCase"), apps.get_model("cases", "CompareKey")
    for row in compared.objects.order_by("pk").iterator(chunk_size=500):
        keys.objects.filter(case_id=row.pk).delete()
        keys.objects.bulk_create(keys(case_id=row.pk, key=key) for key in key_digests(described_by(row)))


class Migration(migrations.Migration):
    """The keys of the cases that are here already."""

    dependencies = (("cases", "0014_no_column_for_one_part"),)
    operations = (migrations.RunPython(keys_anew, migrations.RunPython.noop),)
