"""The tables of letters prepared for publication, and of what people decided about their passages."""

from typing import ClassVar

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from evenhand_web.infrastructure.sealed_columns import SealedJson, SealedText

_ID = models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")
_KINDS = ("name", "number", "address", "organization", "date", "contact", "story", "unsure")


def _person(*, null: bool = False) -> "models.ForeignKey[object, object]":
    return models.ForeignKey(
        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL, null=null
    )


class Migration(migrations.Migration):
    """Two tables, beside the letters."""

    initial = True
    dependencies: ClassVar = [
        ("archive", "0006_time_stamp_and_leave"),
        ("cases", "0019_keys_anew"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name="Preparation",
            fields=[
                ("id", _ID),
                ("digest", models.CharField(max_length=64)),
                ("fingerprint", models.CharField(max_length=64)),
                ("masks", SealedJson(of="case", default=list)),
                ("reasons", SealedJson(of="case", default=list)),
                ("must_be_read", models.BooleanField()),
                ("seed", models.CharField(max_length=80)),
                ("share", models.PositiveSmallIntegerField()),
                ("drawn", models.PositiveSmallIntegerField()),
                ("made_at", models.DateTimeField()),
                ("opened_at", models.DateTimeField(null=True)),
                ("read_at", models.DateTimeField(null=True)),
                ("second_at", models.DateTimeField(null=True)),
                ("published_as", models.PositiveIntegerField(null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="preparations", to="cases.case"
                    ),
                ),
                (
                    "issue",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="preparation", to="archive.issue"
                    ),
                ),
                ("read_by", _person(null=True)),
                ("second_by", _person(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="PassageJudgment",
            fields=[
                ("id", _ID),
                ("start", models.PositiveIntegerField()),
                ("end", models.PositiveIntegerField()),
                ("is_lifted", models.BooleanField()),
                ("kind", models.CharField(choices=[(kind, kind) for kind in _KINDS], max_length=12)),
                ("why", SealedText(of="preparation.case")),
                ("is_leak", models.BooleanField(default=False)),
                ("at", models.DateTimeField()),
                ("by", _person()),
                (
                    "preparation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="judgments",
                        to="publication.preparation",
                    ),
                ),
            ],
        ),
    ]
