"""Credential files, affiliations, what cases are about, and wishes to go below the floor."""

from typing import Any, ClassVar

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def _key() -> Any:
    return models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


def _person(*, null: bool = False, related_name: str = "+") -> Any:
    return models.ForeignKey(
        null=null,
        on_delete=django.db.models.deletion.PROTECT,
        related_name=related_name,
        to=settings.AUTH_USER_MODEL,
    )


class Migration(migrations.Migration):
    """Four tables, none of them changed from before."""

    dependencies: ClassVar = [
        ("panel", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name="CredentialFile",
            fields=[
                ("id", _key()),
                ("content", models.TextField()),
                ("kept_at", models.DateTimeField()),
                ("kept_by", _person(null=True)),
                ("person", _person(related_name="credential_files")),
            ],
        ),
        migrations.CreateModel(
            name="AffiliationGraph",
            fields=[
                ("id", _key()),
                ("content", models.TextField()),
                ("kept_at", models.DateTimeField()),
                ("kept_by", _person(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="CaseDescription",
            fields=[
                ("id", _key()),
                ("case", models.CharField(max_length=12, unique=True)),
                ("content", models.TextField()),
                ("made_at", models.DateTimeField()),
                ("made_by", _person()),
            ],
        ),
        migrations.CreateModel(
            name="FloorRequest",
            fields=[
                ("id", _key()),
                ("case", models.CharField(db_index=True, max_length=12)),
                ("score", models.PositiveSmallIntegerField()),
                ("floor", models.PositiveSmallIntegerField()),
                ("reason", models.TextField()),
                ("asked_at", models.DateTimeField()),
                ("asked_by", _person()),
                ("reviewer", _person()),
            ],
            options={
                "constraints": (models.UniqueConstraint(fields=("case", "reviewer"), name="panel_floor_request_once"),),
            },
        ),
    ]
