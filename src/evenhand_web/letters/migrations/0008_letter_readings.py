"""How much of a signed letter is to be read by who releases it, and that it was."""

from typing import ClassVar

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """The table of those readings."""

    dependencies: ClassVar = [
        ("archive", "0007_words_sealed"),
        ("cases", "0019_keys_anew"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name="LetterReading",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("entry", models.PositiveIntegerField()),
                ("seed", models.CharField(max_length=80)),
                ("share", models.PositiveSmallIntegerField()),
                ("drawn", models.PositiveSmallIntegerField()),
                ("flags", models.JSONField(default=list)),
                ("opened_at", models.DateTimeField()),
                ("read_at", models.DateTimeField(null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="letter_readings", to="cases.case"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "constraints": (
                    models.UniqueConstraint(fields=("case", "entry", "person"), name="archive_reading_once"),
                ),
            },
        ),
    ]
