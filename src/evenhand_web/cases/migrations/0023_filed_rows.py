"""Which rows of tables were taken in as which case."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """The table."""

    dependencies: ClassVar = [("cases", "0022_number_series")]
    operations: ClassVar = [
        migrations.CreateModel(
            "FiledRow",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=64, unique=True)),
                ("at", models.DateTimeField()),
                ("case", models.ForeignKey(on_delete=models.PROTECT, related_name="filed_rows", to="cases.case")),
            ],
        ),
    ]
