"""A case's number however it is typed, and the requesting physician among what is compared."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """The columns; 0007 fills them."""

    dependencies: ClassVar = [
        ("cases", "0005_names_of_open_cases"),
    ]

    operations: ClassVar = [
        migrations.AddField("case", "number_key", models.CharField(blank=True, default="", max_length=80)),
        migrations.AddField("comparedcase", "physician", models.CharField(blank=True, default="", max_length=400)),
        migrations.AddField("comparedcase", "physician_npi", models.CharField(blank=True, default="", max_length=10)),
        migrations.AddConstraint(
            "case",
            models.UniqueConstraint(
                condition=models.Q(("number_key", ""), _negated=True),
                fields=("number_key",),
                name="cases_case_number_typed",
            ),
        ),
    ]
