"""A paper may have been split at its cover sheets, or have come after the determination."""

from django.db import migrations, models

STATES = (
    ("new", "Being read"),
    ("waiting", "Waits for somebody"),
    ("filed", "Filed"),
    ("again", "Came before"),
    ("application", "Kept for a new application"),
    ("apart", "Set apart: another person's"),
    ("no_record", "No paper of a record"),
    ("parted", "Split at its cover sheets"),
    ("late", "Kept: came after the determination"),
)


class Migration(migrations.Migration):
    """Two words more."""

    dependencies = (("mailroom", "0001_initial"),)
    operations = (
        migrations.AlterField("item", "state", models.CharField(max_length=12, choices=STATES, default="new")),
    )
