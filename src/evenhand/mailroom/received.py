"""The day a paper was received: for paper the day it reached the house, by its stamp; for fax and e-mail its arrival.

The day of the scan tells nothing. When a day begins to count is the programme's own rule, which the clocks apply to the
instant that is given here.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from zoneinfo import ZoneInfo

from evenhand.finding import Finding, FindingKind, Place, Severity


class Manner(StrEnum):
    """How something reached the house."""

    PAPER = "paper"
    """By mail or by hand, and scanned here."""
    FAX = "fax"
    EMAIL = "email"
    UPLOAD = "upload"


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """How and when something came. `arrived_at` is the instant (aware) at which it reached the house's machines.
    `stamped_on` and `stamped_at` are the day and the hour of the stamp on its batch, where the stamp was set;
    `postmarked_on` is the day of its postmark.
    """

    manner: Manner
    arrived_at: dt.datetime
    stamped_on: dt.date | None = None
    stamped_at: dt.time | None = None
    postmarked_on: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """The day something was received, a day where the programme counts its days; the instant, where it is known; and by
    what both are known, in words.
    """

    on: dt.date
    at: dt.datetime | None
    by: str


_UNSTAMPED = FindingKind(
    rule="MAIL-STAMP",
    severity=Severity.MAJOR,
    message="No stamp tells on which day this paper reached the house.",
    expected="the day of receipt as stamped on the batch",
    remedy="Enter the day of the stamp, with its hour if it bears one.",
)
_LATER = FindingKind(
    rule="MAIL-STAMP-LATER",
    severity=Severity.MAJOR,
    message="The stamp says {stamped}, and the paper was scanned before that, on {scanned}.",
    expected="a stamp set on or before the day of the scan",
    remedy="Look at the stamp, and enter its day anew.",
)
_POSTMARK = FindingKind(
    rule="MAIL-POSTMARK",
    severity=Severity.WARNING,
    message="The postmark says {postmarked}, which is after the day of the stamp, {stamped}.",
    remedy="Look at envelope and stamp: one of the two days was misread.",
)


def receipt(arrival: Arrival, zone: ZoneInfo, office: ZoneInfo) -> Receipt | None:
    """When something was received, told where a programme counts its days (`zone`); None for paper without a stamp, of
    which a person has to be asked. The hour of a stamp is that of the `office`.
    """
    if arrival.manner is not Manner.PAPER:
        at = arrival.arrived_at.astimezone(zone)
        return Receipt(on=at.date(), at=at, by=_ARRIVED[arrival.manner])
    if arrival.stamped_on is None:
        return None
    if arrival.stamped_at is None:
        return Receipt(on=arrival.stamped_on, at=None, by="stamp on the batch")
    at = dt.datetime.combine(arrival.stamped_on, arrival.stamped_at, office).astimezone(zone)
    return Receipt(on=at.date(), at=at, by="stamp on the batch, with its hour")


_ARRIVED = {Manner.FAX: "arrival of the fax", Manner.EMAIL: "arrival of the e-mail", Manner.UPLOAD: "upload"}


def receipt_findings(arrival: Arrival, office: ZoneInfo) -> Iterator[Finding]:
    """What is missing or wrong in what is told of an arrival: no stamp, a stamp after the scan, a later postmark."""
    if arrival.manner is Manner.PAPER and arrival.stamped_on is None:
        yield _UNSTAMPED.at(Place(key="stamp"))
    scanned = arrival.arrived_at.astimezone(office)
    stamped = arrival.stamped_on
    if stamped is not None:
        told = dt.datetime.combine(stamped, arrival.stamped_at or dt.time.min, office)
        if told > scanned:
            yield _LATER.at(Place(key="stamp"), stamped=_told(stamped), scanned=_told(scanned.date()))
        if arrival.postmarked_on is not None and arrival.postmarked_on > stamped:
            where = Place(key="postmark")
            yield _POSTMARK.at(where, postmarked=_told(arrival.postmarked_on), stamped=_told(stamped))


def _told(day: dt.date) -> str:
    return f"{day:%B} {day.day}, {day.year}"
