"""No part that one programme has keeps a column of its own."""

from django.db import migrations


class Migration(migrations.Migration):
    """Drops the column."""

    dependencies = (("cases", "0013_employers_by_their_part"),)

    operations = (migrations.RemoveField("comparedcase", "employer"),)
