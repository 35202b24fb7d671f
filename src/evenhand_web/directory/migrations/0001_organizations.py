"""The directory of organizations."""

from typing import ClassVar

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from evenhand_web.infrastructure.idents import new_ident


class Migration(migrations.Migration):
    """The table."""

    initial = True
    dependencies: ClassVar = [migrations.swappable_dependency(settings.AUTH_USER_MODEL)]
    operations: ClassVar = [
        migrations.CreateModel(
            "Organization",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ident", models.CharField(default=new_ident, editable=False, max_length=12, unique=True)),
                ("name", models.CharField(max_length=120)),
                ("name_key", models.CharField(db_index=True, max_length=200)),
                ("kind", models.CharField(max_length=40)),
                ("address", models.TextField(blank=True, max_length=600)),
                ("telephone", models.CharField(blank=True, max_length=40)),
                ("fax", models.CharField(blank=True, max_length=40)),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("e_service_since", models.DateField(blank=True, null=True)),
                ("e_service_paper", models.CharField(blank=True, max_length=200)),
                ("verified_on", models.DateField()),
                ("verified_how", models.CharField(max_length=200)),
                ("kept_at", models.DateTimeField()),
                ("acts_for", models.ManyToManyField(blank=True, related_name="agents", to="directory.organization")),
                (
                    "kept_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            "organization",
            models.UniqueConstraint(fields=("name_key", "kind"), name="directory_organization_once"),
        ),
    ]
