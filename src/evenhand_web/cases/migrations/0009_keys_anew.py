"""The keys by which applications that may be one are found name no injury any more: 0015 writes them anew, once all
they are made of stands in its columns.
"""

from django.db import migrations


class Migration(migrations.Migration):
    """Nothing more than its place in the order."""

    dependencies = (("cases", "0008_day_it_occurred"),)
    operations = ()
