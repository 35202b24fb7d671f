"""The table of what each case counts for in the figures."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """One table, beside the cases."""

    initial = True
    dependencies = (("cases", "0019_keys_anew"),)

    operations = (
        migrations.CreateModel(
            name="CountedCase",
            fields=[
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="counted",
                        serialize=False,
                        to="cases.case",
                    ),
                ),
                ("programme", models.CharField(max_length=40)),
                ("head", models.CharField(max_length=64)),
                ("fingerprint", models.CharField(max_length=64)),
                ("form", models.PositiveSmallIntegerField()),
                ("first_on", models.DateField()),
                ("last_on", models.DateField(null=True)),
                ("facts", models.BinaryField()),
            ],
            options={
                "indexes": [models.Index(fields=["programme", "first_on", "last_on"], name="figures_counted_days")],
            },
        ),
    )
