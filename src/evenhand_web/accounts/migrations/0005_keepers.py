"""Who keeps the accounts, and whose cases a person may open."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """Two columns."""

    dependencies: ClassVar = [
        ("accounts", "0004_pending_alone"),
    ]

    operations: ClassVar = [
        migrations.AddField("Person", "keeps_accounts", models.BooleanField(default=False)),
        migrations.AddField("Person", "programmes", models.CharField(blank=True, default="", max_length=200)),
    ]
