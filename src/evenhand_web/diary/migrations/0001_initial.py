"""Calls and letters, tasks, shifts."""

from typing import ClassVar

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import evenhand_web.infrastructure.idents


class Migration(migrations.Migration):
    """The tables of this app as they began."""

    initial = True

    dependencies: ClassVar = [
        ("cases", "0003_contacts_and_likeness"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name="Shift",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("begins_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="shifts", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["ends_at", "begins_at"], name="diary_shift_time")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("begins_at"))), name="diary_shift_ends"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Talk",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "manner",
                    models.CharField(
                        choices=[
                            ("telephone", "Telephone"),
                            ("mail", "Letter"),
                            ("fax", "Fax"),
                            ("email", "Email"),
                            ("visit", "Visit"),
                        ],
                        max_length=10,
                    ),
                ),
                ("at", models.DateTimeField()),
                ("party", models.CharField(blank=True, max_length=60)),
                ("speaker", models.CharField(max_length=120)),
                ("telephone", models.CharField(blank=True, max_length=40)),
                ("about", models.TextField(max_length=4000)),
                ("answered", models.TextField(blank=True, max_length=4000)),
                ("interpreter", models.BooleanField(default=False)),
                ("language", models.CharField(default="en", max_length=12)),
                ("may_be_danger", models.BooleanField(default=False)),
                ("taken_at", models.DateTimeField()),
                (
                    "case",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="talks", to="cases.case"
                    ),
                ),
                (
                    "taken_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["at", "id"], name="diary_talk_at"),
                    models.Index(fields=["case", "at"], name="diary_talk_case"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Task",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "ident",
                    models.CharField(
                        default=evenhand_web.infrastructure.idents.new_ident, editable=False, max_length=12, unique=True
                    ),
                ),
                ("key", models.CharField(max_length=120, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("certification", "Ask whether it is certified as urgent"),
                            ("duty", "Close the gap in the on-call schedule"),
                            ("address", "Find a better address and serve again"),
                            ("call_back", "Call back"),
                            ("other", "Something else"),
                        ],
                        max_length=16,
                    ),
                ),
                ("words", models.CharField(max_length=1000)),
                ("due_at", models.DateTimeField()),
                ("raised_at", models.DateTimeField()),
                ("done_at", models.DateTimeField(null=True)),
                ("outcome", models.CharField(blank=True, max_length=1000)),
                (
                    "case",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="tasks", to="cases.case"
                    ),
                ),
                (
                    "done_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "given_to",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tasks",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "raised_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("done_at", None)), fields=["due_at", "id"], name="diary_task_open"
                    ),
                    models.Index(
                        condition=models.Q(("done_at", None)),
                        fields=["given_to", "due_at", "id"],
                        name="diary_task_given",
                    ),
                    models.Index(
                        condition=models.Q(("done_at__isnull", False)),
                        fields=["-done_at", "-id"],
                        name="diary_task_done",
                    ),
                    models.Index(fields=["case", "due_at"], name="diary_task_case"),
                ],
            },
        ),
    ]
