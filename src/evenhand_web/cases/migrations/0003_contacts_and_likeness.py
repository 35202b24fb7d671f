"""Where parties are reached, what of cases is compared, and what people said of two cases."""

from typing import ClassVar

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Tables and one index: none touches the docket."""

    dependencies: ClassVar = [
        ("cases", "0002_append_only"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name="ComparedCase",
            fields=[
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="compared",
                        serialize=False,
                        to="cases.case",
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=400)),
                ("injured_on", models.DateField(blank=True, null=True)),
                ("born_on", models.DateField(blank=True, null=True)),
                ("claim_number", models.CharField(blank=True, max_length=60)),
                ("employer", models.CharField(blank=True, max_length=120)),
                ("ur_decided_on", models.DateField(blank=True, null=True)),
                ("treatments", models.JSONField(default=list)),
            ],
        ),
        migrations.CreateModel(
            name="CompareKey",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(db_index=True, max_length=32)),
            ],
        ),
        migrations.CreateModel(
            name="PairJudged",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "verdict",
                    models.CharField(
                        choices=[
                            ("duplicate", "One application, filed twice"),
                            ("related", "Same employee and injury, another dispute"),
                            ("different", "Different employees or injuries"),
                        ],
                        max_length=10,
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=400)),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="PartyContact",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("party", models.CharField(max_length=60)),
                ("address", models.TextField(max_length=600)),
                ("telephone", models.CharField(blank=True, max_length=40)),
                ("fax", models.CharField(blank=True, max_length=40)),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("since", models.DateField()),
                ("how", models.CharField(max_length=200)),
                ("told_at", models.DateTimeField()),
            ],
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("priority", "expedited")), fields=["stage"], name="cases_case_expedited"
            ),
        ),
        migrations.AddField(
            model_name="comparekey",
            name="case",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"),
        ),
        migrations.AddField(
            model_name="pairjudged",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="pairjudged",
            name="high",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"),
        ),
        migrations.AddField(
            model_name="pairjudged",
            name="low",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"),
        ),
        migrations.AddField(
            model_name="partycontact",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="contacts", to="cases.case"
            ),
        ),
        migrations.AddField(
            model_name="partycontact",
            name="told_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddIndex(
            model_name="pairjudged",
            index=models.Index(fields=["low", "high"], name="cases_pair_judged"),
        ),
        migrations.AddIndex(
            model_name="partycontact",
            index=models.Index(fields=["case", "party", "since"], name="cases_contact_party"),
        ),
    ]
