"""Joining applications: who could be joined with a case, and what that would do to the clock of each."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from django.db.models import Q

from evenhand.citation import NoRuleInForce
from evenhand.clock.due import legal_day
from evenhand.clock.joining import governing, joining, to_be_severed
from evenhand.clock.running import Clock
from evenhand.finding import Finding, Severity
from evenhand.programme.model import Programme
from evenhand_web.accounts.models import Person
from evenhand_web.cases.access import cases_for
from evenhand_web.cases.duplicates import judged_one_employee
from evenhand_web.cases.models import Case
from evenhand_web.cases.open_case import OpenCase, opened
from evenhand_web.desk.spoken_days import said

MOST = 12


class Effect(NamedTuple):
    """What joining does to one case: the day its determination is due alone and joined, and the difference in words.

    `lines` are those still to be decided, which may be taken out; `is_alone` tells a case that is never delayed by
    the others and is left to run by itself.
    """

    case: OpenCase
    alone: str
    joined: str
    words: str
    is_alone: bool
    lines: tuple["Line", ...]

    @property
    def taken_out(self) -> tuple["Line", ...]:
        """The lines that are to go on alone."""
        return tuple(line for line in self.lines if line.goes_on_as)


class Line(NamedTuple):
    """A line still to be decided, and the case number keyed under which it goes on alone; empty where it stays."""

    id: str
    words: str
    goes_on_as: str


class Proposal(NamedTuple):
    """Applications that might be joined: what stands against it, whose day governs, and the effect on each."""

    against: tuple[Finding, ...]
    unanswered: str
    governing: str
    rule: str
    effects: tuple[Effect, ...]

    @property
    def joined(self) -> tuple[OpenCase, ...]:
        """The cases that would be joined."""
        return tuple(effect.case for effect in self.effects if not effect.is_alone)

    @property
    def may(self) -> bool:
        """Whether nothing bars it; that a text has not been read does not."""
        barring = [finding for finding in self.against if finding.severity.rank >= Severity.MAJOR.rank]
        return not barring and not self.unanswered


def candidates(person: Person, case: Case) -> list[Case]:
    """The cases of the same employee and injury, by the digest of name and day or by what a person said."""
    same = Q(claim=case.claim) & ~Q(claim="") | Q(pk__in=list(judged_one_employee(case)))
    same_cases = cases_for(person).filter(same, programme=case.programme).exclude(pk=case.pk)
    return list(same_cases.order_by("-pk")[:MOST])


def proposal(person: Person, case: OpenCase, others: Iterable[Case], taken_out: Mapping[str, str]) -> Proposal:
    """What joining a case with others would mean today. `taken_out` are the numbers keyed for lines to go on under, by
    the id of the case, a hyphen and the line.
    """
    cases = [case, *(opened(person, other.ident) for other in others)]
    faster = to_be_severed(tuple(opened_case.state for opened_case in cases))
    joined = [opened_case for opened_case in cases if opened_case.state.case_number not in faster]
    states = tuple(opened_case.state for opened_case in joined)
    against: tuple[Finding, ...] = ()
    unanswered = ""
    try:
        against = joining(states, case.programme, case.today)
    except NoRuleInForce as missing:
        unanswered = str(missing)
    first = governing(states, case.programme)
    effects = tuple(
        _effect(opened_case, first, opened_case.state.case_number in faster, taken_out) for opened_case in cases
    )
    day = f"{_day(first, case.programme):%A, %B %-d, %Y}" if first else ""
    return Proposal(against, unanswered, day, first.rule if first else "", effects)


def _effect(case: OpenCase, first: Clock | None, is_alone: bool, taken_out: Mapping[str, str]) -> Effect:
    own = governing((case.state,), case.programme)
    alone = said(_day(own, case.programme)) if own else "not dated yet"
    lines = tuple(
        Line(line, case.state.treatments[line].words, taken_out.get(f"{case.case.ident}-{line}", ""))
        for line in case.state.live_lines()
    )
    if is_alone:
        return Effect(case, alone, alone, "runs alone: its track is faster, and it waits for none", True, lines)
    if first is None:
        return Effect(case, alone, "not dated yet", "no clock to a determination is dated yet", False, lines)
    joint = _day(first, case.programme)
    return Effect(case, alone, said(joint), _difference(own, joint, case.programme), False, lines)


def _difference(own: Clock | None, joint: dt.date, programme: Programme) -> str:
    if own is None:
        return "takes the day of the others; its own clock is not dated yet"
    days = (_day(own, programme) - joint).days
    if not days:
        return "unchanged: it governs"
    return f"{days} day{'' if days == 1 else 's'} earlier; its own clock runs on beside"


def _day(clock: Clock | None, programme: Programme) -> dt.date:
    if clock is None or clock.due is None:
        raise ValueError("a governing clock is dated")
    return legal_day(clock.due.due, programme)
