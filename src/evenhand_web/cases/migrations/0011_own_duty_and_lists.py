"""The organization's own next duty beside whoever's, and the indexes of the work lists."""

import datetime as dt

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

_NEVER = dt.datetime(9999, 12, 31, tzinfo=dt.UTC)


def to_be_cached_anew(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Cases under no fingerprint are computed anew by the worker, as after a change of their programme."""
    apps.get_model("cases", "Case").objects.update(fingerprint="")


class Migration(migrations.Migration):
    """Columns, indexes, and the cases that are here already."""

    dependencies = (("cases", "0010_need_to_know"),)
    operations = (
        migrations.AddField("case", "house_due_at", models.DateTimeField(default=_NEVER)),
        migrations.AddField("case", "house_due_label", models.CharField(max_length=120, blank=True, default="")),
        migrations.AddIndex(
            "case",
            models.Index(fields=("due_at", "id"), condition=~models.Q(holder=""), name="cases_case_open_due"),
        ),
        migrations.AddIndex(
            "case",
            models.Index(fields=("house_due_at", "id"), condition=~models.Q(holder=""), name="cases_case_house_due"),
        ),
        migrations.AddIndex("case", models.Index(fields=("holder", "due_at", "id"), name="cases_case_turn_due")),
        migrations.AddIndex("case", models.Index(fields=("received_on", "id"), name="cases_case_received")),
        migrations.RunPython(to_be_cached_anew, migrations.RunPython.noop),
    )
