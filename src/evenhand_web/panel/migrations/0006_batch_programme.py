"""A queue drawn up belongs to a programme; those drawn up before were of the one that dockets did not name yet."""

from typing import ClassVar

from django.db import migrations, models

from evenhand.programme.library import programme_of_unnamed


class Migration(migrations.Migration):
    """The programme of a queue that was drawn up."""

    dependencies: ClassVar = [("panel", "0005_credential_papers")]
    operations: ClassVar = [
        migrations.AddField(
            model_name="batchrun",
            name="programme",
            field=models.CharField(default=programme_of_unnamed, max_length=60),
            preserve_default=False,
        ),
    ]
