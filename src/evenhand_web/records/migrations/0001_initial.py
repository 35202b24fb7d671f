"""Readings of documents, and their pages."""

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """The tables of this app as they began."""

    initial = True

    dependencies: ClassVar = [
        ("cases", "0002_append_only"),
        ("works", "0001_initial"),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name="Reading",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("pages", models.PositiveIntegerField(default=0)),
                ("missing", models.PositiveIntegerField(default=0)),
                ("fault", models.CharField(blank=True, max_length=20)),
                ("read_at", models.DateTimeField()),
                (
                    "document",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="reading", to="cases.casedocument"
                    ),
                ),
                (
                    "text",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="text_of",
                        to="works.storedfile",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Page",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("width", models.PositiveIntegerField(default=0)),
                ("height", models.PositiveIntegerField(default=0)),
                ("has_text", models.BooleanField(default=False)),
                ("fault", models.CharField(blank=True, max_length=20)),
                (
                    "image",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="image_of",
                        to="works.storedfile",
                    ),
                ),
                (
                    "reading",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="page_set", to="records.reading"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("reading", "number"), name="records_page_place")],
            },
        ),
    ]
