"""Who answers for the words of letters: a row for each approval, and for each that was taken back."""

from typing import ClassVar

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """One table."""

    dependencies: ClassVar = [("archive", "0001_initial"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]

    operations: ClassVar = [
        migrations.CreateModel(
            name="WordingApproval",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("programme", models.CharField(max_length=40)),
                ("letter", models.CharField(max_length=60)),
                ("language", models.CharField(max_length=20)),
                ("digest", models.CharField(max_length=64)),
                ("is_approved", models.BooleanField()),
                ("role", models.CharField(max_length=20)),
                ("made_at", models.DateTimeField()),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="wording_approvals",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={"indexes": [models.Index(fields=["programme", "id"], name="archive_approval_programme")]},
        )
    ]
