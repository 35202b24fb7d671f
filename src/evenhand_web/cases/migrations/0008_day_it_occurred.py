"""The day by which applications are alike is each programme's own: of an injury, of a service refused."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Renames the column."""

    dependencies = (("cases", "0007_names_folded_anew"),)
    operations = (
        migrations.RenameField(model_name="comparedcase", old_name="injured_on", new_name="occurred_on"),
        migrations.AlterField(
            model_name="pairjudged",
            name="verdict",
            field=models.CharField(
                choices=[
                    ("duplicate", "One application, filed twice"),
                    ("related", "Same applicant and matter, another dispute"),
                    ("different", "Different applicants or matters"),
                ],
                max_length=10,
            ),
        ),
    )
