"""How the pages of documents are sorted into papers, and what the whole record says."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from evenhand_web.infrastructure.sealed_columns import SealedJson


class Migration(migrations.Migration):
    """Three tables."""

    dependencies = (
        ("cases", "0024_lists_counted_from_indexes"),
        ("records", "0004_uploads"),
        ("works", "0004_addresses_of_parties"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    )

    operations = (
        migrations.CreateModel(
            name="Sorting",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("papers", SealedJson(default=dict, of="document.file")),
                ("version", models.PositiveIntegerField(default=1)),
                ("apart", models.PositiveIntegerField(default=0)),
                ("to_judge", models.PositiveIntegerField(default=0)),
                ("unaccepted", models.PositiveIntegerField(default=0)),
                ("fault", models.CharField(blank=True, max_length=20)),
                ("read_at", models.DateTimeField()),
                (
                    "document",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="sorting", to="cases.casedocument"
                    ),
                ),
                (
                    "values",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="values_of",
                        to="works.storedfile",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="WholeRecord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("content", SealedJson(default=dict, of="case")),
                ("files", models.PositiveIntegerField()),
                ("read_at", models.DateTimeField()),
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="whole_record", to="cases.case"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SortingStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField()),
                ("did", models.CharField(max_length=12)),
                ("papers", SealedJson(default=dict, of="sorting.document.file")),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "sorting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="steps", to="records.sorting"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("sorting", "version"), name="records_sorting_version")],
            },
        ),
    )
