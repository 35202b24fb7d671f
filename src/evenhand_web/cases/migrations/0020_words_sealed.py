"""Words about cases that lay plain beside the docket are sealed under the keys of their cases."""

from django.db import migrations

from evenhand_web.infrastructure.sealed_columns import SealedJson, SealedText
from evenhand_web.infrastructure.sealing_step import Seal


class Migration(migrations.Migration):
    """Table by table; every case has its key by now."""

    dependencies = (("cases", "0019_keys_anew"),)
    operations = (
        Seal(
            "CaseDocument",
            (("name", SealedText(of="case")),),
        ),
        Seal(
            "PartyContact",
            (
                ("address", SealedText(of="case")),
                ("telephone", SealedText(of="case")),
                ("fax", SealedText(of="case")),
                ("email", SealedText(of="case")),
                ("how", SealedText(of="case")),
            ),
        ),
        Seal(
            "ComparedCase",
            (
                ("name", SealedText(of="case")),
                ("claim_number", SealedText(of="case")),
                ("named", SealedJson(of="case", default=dict)),
                ("physician", SealedText(of="case")),
                ("physician_npi", SealedText(of="case")),
            ),
        ),
        Seal(
            "PairJudged",
            (("reason", SealedText(of=("low", "high"))),),
        ),
        Seal(
            "EmergencyAccess",
            (
                ("reason", SealedText(of="case")),
                ("verdict", SealedText(of="case")),
            ),
        ),
        Seal(
            "LegalHold",
            (("reason", SealedText(of="case")),),
        ),
    )
