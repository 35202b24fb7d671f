"""Those whom an application names beside its parties are kept by the part they play, as the programme calls it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Adds the names by their part."""

    dependencies = (("cases", "0011_own_duty_and_lists"),)

    operations = (migrations.AddField("comparedcase", "named", models.JSONField(blank=True, default=dict)),)
