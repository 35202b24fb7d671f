"""Mail to a party names the row of its address, which lies sealed. What was sent before keeps none of it."""

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


def forget_parties(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """The addresses of parties whose mail has left: nothing else tells of them which case they were of."""
    sent = apps.get_model("works", "OutboxMessage").objects.filter(key__startswith="letter:")
    sent.exclude(sent_at=None).update(recipient="")


class Migration(migrations.Migration):
    """Mail that waits goes out as it was written."""

    dependencies = (("works", "0003_key_buckets"),)
    operations = (
        migrations.AlterField("outboxmessage", "recipient", models.EmailField(max_length=254, blank=True)),
        migrations.AddField("outboxmessage", "to_party", models.PositiveBigIntegerField(null=True, blank=True)),
        migrations.RunPython(forget_parties, migrations.RunPython.noop),
    )
