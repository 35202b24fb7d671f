"""A privacy incident is a kind of task."""

from django.db import migrations, models

KINDS = (
    ("certification", "Ask whether it is certified as urgent"),
    ("duty", "Close the gap in the on-call schedule"),
    ("address", "Find a better address and serve again"),
    ("call_back", "Call back"),
    ("operation", "See to the installation"),
    ("reading", "Look at unusual reading"),
    ("incident", "See to a privacy incident"),
    ("other", "Something else"),
)


class Migration(migrations.Migration):
    """A word more."""

    dependencies = (("diary", "0005_readings_told"),)
    operations = (migrations.AlterField("task", "kind", models.CharField(max_length=16, choices=KINDS)),)
