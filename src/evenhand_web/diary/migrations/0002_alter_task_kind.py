"""Tasks about the installation itself."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Let a task be of this kind."""

    dependencies = (("diary", "0001_initial"),)
    operations = (
        migrations.AlterField(
            model_name="task",
            name="kind",
            field=models.CharField(
                choices=[
                    ("certification", "Ask whether it is certified as urgent"),
                    ("duty", "Close the gap in the on-call schedule"),
                    ("address", "Find a better address and serve again"),
                    ("call_back", "Call back"),
                    ("operation", "See to the installation"),
                    ("other", "Something else"),
                ],
                max_length=16,
            ),
        ),
    )
