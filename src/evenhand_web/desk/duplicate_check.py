"""Whether an application being keyed may be here already: asked before its case is opened."""

import hashlib
from typing import Any

from evenhand.docket.entry import Occurrence
from evenhand.docket.intake import ApplicationReceived
from evenhand.docket.party import Role
from evenhand.likeness import Described, Reading
from evenhand_web.cases.duplicates import alike
from evenhand_web.cases.models import Case
from evenhand_web.desk.claim_facts_form import BesideForm

_MOST_SHOWN = 8


def here_already(happened: Occurrence, beside: BesideForm, looked_at: str) -> dict[str, Any]:
    """The cases that may be this very application, and a token that says these were looked at; nothing where there are
    none, or `looked_at` says so already. A number in use is told by itself.
    """
    payload = happened.payload
    if not isinstance(payload, ApplicationReceived) or Case.objects.filter(number=payload.case_number).exists():
        return {}
    described = Described(
        name=" ".join(party.name for party in payload.parties if party.role is Role.APPLICANT),
        injured_on=payload.injured_on,
        treatments=tuple(treatment.words for treatment in payload.treatments),
    )
    alike_cases = [
        alike_case
        for alike_case in alike(beside.added_to(described))
        if alike_case.likeness.reading is Reading.ONE_APPLICATION
    ]
    token = hashlib.sha256(" ".join(alike_case.case.head for alike_case in alike_cases).encode()).hexdigest()
    return {"alike": alike_cases[:_MOST_SHOWN], "looked_at": token} if alike_cases and token != looked_at else {}
