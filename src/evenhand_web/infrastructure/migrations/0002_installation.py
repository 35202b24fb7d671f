"""What a database is: the house's own, or a demonstration."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Make the table of one row."""

    dependencies = (("works", "0001_initial"),)
    operations = (
        migrations.CreateModel(
            name="Installation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("is_demonstration", models.BooleanField()),
                ("made_at", models.DateTimeField()),
            ],
            options={
                "constraints": [models.CheckConstraint(condition=models.Q(("pk", 1)), name="works_installation_once")],
            },
        ),
    )
