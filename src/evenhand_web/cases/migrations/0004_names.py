"""Words by which cases are found."""

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """The table of those words."""

    dependencies: ClassVar = [
        ("cases", "0003_contacts_and_likeness"),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name="CaseName",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("word", models.CharField(max_length=40)),
                ("sound", models.CharField(blank=True, max_length=80)),
                ("name", models.CharField(max_length=400)),
                ("written", models.CharField(max_length=200)),
                ("role", models.CharField(blank=True, max_length=20)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="names", to="cases.case"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["word", "id"], name="cases_name_word"),
                    models.Index(fields=["sound", "id"], name="cases_name_sound"),
                ],
            },
        ),
    ]
