"""The statement of qualifications of each reviewer."""

from typing import ClassVar

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """The tables of this app as they began."""

    initial = True

    dependencies: ClassVar = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name="ReviewerProfile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("licensed_in", models.TextField(blank=True)),
                ("certifications", models.TextField(blank=True)),
                ("practice", models.TextField(blank=True)),
                ("languages", models.TextField(blank=True)),
                ("capacity", models.PositiveSmallIntegerField(default=5)),
                ("practises", models.BooleanField(default=True)),
                ("verified_on", models.DateField(blank=True, null=True)),
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="profile", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
    ]
