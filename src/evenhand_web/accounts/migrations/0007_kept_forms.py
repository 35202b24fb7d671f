"""What was typed into forms whose session had ended."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """One table."""

    dependencies = (
        ("accounts", "0006_opening_halves"),
        ("works", "0003_key_buckets"),
    )

    operations = (
        migrations.CreateModel(
            name="KeptForm",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ident", models.CharField(max_length=43, unique=True)),
                ("address", models.CharField(max_length=400)),
                ("place", models.CharField(max_length=60)),
                ("kept_at", models.DateTimeField(db_index=True)),
                (
                    "file",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="form_as", to="works.storedfile"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
    )
