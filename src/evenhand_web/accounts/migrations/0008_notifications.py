"""What concerns a person, told in the application."""

from typing import ClassVar

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """The table of those notifications."""

    dependencies: ClassVar = [
        ("accounts", "0007_kept_forms"),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name="Notification",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=160, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("case_given", "A case was given to you"),
                            ("asked", "You are asked to review a case"),
                            ("assigned", "A case was assigned to you for review"),
                            ("sent_back", "A determination came back to you with a question"),
                            ("return_answered", "What you sent back was answered, and is signed again"),
                            ("question", "A reviewer wants a party asked"),
                            ("answered", "A party's answer came"),
                            ("due", "A due day is near"),
                            ("task", "A task waits for you"),
                            ("alarm", "An alarm"),
                            ("failure", "Something behind the pages failed"),
                        ],
                        max_length=16,
                    ),
                ),
                ("place", models.CharField(max_length=40)),
                ("case", models.CharField(blank=True, max_length=12)),
                ("about", models.CharField(blank=True, max_length=40)),
                ("at", models.DateTimeField()),
                ("read_at", models.DateTimeField(null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notifications",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": (
                    models.Index(condition=models.Q(("read_at", None)), fields=["person"], name="accounts_note_unread"),
                    models.Index(fields=["person", "-at", "-id"], name="accounts_note_person"),
                ),
            },
        ),
    ]
