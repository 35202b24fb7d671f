"""What a corrected version of a determination corrects."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """A table beside the issues."""

    dependencies = (("archive", "0003_house_statement"),)

    operations = (
        migrations.CreateModel(
            name="SlipOfPen",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("field", models.CharField(max_length=200)),
                ("was", models.CharField(max_length=300)),
                ("becomes", models.CharField(max_length=300)),
                (
                    "issue",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="slip", to="archive.issue"
                    ),
                ),
            ],
        ),
    )
