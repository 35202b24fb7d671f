"""The day on which a seat was given, from which the work of the last weeks is counted."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """One column, empty for seats that were given before it."""

    dependencies: ClassVar = [("drafts", "0001_initial")]

    operations: ClassVar = [
        migrations.AddField(model_name="seat", name="assigned_on", field=models.DateField(blank=True, null=True))
    ]
