"""Consolidation of applications: whether they may be joined, which of them must run alone, and whose due date governs.

Each application keeps its number, priority and clock. Joining never gives anybody a later day: the earliest due date
governs, and an application that runs on a faster track is severed.
"""

import datetime as dt
from collections.abc import Iterator
from itertools import combinations
from typing import Any

from evenhand.citation import NoRuleInForce
from evenhand.clock.due import last_instant
from evenhand.clock.running import Clock, clocks_of
from evenhand.docket.intake import ApplicationReceived
from evenhand.docket.kind import EntryKind
from evenhand.docket.party import Role
from evenhand.finding import Finding, Place, Severity
from evenhand.names.likeness import Likeness
from evenhand.names.person_likeness import same_person
from evenhand.procedure.state import CaseState
from evenhand.programme.facts import FactUse, Period
from evenhand.programme.model import Programme, RuleTerm
from evenhand.programme.needs import Meaning
from evenhand.programme.rule import InForce, NotInForce, RuleVersion, Statement, Unread


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
        if case.programme.flag(Meaning.ELIGIBLE) not in case.flags:
            yield f"{case.case_number} has not been found eligible."
    if facts.get("same_applicant"):
        yield from _unlike(cases, Role.APPLICANT, "the same applicant")
    if facts.get("same_physician"):
        yield from _unlike(cases, Role.PROVIDER, "the same requesting physician")
    occurrences = {_occurrence(case) for case in cases}
    if facts.get("same_occurrence") and (len(occurrences) > 1 or None in occurrences):
        rule = cases[0].programme.intake.used_as(FactUse.OCCURRENCE)
        yield f"The applications do not have the same {rule.spoken if rule else 'occasion'}."


def _unlike(cases: tuple[CaseState, ...], role: Role, words: str) -> Iterator[str]:
    """Why the parties of a role are not one in all cases: their names are others', or may be."""
    names = [_named(case, role) for case in cases]
    answers = {same_person(name, other) for name, other in combinations(names, 2)}
    if "" in names or Likeness.OTHER in answers:
        yield f"The applications do not have {words}."
    elif Likeness.ASK in answers:
        shown = " and ".join(dict.fromkeys(names))
        yield f"Whether {shown} are {words} is for a person to settle: correct the name that is written wrongly."


def _named(case: CaseState, role: Role) -> str:
    return "; ".join(sorted(party.name for party in case.parties.values() if party.role is role))


def _occurrence(case: CaseState) -> Period | None:
    event = case.first(EntryKind.APPLICATION_RECEIVED.value)
    payload = case.docket.entries[event.entry - 1].payload if event else None
    return case.programme.intake.occurrence(payload) if isinstance(payload, ApplicationReceived) else None


def to_be_severed(cases: tuple[CaseState, ...]) -> tuple[str, ...]:
    """The numbers of the cases that run on a faster track than the others and are never delayed by them: on one whose
    time to decide the programme gives only where certain flags are up.
    """
    tracks = {case.case_number: _tracks(case.programme) & case.flags for case in cases}
    if len(set(tracks.values())) == 1:
        return ()
    return tuple(number for number, faster in tracks.items() if faster)


def _tracks(programme: Programme) -> frozenset[str]:
    """The flags that put a case on a track of its own."""
    return frozenset(flag for rule in programme.deciding if rule.clock is not None for flag in rule.clock.when)


def governing(cases: tuple[CaseState, ...], programme: Programme) -> Clock | None:
    """The clock of the joined determination: the one that falls due first among the cases' own; None where none is
    dated.
    """
    deciding = programme.deciding
    candidates = [
        (last_instant(clock.due.due, programme), clock)
        for case in cases
        for rule in deciding
        for clock in clocks_of(rule, case, programme)
        if clock.due is not None
    ]
    return min(candidates, key=lambda candidate: candidate[0])[1] if candidates else None
