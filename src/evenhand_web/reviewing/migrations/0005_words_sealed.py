"""What is written before it is signed is sealed under the keys of the cases."""

from django.db import migrations

from evenhand_web.infrastructure.sealed_columns import SealedJson, SealedText
from evenhand_web.infrastructure.sealing_step import Seal


class Migration(migrations.Migration):
    """Table by table; every case has its key by now."""

    dependencies = (("drafts", "0004_check_answers"), ("cases", "0020_words_sealed"))
    operations = (
        Seal(
            "Refusal",
            (("reason", SealedText(of="case")),),
        ),
        Seal(
            "DraftVersion",
            (("content", SealedJson(of="draft.case", default=dict)),),
        ),
        Seal(
            "Dismissal",
            (("reason", SealedText(of="draft.case")),),
        ),
        Seal(
            "Question",
            (
                ("question", SealedText(of="draft.case")),
                ("declined", SealedText(of="draft.case")),
            ),
        ),
        Seal(
            "Return",
            (
                ("finding", SealedText(of="case")),
                ("question", SealedText(of="case")),
                ("answer", SealedText(of="case")),
            ),
        ),
        Seal(
            "CheckFinding",
            (
                ("message", SealedText(of="draft.case")),
                ("because", SealedText(of="draft.case")),
            ),
        ),
        Seal(
            "SignedAnswers",
            (("content", SealedJson(of="case", default=dict)),),
        ),
    )
