"""What a case is about, and why a physician below the floor is wished for, are sealed under the keys of the cases."""

from django.db import migrations

from evenhand_web.infrastructure.sealed_columns import SealedText
from evenhand_web.infrastructure.sealing_step import Seal


class Migration(migrations.Migration):
    """Table by table; every case has its key by now."""

    dependencies = (("panel", "0007_weights_approvals"), ("cases", "0020_words_sealed"))
    operations = (
        Seal(
            "CaseDescription",
            (("content", SealedText(of="case")),),
        ),
        Seal(
            "FloorRequest",
            (("reason", SealedText(of="case")),),
        ),
    )
