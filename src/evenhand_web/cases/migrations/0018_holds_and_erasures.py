"""What was lawfully erased, and what is held from being erased."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models

_EXTENTS = (("case", "All that the docket says, and every document"), ("document", "One document"))


def _of_case(name: str) -> "models.ForeignKey[Any, Any]":
    return models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name=name, to="cases.case")


class Migration(migrations.Migration):
    """The two tables."""

    dependencies = (("cases", "0017_sealed_lines"),)
    operations = (
        migrations.CreateModel(
            name="Erasure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("extent", models.CharField(choices=_EXTENTS, max_length=10)),
                ("entries", models.PositiveIntegerField(default=0)),
                ("files", models.PositiveIntegerField(default=0)),
                ("authority", models.CharField(max_length=200)),
                ("reason", models.CharField(max_length=400)),
                ("by", models.CharField(max_length=20)),
                ("at", models.DateTimeField()),
                ("case", _of_case("erasures")),
            ],
        ),
        migrations.CreateModel(
            name="LegalHold",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.CharField(max_length=400)),
                ("since", models.DateTimeField()),
                ("set_by", models.CharField(max_length=20)),
                ("lifted_at", models.DateTimeField(blank=True, null=True)),
                ("lifted_by", models.CharField(blank=True, max_length=20)),
                ("case", _of_case("holds")),
            ],
        ),
    )
