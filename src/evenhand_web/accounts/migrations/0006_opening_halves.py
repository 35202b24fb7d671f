"""What opens an account in two halves, where no mail goes out."""

from typing import ClassVar

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

_CASCADE = django.db.models.deletion.CASCADE


class Migration(migrations.Migration):
    """One table."""

    dependencies: ClassVar = [
        ("accounts", "0005_keepers"),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            "OpeningHalves",
            [
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("first", models.CharField(max_length=64)),
                ("second", models.CharField(blank=True, default="", max_length=64)),
                ("made_at", models.DateTimeField()),
                ("failures", models.PositiveSmallIntegerField(default=0)),
                (
                    "first_by",
                    models.ForeignKey(on_delete=_CASCADE, related_name="+", to=settings.AUTH_USER_MODEL),
                ),
                (
                    "person",
                    models.OneToOneField(
                        on_delete=_CASCADE, related_name="opening_halves", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "second_by",
                    models.ForeignKey(null=True, on_delete=_CASCADE, related_name="+", to=settings.AUTH_USER_MODEL),
                ),
            ],
        ),
    ]
