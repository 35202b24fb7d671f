"""From what occurred to the assignment: the order of the days, scope, the time to apply, the wait for assignment."""

from collections.abc import Iterator
from itertools import combinations

from evenhand.audit.context import AuditContext, days_words, listed
from evenhand.clock.due import spoken
from evenhand.determination.published import PublishedDetermination
from evenhand.finding import Finding, Provenance, Severity
from evenhand.programme.rule import Statement

_IN_ORDER = {
    "date_of_injury": "",
    "ur_denial_date": "decision under review",
    "application_received": "receipt of the application",
    "date_assigned": "assignment",
    "decision_date": "determination",
}
"""The days of a letter as a case runs, and what each is called; the first has the programme's word."""


def days_in_order(letter: PublishedDetermination, context: AuditContext) -> Iterator[Finding]:
    """Occurrence, decision under review, application, assignment and determination follow one another."""
    shown = [(field, day) for field in _IN_ORDER if (day := getattr(letter, field))]
    wrong = [(first, second) for (first, earlier), (second, later) in combinations(shown, 2) if earlier > later]
    if not wrong:
        if len(shown) > 1:
            message = f"The {len(shown)} days of the header follow one another as a case runs."
            yield context.passed(letter, message, letter.place(shown[0][0]))
        return
    field = max(_IN_ORDER, key=lambda name: sum(name in pair for pair in wrong))
    others = [first if second == field else second for first, second in wrong if field in (first, second)]
    named = _IN_ORDER | {"date_of_injury": context.occurrence}
    days = listed([f"the {named[other]} ({spoken(getattr(letter, other))})" for other in others])
    order = "before" if wrong[0][1] == field else "after"
    yield context.claim(
        letter,
        f"The {named[field]} ({spoken(getattr(letter, field))}) stands {order} {days}.",
        context.reading.part(field),
        against=tuple(context.reading.part(other) for other in others),
        rule=wrong[0][1],
        expected=f"{listed(list(named.values()))} in this order",
        remedy="Compare the days with the case file; every period counted from a wrong day is wrong.",
    )


def in_scope(letter: PublishedDetermination, context: AuditContext) -> Iterator[Finding]:
    """What occurred or the decision under review is recent enough for this review."""
    value = context.demanded(letter).value
    facts = value.facts if isinstance(value, Statement) else {}
    since, decision = facts.get("occurred_on_or_after"), facts.get("communicated_on_or_after")
    occurrence = context.occurrence
    if since is None or decision is None or (letter.date_of_injury is None and letter.ur_denial_date is None):
        return
    if letter.date_of_injury is not None and letter.date_of_injury >= since:
        message = f"In scope: the {occurrence} is {since} or later."
        yield context.passed(letter, message, letter.place("date_of_injury"))
        return
    if letter.ur_denial_date is not None and letter.ur_denial_date >= decision:
        message = f"In scope whatever the {occurrence}: the decision under review is of {decision} or later."
        yield context.passed(letter, message, letter.place("ur_denial_date"))
        return
    yield context.finding(
        letter,
        f"Neither the {occurrence} ({letter.date_of_injury or 'not shown'}) nor the decision under review "
        f"({letter.ur_denial_date or 'not shown'}) is recent enough for this review.",
        letter.place("ur_denial_date"),
        expected=f"a {occurrence} of {since} or later, or a decision communicated on {decision} or later",
        remedy="Establish when the decision was communicated; a dispute out of scope goes another way.",
    )


def applied_in_time(letter: PublishedDetermination, context: AuditContext) -> Iterator[Finding]:
    """The application came within the time to apply, counted from the day of the decision under review."""
    decided, received = letter.ur_denial_date, letter.application_received
    if decided is None or received is None or received < decided:
        return
    last = context.due(letter, "window", decided, context.assumed["served_by_hand"])
    mailed = context.due(letter, "window", decided, context.assumed["ur_decision"])
    waited = days_words((received - decided).days)
    message = (
        f"The application was received on {spoken(received)}, {waited} after the decision; the last day was "
        f"{spoken(last)}, or {spoken(mailed)} if the decision went by mail. The letter shows when the decision was "
        "made, not when it was served, which is what starts the time."
    )
    place = letter.place("application_received")
    if received <= mailed:
        yield context.passed(letter, message, place, provenance=Provenance.ASSUMED)
        return
    yield context.finding(
        letter,
        message,
        place,
        part="window",
        against=(context.reading.part("ur_denial_date"),),
        expected="receipt by the last day, counted from service of the decision on the applicant",
        remedy="Find out when and how the decision was served, and whether the form came with it.",
        provenance=Provenance.ASSUMED,
    )


def assigned_promptly(letter: PublishedDetermination, context: AuditContext) -> Iterator[Finding]:
    """Eligibility was found and the case assigned without delay after the application came.

    No number of days is law here. The yardstick is the next working day, and beyond it the longest wait that one
    request for information, made at once and answered on its last day, would explain.
    """
    received, assigned = letter.application_received, letter.date_assigned
    if received is None or assigned is None or assigned < received:
        return
    at_once = context.due(letter, "notice", received)
    answered = context.due(letter, "notice", context.due(letter, "information", received))
    waited = days_words((assigned - received).days)
    message = f"The case was assigned on {spoken(assigned)}, {waited} after the application"
    place = letter.place("date_assigned")
    if assigned <= at_once:
        yield context.passed(letter, f"{message}, at the latest on the next working day.", place)
        return
    explained = assigned <= answered
    yield context.finding(
        letter,
        f"{message}. The letter does not show on which day eligibility was found, so whether the notice of assignment "
        "followed in time cannot be tested. A request for information, answered on its last day, would explain "
        f"{'a wait until' if explained else 'no more than'} {spoken(answered)}.",
        place,
        severity=Severity.NOTE if explained else None,
        part="eligibility",
        expected="eligibility found without delay, and the notice of assignment on the next working day",
        remedy="Ask for the day of the eligibility finding and for what was done in between.",
        provenance=Provenance.ASSUMED,
    )
