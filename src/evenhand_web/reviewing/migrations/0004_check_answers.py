"""What the checks said of drafts, and what was answered when an analysis was signed."""

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Two tables."""

    dependencies: ClassVar = [("cases", "0009_keys_anew"), ("drafts", "0003_page_seen")]

    operations: ClassVar = [
        migrations.CreateModel(
            name="CheckFinding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=24)),
                ("check_id", models.CharField(max_length=40)),
                ("rule", models.CharField(max_length=40)),
                ("message", models.TextField()),
                ("said_at", models.DateTimeField()),
                ("because", models.TextField(blank=True)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                (
                    "draft",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="check_findings", to="drafts.draft"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("draft", "key"), name="drafts_finding_once")],
            },
        ),
        migrations.CreateModel(
            name="SignedAnswers",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("entry", models.PositiveIntegerField()),
                ("content", models.JSONField()),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="signed_answers", to="cases.case"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("case", "entry"), name="drafts_answers_once")],
            },
        ),
    ]
