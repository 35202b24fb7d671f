"""What kept files were called is sealed under the keys of the files."""

from django.db import migrations

from evenhand_web.infrastructure.sealed_columns import SealedJson, SealedText
from evenhand_web.infrastructure.sealing_step import Seal


class Migration(migrations.Migration):
    """Table by table; every case has its key by now."""

    dependencies = (("records", "0002_kept_files"),)
    operations = (
        Seal(
            "KeptFile",
            (
                ("name", SealedText(of="file")),
                ("notes", SealedJson(of="file", default=list)),
            ),
        ),
    )
