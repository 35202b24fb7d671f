"""Whether an application being keyed may be here already: asked before its case is opened."""

import hashlib
from typing import Any

from evenhand.docket.entry import Occurrence
from evenhand.docket.intake import ApplicationReceived
from evenhand.docket.party import Role
from evenhand.likeness import Described, Reading
from evenhand_web.cases.alike import alike
from evenhand_web.cases.models import Case
from evenhand_web.desk.beside_form import BesideForm

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
        treatments=tuple(one.words for one in payload.treatments),
    )
    found = [one for one in alike(beside.added_to(described)) if one.likeness.reading is Reading.ONE_APPLICATION]
    token = hashlib.sha256(" ".join(one.case.head for one in found).encode()).hexdigest()
    return {"alike": found[:_MOST_SHOWN], "looked_at": token} if found and token != looked_at else {}
