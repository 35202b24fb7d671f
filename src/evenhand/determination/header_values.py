"""What every layout of a letter takes from its header and from what it says of its reviewer, by the letter's fields."""

import datetime as dt
from collections.abc import Mapping
from typing import TypedDict

from evenhand.determination.header import Header
from evenhand.determination.reviewer_statement import ReviewerStatement


class HeaderValues(TypedDict):
    """The fields of a published letter that stand in its header or tell of its reviewer; None where it shows none."""

    case_number: str | None
    priority: str | None
    date_assigned: dt.date | None
    date_of_injury: dt.date | None
    decision_date: dt.date | None
    ur_denial_date: dt.date | None
    application_received: dt.date | None
    licensure: tuple[str, ...]
    specialty: str | None


def header_values(head: Header, reviewer: ReviewerStatement, days: Mapping[str, dt.date]) -> HeaderValues:
    """The values of a letter's header and reviewer. `days` are the header's, or these with a day that stands elsewhere
    in the letter.
    """
    return HeaderValues(
        case_number=head.words.get("case_number"),
        priority=head.words.get("priority"),
        date_assigned=days.get("date_assigned"),
        date_of_injury=days.get("date_of_injury"),
        decision_date=days.get("decision_date"),
        ur_denial_date=days.get("ur_denial_date"),
        application_received=days.get("application_received"),
        licensure=reviewer.licensure,
        specialty=reviewer.specialty,
    )
