"""The day of the determination: whether it came in time, and whether it fits the priority printed."""

import datetime as dt
from collections.abc import Iterator
from typing import NamedTuple

from evenhand.audit.context import AuditContext, days_words
from evenhand.audit.passage import mentions
from evenhand.clock.due import spoken
from evenhand.determination.published import PublishedDetermination
from evenhand.finding import Finding, Provenance, Severity

_A_FEW_DAYS = dt.timedelta(days=10)
"""More than any run of closed days that a last day can roll over."""


class _Reckoning(NamedTuple):
    """The last lawful days when the records came on the last day they could lawfully come.

    `part` is the part the rule of the determination plays; `notice` what is assumed of the notice of assignment.
    """

    records: dt.date
    due: dt.date
    extended: dt.date | None
    part: str
    notice: str


def decided_in_time(letter: PublishedDetermination, context: AuditContext) -> Iterator[Finding]:
    """The determination came by the last day, reckoned from the latest day on which the records could lawfully come."""
    assigned, decided = letter.date_assigned, letter.decision_date
    if assigned is None or decided is None or decided < assigned:
        return
    last = _reckoning(letter, context, assigned)
    assumption = f"Taking it that {last.notice}the records came on the last lawful day, {spoken(last.records)}"
    if decided <= last.due:
        message = f"Not shown to be late. {assumption}, the determination was due on {spoken(last.due)}."
        yield context.passed(letter, message, letter.place("decision_date"), provenance=Provenance.ASSUMED)
        return
    yield context.finding(
        letter,
        f"Decided on {spoken(decided)}, {days_words((decided - assigned).days)} after assignment. {assumption}, the "
        f"determination was due on {spoken(last.due)}: {days_words((decided - last.due).days)} late"
        f"{_extended(last, decided)}. The letter shows neither the day the records were complete nor an extension."
        + _timely_from(letter, context, last, decided),
        letter.place("decision_date"),
        severity=Severity.WARNING if last.extended and decided <= last.extended else None,
        part=last.part,
        against=(context.reading.part("date_assigned"),),
        expected=f"a determination by {spoken(last.due)}",
        remedy="Ask the review organization when the records were complete and whether an extension was approved."
        + _consequence(context),
        provenance=Provenance.ASSUMED,
    )


def priority_fits(letter: PublishedDetermination, context: AuditContext) -> Iterator[Finding]:
    """A determination headed as expedited was made in the time of an expedited review."""
    assigned, decided = letter.date_assigned, letter.decision_date
    is_expedited = mentions(letter.priority, context.law.words["expedited"])
    if assigned is None or decided is None or decided < assigned or not is_expedited:
        return
    records = context.due(letter, "records", assigned)
    due = context.due(letter, "decision", records)
    took = days_words((decided - assigned).days)
    message = f'The letter is headed "{letter.priority}" and was decided {took} after assignment'
    if decided <= due:
        yield context.passed(letter, f"{message}.", letter.place("priority"), provenance=Provenance.ASSUMED)
        return
    yield context.finding(
        letter,
        f"{message}; an expedited review would have ended by {spoken(due)}. Either the priority is misprinted or the "
        "review was not run as expedited.",
        letter.place("priority"),
        part="decision",
        against=(context.reading.part("date_assigned"), context.reading.part("decision_date")),
        expected="the priority under which the case was run",
        remedy="Compare the priority with the notice of assignment.",
        provenance=Provenance.ASSUMED,
    )


def _track(letter: PublishedDetermination, context: AuditContext) -> str:
    """Which of the reviews with periods of their own the priority names; empty for the regular one."""
    tracks = (track for track, words in context.law.words.items() if mentions(letter.priority, words))
    return next(tracks, "")


def _reckoning(letter: PublishedDetermination, context: AuditContext, assigned: dt.date) -> _Reckoning:
    track = _track(letter, context)
    part = f"{track}_decision" if track else "decision"
    if f"{track}_records" in context.law.rules:
        notice, records = "", context.due(letter, f"{track}_records", assigned)
    else:
        manner = context.assumed["assignment"]
        notice = f"the notice of assignment went by {context.programme.services[manner]} on the day of assignment and "
        records = context.due(letter, "records", assigned, manner)
    # The extension lengthens the regular period; what it would make of the others is not reckoned here.
    extended = None if track else context.due(letter, "extension", records)
    return _Reckoning(records, context.due(letter, part, records), extended, part, notice)


def _extended(last: _Reckoning, decided: dt.date) -> str:
    if last.extended is None:
        return ""
    if decided <= last.extended:
        return f", in time only if an extension to {spoken(last.extended)} was approved"
    return f", {days_words((decided - last.extended).days)} with an extension to {spoken(last.extended)}"


def _timely_from(letter: PublishedDetermination, context: AuditContext, last: _Reckoning, decided: dt.date) -> str:
    """The earliest day on which records, completed then, would have made the determination timely."""
    day = max(last.records, decided - (last.due - last.records) - _A_FEW_DAYS)
    while day < decided and context.due(letter, last.part, day) < decided:
        day += dt.timedelta(days=1)
    return f" It would be in time if the records were complete on {spoken(day)} or later."


def _consequence(context: AuditContext) -> str:
    if "late_is_valid" not in context.law.rules:
        return ""
    rule = context.rule("late_is_valid")
    return f" {rule.text} ({'; '.join(rule.versions[-1].citation)})"
