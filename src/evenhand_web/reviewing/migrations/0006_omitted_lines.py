"""Lines that a determination omitted, and what is signed on them."""

from typing import ClassVar

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import evenhand_web.infrastructure.sealed_columns


class Migration(migrations.Migration):
    """Their two tables, and what comes back of such a text."""

    dependencies: ClassVar = [
        ("drafts", "0005_words_sealed"),
        ("cases", "0020_words_sealed"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name="Omission",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("line", models.CharField(max_length=20)),
                ("treatment", evenhand_web.infrastructure.sealed_columns.SealedJson(default=dict, of="case")),
                ("reason", evenhand_web.infrastructure.sealed_columns.SealedText(of="case")),
                ("asked_at", models.DateTimeField()),
                ("entry", models.PositiveIntegerField(blank=True, null=True)),
                ("dropped", evenhand_web.infrastructure.sealed_columns.SealedText(of="case")),
                ("dropped_at", models.DateTimeField(blank=True, null=True)),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="omissions", to="cases.case"
                    ),
                ),
                (
                    "reviewer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="omissions",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": (
                    models.Index(
                        condition=models.Q(("dropped_at", None), ("entry", None)),
                        fields=["reviewer", "case"],
                        name="drafts_omission_open",
                    ),
                ),
            },
        ),
        migrations.CreateModel(
            name="SignedSupplement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("content", evenhand_web.infrastructure.sealed_columns.SealedJson(default=dict, of="case")),
                ("sha256", models.CharField(max_length=64)),
                ("answers", evenhand_web.infrastructure.sealed_columns.SealedJson(default=dict, of="case")),
                ("length", models.PositiveIntegerField()),
                ("signed_at", models.DateTimeField()),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="supplements", to="cases.case"
                    ),
                ),
                (
                    "reviewer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="supplements",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="return",
            name="supplement",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="returns",
                to="drafts.signedsupplement",
            ),
        ),
    ]
