"""Calls and tasks are sealed under the keys of their cases."""

from django.db import migrations

from evenhand_web.infrastructure.sealed_columns import SealedText
from evenhand_web.infrastructure.sealing_step import Seal


class Migration(migrations.Migration):
    """Table by table; every case has its key by now."""

    dependencies = (("diary", "0003_savedview"), ("cases", "0020_words_sealed"))
    operations = (
        Seal(
            "Talk",
            (
                ("speaker", SealedText(of="case")),
                ("telephone", SealedText(of="case")),
                ("about", SealedText(of="case")),
                ("answered", SealedText(of="case")),
            ),
        ),
        Seal(
            "Task",
            (
                ("words", SealedText(of="case")),
                ("outcome", SealedText(of="case")),
            ),
        ),
    )
