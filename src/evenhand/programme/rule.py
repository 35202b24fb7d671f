"""Dated, cited statements of law: a rule, its versions, and what each kind of rule gives."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any, NamedTuple

from evenhand.citation import NoRuleInForce, VerificationStatus
from evenhand.finding import Finding, Place, Severity
from evenhand.programme.read_only import close_tables


class Force(StrEnum):
    """Whether a rule speaks from a day on: it does, it does not, or nobody here has read the text that would tell."""

    IN_FORCE = "in_force"
    NOT_IN_FORCE = "not_in_force"
    UNKNOWN = "unknown"


class RuleKind(StrEnum):
    """What a rule gives: a period, days added by a manner of service, an amount, a list, or a plain statement."""

    DEADLINE = "deadline"
    SERVICE_EXTENSION = "service_extension"
    GATE = "gate"
    CONTENTS = "contents"
    ORDER = "order"
    FEE = "fee"
    PENALTY = "penalty"
    STATEMENT = "statement"


class Unit(StrEnum):
    """What a period counts. Open days are those a calendar leaves open; hours run through nights and weekends."""

    CALENDAR_DAYS = "calendar_days"
    OPEN_DAYS = "open_days"
    HOURS = "hours"
    MONTHS = "months"


class MonthEnd(StrEnum):
    """Where a period of months ends when the month has no such day: on its last day, or on the first of the next."""

    CLAMP = "clamp"
    FIRST_OF_NEXT = "first_of_next"


@dataclass(frozen=True, slots=True, kw_only=True)
class ArguedRoll:
    """Another reading of the law, by which the last day would move on over the closed days of the calendar `rolls_on`.

    The day told is never this one; but nobody is called late for an act between the two. `citation` argues for it,
    `against` for the reading that is told.
    """

    rolls_on: str
    citation: tuple[str, ...]
    against: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A period: `count` units after the trigger, which is day 0 and not counted (CCP 12).

    `counts_on` names the calendar whose open days are counted; `rolls_on` the calendar on whose closed days the last
    day moves on to the next open one. Both are ids of the programme's calendars; empty where they do not apply.
    `argued` is a reading that would let the last day roll further, where one is argued.
    """

    count: int
    unit: Unit
    counts_on: str = ""
    rolls_on: str = ""
    month_end: MonthEnd = MonthEnd.CLAMP
    argued: ArguedRoll | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """When a paper counts as received, where the period runs from its receipt.

    What comes after the hour `until` (local time) was received on the next day that the calendar `counts_on` leaves
    open; what was sent in a manner of `deemed` was received so many calendar days after it was sent.
    """

    until: dt.time
    counts_on: str
    deemed: Mapping[str, int]
    citation: str

    def __post_init__(self) -> None:
        close_tables(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineValue:
    """What a deadline rule gives: one or more periods (the earliest end governs), or periods by manner of service.

    `extended_by_service` names the service-extension rule that adds days; empty where service changes nothing.
    `receipt` tells when the paper that starts the period counts as received, where the law says so.
    """

    periods: tuple[Period, ...] = ()
    by_service: Mapping[str, Period] | None = None
    extended_by_service: str = ""
    receipt: Receipt | None = None

    def __post_init__(self) -> None:
        close_tables(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceDays:
    """Days added to a period by each manner of service; a manner not listed adds none.

    `days` are calendar days; `open_days` are days that the calendar `counts_on` leaves open.
    """

    days: Mapping[str, int]
    open_days: Mapping[str, int] = field(default_factory=dict)
    counts_on: str = ""

    def __post_init__(self) -> None:
        close_tables(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedItem:
    """One item of a list of law: a required content, a conflict term, a rank of an order; `words` are our own."""

    id: str
    words: str
    citation: str = ""
    status: VerificationStatus | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Items:
    """A list of law; `strictly` tells whether a later item counts only where every earlier one does not apply."""

    items: tuple[ListedItem, ...]
    strictly: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Amounts:
    """Rows of a schedule of money: each row's conditions by name and its amount in United States dollars (None:
    unread).
    """

    rows: tuple[tuple[Mapping[str, Any], Decimal | None, VerificationStatus], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PenaltyValue:
    """Exposure to a penalty in United States dollars: so much a day, at most so much. Only the regulator assesses."""

    per_day: Decimal | None
    cap: Decimal | None
    ceiling_per_day: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A plain statement with the named facts it turns on (thresholds, flags, counts)."""

    facts: Mapping[str, Any]

    def __post_init__(self) -> None:
        close_tables(self)


Value = DeadlineValue | ServiceDays | Items | Amounts | PenaltyValue | Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleVersion:
    """What a rule says from a day on.

    `value` is None unless the rule is in force. `must_read` names the text to read where its content is unknown.
    """

    since: dt.date
    force: Force
    value: Value | None
    citation: tuple[str, ...]
    status: VerificationStatus
    regime: str = ""
    must_read: str = ""
    note: str = ""


class InForce(NamedTuple):
    """Law that holds on a day: the rule by its id, and its version in force."""

    rule: str
    version: RuleVersion

    @property
    def citation(self) -> str:
        """The authority for it."""
        return "; ".join(self.version.citation)


class NotInForce(NamedTuple):
    """That no law of this kind holds on a day, said in `message` with its authority.

    `rule` is empty where the programme has no such rule at all, `version` None before a rule's first version.
    """

    rule: str
    message: str
    citation: str = ""
    version: RuleVersion | None = None


class Unread(NamedTuple):
    """That there is a text on a day and nobody here has read it, said in `message`; `must_read` names the text."""

    rule: str
    message: str
    citation: str
    must_read: str

    def finding(self, place: Place, consequence: str) -> Finding:
        """What is said of it in casework, with what follows until the text has been read. It bars nothing."""
        return Finding(
            rule=self.rule,
            message=f"{self.message} {consequence}",
            severity=Severity.WARNING,
            citation=self.citation,
            place=place,
            remedy=f"Read {self.must_read} and add the version to the programme.",
        )


Law = InForce | NotInForce | Unread
"""What the law answers when it is asked about a day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockRule:
    """How a deadline runs on a docket, in names of docket events.

    It starts when all of `starts` have happened (at the latest of them; at the earliest with `starts_at_first`),
    stops at the first of `stops`, runs only where the case has all flags `when` and none of `unless`, and for each of
    `per` ("case"; "line" for every line; "party" for every party that is asked, which alone meets it). It starts no
    earlier than the first of `not_before`. `ended_by` are events that leave it without an outcome; each of `restarts`
    starts it anew; after each of `renewed_by` its own `starts` must happen anew. `longer_by` names the rule that may
    prolong it. `is_right` marks the time to use a right: whoever lets it pass has lost the right and broken no duty.
    With `starts_at_last` the last occurrence of a start counts, not the first. `penalty` names the rule by which its
    lateness exposes its holder. The clock that `decides` is the determination's: its due day is the day the decision
    is due.
    """

    label: str
    starts: tuple[str, ...]
    stops: tuple[str, ...]
    starts_at_first: bool = False
    when: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    per: str = "case"
    longer_by: str = ""
    ended_by: tuple[str, ...] = ()
    restarts: tuple[str, ...] = ()
    renewed_by: tuple[str, ...] = ()
    not_before: tuple[str, ...] = ()
    is_right: bool = False
    starts_at_last: bool = False
    penalty: str = ""
    decides: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkedExample:
    """A sum a lawyer worked by hand: with this trigger, service and facts, the rule must give this due date."""

    trigger: dt.date | dt.datetime
    due: dt.date | dt.datetime
    service: str = ""
    raw: dt.date | dt.datetime | None = None
    facts: Mapping[str, Any] | None = None
    why: str = ""
    line: int | None = None

    def __post_init__(self) -> None:
        close_tables(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule of law under its id, with all its versions in order of day.

    `selected_by` names the event whose date selects the version; `holder` who must act; `trigger` what starts the
    period, in words; `lengthens` the deadline whose period this one prolongs; `default_service` the manner of
    service taken when none is given.
    """

    id: str
    kind: RuleKind
    title: str
    text: str
    selected_by: str
    versions: tuple[RuleVersion, ...]
    holder: str = ""
    trigger: str = ""
    lengthens: str = ""
    default_service: str = ""
    clock: ClockRule | None = None
    examples: tuple[WorkedExample, ...] = ()
    file: str = ""
    line: int | None = None

    def version_on(self, day: dt.date) -> RuleVersion:
        """The version that speaks on a day, whatever its force; raises NoRuleInForce before the first."""
        version = self._speaking_on(day)
        if version is None:
            raise NoRuleInForce(self.id, self._before(day), "; ".join(self.versions[0].citation))
        return version

    def in_force(self, day: dt.date) -> Law:
        """What the rule says on a day: its version in force, that none is, or that its text has not been read."""
        version = self._speaking_on(day)
        if version is None:
            return NotInForce(self.id, self._before(day), "; ".join(self.versions[0].citation))
        cites = "; ".join(version.citation)
        match version.force:
            case Force.IN_FORCE:
                return InForce(self.id, version)
            case Force.NOT_IN_FORCE:
                why = f"{self.id} ({self.title}) is not in force on {day:%Y-%m-%d} ({cites})."
                return NotInForce(self.id, why, cites, version)
            case Force.UNKNOWN:
                why = (
                    f"{self.id} ({self.title}) has a text on {day:%Y-%m-%d} that has not been read: "
                    f"read {version.must_read} first ({cites})."
                )
                return Unread(self.id, why, cites, version.must_read)

    def demanded_on(self, day: dt.date) -> RuleVersion:
        """The version in force on a day; raises NoRuleInForce where it is not in force or its text has not been
        read.
        """
        law = self.in_force(day)
        if isinstance(law, InForce):
            return law.version
        raise NoRuleInForce(law.rule, law.message, law.citation)

    def _speaking_on(self, day: dt.date) -> RuleVersion | None:
        return next((version for version in reversed(self.versions) if version.since <= day), None)

    def _before(self, day: dt.date) -> str:
        first = self.versions[0]
        return f"{self.id} ({self.title}) has no version on {day}; the first is of {first.since}."
