"""Who answers for the weights of a panel."""

from typing import ClassVar

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """A row for each approval, and for each that was taken back."""

    dependencies: ClassVar = [
        ("panel", "0006_batch_programme"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations: ClassVar = [
        migrations.CreateModel(
            name="WeightsApproval",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("programme", models.CharField(max_length=40)),
                ("file", models.CharField(max_length=60)),
                ("digest", models.CharField(max_length=64)),
                ("is_approved", models.BooleanField()),
                ("role", models.CharField(max_length=20)),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="weights_approvals",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("made_at", models.DateTimeField()),
            ],
            options={"indexes": [models.Index(fields=["programme", "id"], name="panel_approval_programme")]},
        ),
    ]
