"""Where one line of a dispute stands."""

from enum import StrEnum


class LineStatus(StrEnum):
    """Where one line of the dispute stands."""

    DISPUTED = "disputed"
    AUTHORISED = "authorised"
    WITHDRAWN = "withdrawn"
    SETTLED = "settled"
    SEVERED = "severed"
    NOT_ADMITTED = "not_admitted"
    DECIDED = "decided"
    ADJUDICATED = "adjudicated"
    """The decision under review was found untimely: the adjudicator decides the treatment."""


LIVE = (LineStatus.DISPUTED,)
"""The lines that are still to be decided."""
