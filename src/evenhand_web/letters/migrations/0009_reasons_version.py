"""A named translator's version of a determination's reasons."""

from typing import ClassVar

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import evenhand_web.infrastructure.sealed_columns


class Migration(migrations.Migration):
    """The table of those versions."""

    dependencies: ClassVar = [
        ("archive", "0008_letter_readings"),
        ("cases", "0020_words_sealed"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name="ReasonsVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sha256", models.CharField(max_length=64)),
                ("language", models.CharField(max_length=20)),
                ("translator", evenhand_web.infrastructure.sealed_columns.SealedText(of="case")),
                ("credential", evenhand_web.infrastructure.sealed_columns.SealedText(of="case")),
                ("on", models.DateField()),
                ("words", evenhand_web.infrastructure.sealed_columns.SealedJson(default=dict, of="case")),
                ("kept_at", models.DateTimeField()),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="reasons_versions", to="cases.case"
                    ),
                ),
                (
                    "kept_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "indexes": (models.Index(fields=["case", "sha256", "language"], name="archive_reasons_version"),),
            },
        ),
    ]
