"""What a letter lacked or corrects, addresses for news and ties that were told are sealed under the keys of cases."""

from django.db import migrations

from evenhand_web.infrastructure.sealed_columns import SealedJson, SealedText
from evenhand_web.infrastructure.sealing_step import Seal


class Migration(migrations.Migration):
    """Table by table; every case has its key by now."""

    dependencies = (("archive", "0006_time_stamp_and_leave"), ("cases", "0020_words_sealed"))
    operations = (
        Seal(
            "Issue",
            (
                ("anew", SealedText(of="case")),
                ("said", SealedText(of="case")),
            ),
        ),
        Seal(
            "SlipOfPen",
            (
                ("was", SealedText(of="issue.case")),
                ("becomes", SealedText(of="issue.case")),
            ),
        ),
        Seal(
            "UnsealedLeave",
            (("reason", SealedText(of="case")),),
        ),
        Seal(
            "Delivery",
            (("said", SealedText(of="case")),),
        ),
        Seal(
            "NewsAddress",
            (("email", SealedText(of="case")),),
        ),
        Seal(
            "HouseStatement",
            (
                ("points", SealedJson(of="case", default=list)),
                ("tie", SealedText(of="case")),
            ),
        ),
    )
