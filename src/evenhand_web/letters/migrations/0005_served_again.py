"""What an issue that serves again what came back says of that, and deliveries that came back."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Two columns of the issues, and a state of deliveries."""

    dependencies = (("archive", "0004_slip_of_pen"),)

    operations = (
        migrations.AddField("issue", "anew", models.CharField(blank=True, default="", max_length=300)),
        migrations.AddField("issue", "returned", models.PositiveIntegerField(blank=True, null=True)),
        migrations.AlterField(
            "delivery",
            "state",
            models.CharField(
                choices=[
                    ("waiting", "To be mailed"),
                    ("told", "Confirmed, being entered"),
                    ("deposited", "Mailed"),
                    ("replaced", "Not to be sent any more"),
                    ("returned", "Came back"),
                ],
                default="waiting",
                max_length=9,
            ),
        ),
    )
