"""Joining applications: whether they may be joined, which of them must run alone, and whose due date governs.

Each application keeps its number, priority and clock. Joining never gives anybody a later day: the earliest due date
governs, and an application that runs on a faster track is severed.
"""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from evenhand.citation import NoRuleInForce
from evenhand.clock.due import Moment
from evenhand.clock.running import Clock, clocks
from evenhand.docket.intake import ApplicationReceived
from evenhand.docket.kind import EntryKind
from evenhand.docket.party import Role
from evenhand.finding import Finding, Place, Severity
from evenhand.procedure.state import CaseState
from evenhand.programme.model import Programme, RuleTerm
from evenhand.programme.rule import InForce, NotInForce, RuleVersion, Statement, Unread

_FASTER = ("expedited", "formulary")


def joining(cases: tuple[CaseState, ...], programme: Programme, on: dt.date) -> tuple[Finding, ...]:
    """What the law has against joining the cases on a day, each ground with its authority; empty when they may.

    A major Finding bars it; a warning says that the text has not been read. The rule is the one the programme's term
    `joining_rule` names; raises NoRuleInForce where none is in force on that day, for then nothing allows joining.
    """
    place = Place(key=", ".join(case.case_number for case in cases))
    law = programme.in_force(RuleTerm.JOINING, on)
    match law:
        case Unread():
            return (law.finding(place, "Nothing here can tell which applications may be joined."),)
        case InForce(version=RuleVersion(value=Statement(facts=facts))):
            return tuple(
                Finding(rule=law.rule, message=message, severity=Severity.MAJOR, citation=law.citation, place=place)
                for message in _grounds(cases, facts)
            )
        case InForce():
            raise NoRuleInForce(law.rule, f"{law.rule} states no facts.", law.citation)
        case NotInForce():
            raise NoRuleInForce(law.rule, law.message, law.citation)


def _grounds(cases: tuple[CaseState, ...], facts: Any) -> Iterator[str]:
    least = facts.get("applications_at_least", 2)
    if len(cases) < least:
        yield f"{len(cases)} application is too few to join; it takes {least}."
    for case in cases:
        if "eligible" not in case.flags:
            yield f"{case.case_number} has not been found eligible."
    same: dict[str, tuple[str, set[str | dt.date | None]]] = {
        "same_employee": ("the same applicant", {_named(case, Role.APPLICANT) for case in cases}),
        "same_physician": ("the same requesting physician", {_named(case, Role.PROVIDER) for case in cases}),
        "same_injury": ("the same day of injury", {_injured_on(case) for case in cases}),
    }
    for fact, (words, stated) in same.items():
        if facts.get(fact) and (len(stated) > 1 or None in stated):
            yield f"The applications do not have {words}."


def _named(case: CaseState, role: Role) -> str | None:
    names = sorted(" ".join(party.name.casefold().split()) for party in case.parties.values() if party.role is role)
    return "; ".join(names) or None


def _injured_on(case: CaseState) -> dt.date | None:
    event = case.first(EntryKind.APPLICATION_RECEIVED.value)
    payload = case.docket.entries[event.entry - 1].payload if event else None
    return payload.injured_on if isinstance(payload, ApplicationReceived) else None


def to_be_severed(cases: tuple[CaseState, ...]) -> tuple[str, ...]:
    """The numbers of the cases that run on a faster track than the others and are never delayed by them."""
    tracks = {case.case_number: tuple(flag for flag in _FASTER if flag in case.flags) for case in cases}
    if len(set(tracks.values())) == 1:
        return ()
    return tuple(number for number, faster in tracks.items() if faster)


def governing(cases: tuple[CaseState, ...], programme: Programme) -> Clock | None:
    """The clock of the joined determination: the one that falls due first among the cases' own; None where none is
    dated.
    """
    candidates = [
        (_last_instant(clock.due.due, programme), clock)
        for case in cases
        for clock in clocks(case, programme)
        if clock.due is not None and _ends_in_a_determination(clock, programme)
    ]
    return min(candidates, key=lambda candidate: candidate[0])[1] if candidates else None


def _ends_in_a_determination(clock: Clock, programme: Programme) -> bool:
    rule = programme.rules[clock.rule].clock
    return rule is not None and EntryKind.DETERMINATION_ISSUED.value in rule.stops


def _last_instant(due: Moment, programme: Programme) -> dt.datetime:
    return due if isinstance(due, dt.datetime) else dt.datetime.combine(due, dt.time.max, programme.zone)
