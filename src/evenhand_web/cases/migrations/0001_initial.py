"""Cases, their dockets, documents and delegations."""

import datetime
from typing import ClassVar

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import evenhand_web.infrastructure.idents


class Migration(migrations.Migration):
    """The tables of this app as they began."""

    initial = True

    dependencies: ClassVar = [
        ("works", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name="Case",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "ident",
                    models.CharField(
                        default=evenhand_web.infrastructure.idents.new_ident, editable=False, max_length=12, unique=True
                    ),
                ),
                ("number", models.CharField(max_length=40, unique=True)),
                ("programme", models.CharField(max_length=40)),
                ("head", models.CharField(max_length=64)),
                ("length", models.PositiveIntegerField()),
                ("fingerprint", models.CharField(db_index=True, max_length=64)),
                ("stage", models.CharField(max_length=40)),
                ("holder", models.CharField(blank=True, max_length=20)),
                ("priority", models.CharField(max_length=12)),
                (
                    "due_at",
                    models.DateTimeField(default=datetime.datetime(9999, 12, 31, 0, 0, tzinfo=datetime.UTC)),
                ),
                ("due_label", models.CharField(blank=True, max_length=120)),
                ("due_rule", models.CharField(blank=True, max_length=40)),
                ("due_holder", models.CharField(blank=True, max_length=20)),
                ("received_on", models.DateField()),
                ("claim", models.CharField(blank=True, db_index=True, max_length=64)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["due_at", "id"], name="cases_case_due"),
                    models.Index(fields=["stage", "due_at", "id"], name="cases_case_stage_due"),
                    models.Index(fields=["due_holder", "due_at", "id"], name="cases_case_holder_due"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Delegation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("programme", models.CharField(max_length=40)),
                ("kind", models.CharField(max_length=40)),
                ("since", models.DateField()),
                ("until", models.DateField(blank=True, null=True)),
                ("paper", models.CharField(max_length=200)),
            ],
            options={
                "indexes": [models.Index(fields=["programme", "kind", "since"], name="cases_delegation_kind")],
            },
        ),
        migrations.CreateModel(
            name="CaseDocument",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("entry", models.PositiveIntegerField()),
                ("name", models.CharField(max_length=200)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="documents", to="cases.case"
                    ),
                ),
                ("file", models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, to="works.storedfile")),
            ],
            options={
                "indexes": [models.Index(fields=["case", "entry"], name="cases_document_entry")],
            },
        ),
        migrations.CreateModel(
            name="DocketEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("kind", models.CharField(max_length=40)),
                ("on", models.DateField()),
                ("recorded_at", models.DateTimeField()),
                ("header", models.BinaryField()),
                ("payload", models.BinaryField(null=True)),
                ("salt", models.CharField(max_length=64, null=True)),
                ("hash", models.CharField(max_length=64)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="entries", to="cases.case"
                    ),
                ),
                (
                    "entered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("case", "number"), name="cases_entry_place")],
            },
        ),
    ]
