"""How far the house's own numbers have come, by programme and year."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """The table of series."""

    dependencies: ClassVar = [("cases", "0021_plain_words_forgotten")]
    operations: ClassVar = [
        migrations.CreateModel(
            "NumberSeries",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("programme", models.CharField(max_length=40)),
                ("year", models.PositiveIntegerField()),
                ("last", models.PositiveIntegerField(default=0)),
            ],
        ),
        migrations.AddConstraint(
            "numberseries",
            models.UniqueConstraint(fields=("programme", "year"), name="cases_number_series"),
        ),
    ]
