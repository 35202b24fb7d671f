"""Issues, kept letters, deliveries, print runs and addresses for news."""

from typing import ClassVar

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """The tables of this app as they began."""

    initial = True

    dependencies: ClassVar = [
        ("cases", "0002_append_only"),
        ("works", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name="Issue",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=150, unique=True)),
                ("what", models.CharField(max_length=60)),
                ("since", models.PositiveIntegerField()),
                ("length", models.PositiveIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("asked", "Being made"),
                            ("rendered", "Made, about to be entered"),
                            ("sealed", "Sealed, about to be entered"),
                            ("entered", "Issued, to be sent"),
                            ("served", "Issued and sent"),
                            ("stopped", "Stopped"),
                        ],
                        default="asked",
                        max_length=8,
                    ),
                ),
                ("attempt", models.PositiveSmallIntegerField(default=1)),
                ("asked_at", models.DateTimeField()),
                ("dated_on", models.DateField(blank=True, null=True)),
                ("head", models.CharField(blank=True, max_length=64)),
                ("entry", models.PositiveIntegerField(blank=True, null=True)),
                ("said", models.TextField(blank=True)),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="issues_asked",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="issues", to="cases.case"
                    ),
                ),
                (
                    "redates",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="redated_by",
                        to="archive.issue",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Delivery",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("notice", models.CharField(max_length=60)),
                ("party", models.CharField(max_length=100)),
                ("entry", models.PositiveIntegerField()),
                ("dated_on", models.DateField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "To be mailed"),
                            ("told", "Confirmed, being entered"),
                            ("deposited", "Mailed"),
                            ("replaced", "Not to be sent any more"),
                        ],
                        default="waiting",
                        max_length=9,
                    ),
                ),
                ("told_on", models.DateField(blank=True, null=True)),
                ("told_method", models.CharField(blank=True, max_length=40)),
                ("deposited_as", models.PositiveIntegerField(blank=True, null=True)),
                ("said", models.TextField(blank=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="deliveries", to="cases.case"
                    ),
                ),
                (
                    "told_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deposits_told",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "issue",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="deliveries", to="archive.issue"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="KeptLetter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("party", models.CharField(blank=True, max_length=100)),
                ("name", models.CharField(max_length=200)),
                ("dated_on", models.DateField()),
                ("head", models.CharField(max_length=64)),
                ("seal", models.CharField(blank=True, max_length=200)),
                (
                    "file",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="kept_letter", to="works.storedfile"
                    ),
                ),
                (
                    "issue",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="letters", to="archive.issue"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="NewsAddress",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("party", models.CharField(max_length=100)),
                ("email", models.EmailField(max_length=254)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="news_addresses", to="cases.case"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PrintRun",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("deliveries", models.JSONField()),
                ("asked_at", models.DateTimeField()),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="print_runs",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "file",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="print_run",
                        to="works.storedfile",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="issue",
            index=models.Index(fields=["case", "what", "since"], name="archive_issue_case"),
        ),
        migrations.AddIndex(
            model_name="delivery",
            index=models.Index(fields=["state", "dated_on", "id"], name="archive_delivery_state"),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.UniqueConstraint(fields=("case", "entry"), name="archive_delivery_once"),
        ),
        migrations.AddConstraint(
            model_name="keptletter",
            constraint=models.UniqueConstraint(
                fields=("issue", "dated_on", "head", "name"), name="archive_letter_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="newsaddress",
            constraint=models.UniqueConstraint(fields=("case", "party"), name="archive_news_once"),
        ),
    ]
