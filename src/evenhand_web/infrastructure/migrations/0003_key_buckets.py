"""The 256 buckets of keys. They are made here and nowhere else, so that each is there before the first key is in it."""

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from evenhand_web.infrastructure.key_buckets import SLOTS, new_bucket
from evenhand_web.infrastructure.keyring import erasure_keyring, keyring


def make_buckets(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """A key for each, under the newest master key and the newest erasure key."""
    buckets, masters, erasures = apps.get_model("works", "KeyBucket"), keyring(), erasure_keyring()
    made = (new_bucket(slot, masters, erasures) for slot in range(SLOTS))
    fields = ("ident", "slot", "wrapped_key", "master_key", "erasure_key")
    buckets.objects.bulk_create(buckets(**{name: getattr(each, name) for name in fields}) for each in made)


class Migration(migrations.Migration):
    """The table and its rows."""

    dependencies = (("works", "0002_installation"),)
    operations = (
        migrations.CreateModel(
            name="KeyBucket",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ident", models.CharField(max_length=16, unique=True)),
                ("slot", models.PositiveSmallIntegerField(unique=True)),
                ("wrapped_key", models.BinaryField()),
                ("master_key", models.CharField(max_length=16)),
                ("erasure_key", models.CharField(max_length=16)),
            ],
        ),
        migrations.RunPython(make_buckets, migrations.RunPython.noop),
    )
