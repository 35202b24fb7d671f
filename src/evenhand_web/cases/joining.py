"""Joining applications: who could be joined with a case, what that would do to the clock of each, and doing it."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from evenhand.citation import NoRuleInForce
from evenhand.clock.due import legal_day
from evenhand.clock.joining import governing, joining, to_be_severed
from evenhand.clock.running import Clock
from evenhand.docket.intake import Consolidated, LineSevered
from evenhand.finding import Finding, Severity
from evenhand.programme.model import Programme
from evenhand_web.accounts.models import Person
from evenhand_web.cases.access import cases_for
from evenhand_web.cases.duplicates import judged_one_employee
from evenhand_web.cases.entering import enter_own
from evenhand_web.cases.models import Case
from evenhand_web.cases.open_case import OpenCase, opened

MOST = 12
_LONGEST_NUMBER = 40
_REASON = "It is taken out when the applications are joined, so that it runs on its own clock."


class ChangedError(Exception):
    """A docket has grown since the proposal was shown."""


class Effect(NamedTuple):
    """What joining does to one case: the day its determination is due alone and joined, None where no clock to one is
    dated yet.

    `lines` are those still to be decided, which may be taken out; `is_alone` tells a case that is never delayed by
    the others and is left to run by itself.
    """

    case: OpenCase
    alone_on: dt.date | None
    joined_on: dt.date | None
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
    """Applications that might be joined: what stands against it, the day that governs and its rule, and the effect on
    each.
    """

    against: tuple[Finding, ...]
    unanswered: str
    governing_on: dt.date | None
    rule: str
    effects: tuple[Effect, ...]

    @property
    def joined(self) -> tuple[OpenCase, ...]:
        """The cases that would go on under one number: all but those that run on their own clock."""
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
    day = _day(first, case.programme) if first else None
    return Proposal(against, unanswered, day, first.rule if first else "", effects)


def _effect(case: OpenCase, first: Clock | None, is_alone: bool, taken_out: Mapping[str, str]) -> Effect:
    own = governing((case.state,), case.programme)
    alone_on = _day(own, case.programme) if own else None
    joined_on = _day(first, case.programme) if first else None
    lines = tuple(
        Line(line, case.state.treatments[line].words, taken_out.get(f"{case.case.ident}-{line}", ""))
        for line in case.state.live_lines()
    )
    return Effect(case, alone_on, alone_on if is_alone else joined_on, is_alone, lines)


def _day(clock: Clock, programme: Programme) -> dt.date:
    if clock.due is None:
        raise ValueError("a governing clock is dated")
    return legal_day(clock.due.due, programme)


def faults(proposed: Proposal) -> tuple[str, ...]:
    """What is wrong with the lines to be taken out, in words."""
    return tuple(_faults(proposed))


def _faults(proposed: Proposal) -> Iterator[str]:
    for effect in proposed.effects:
        numbers, own = [line.goes_on_as for line in effect.taken_out], effect.case.state.case_number
        if own in numbers:
            yield _("A line of case %(own)s cannot leave it and go on under the same number.") % {"own": own}
        if any(len(number) > _LONGEST_NUMBER for number in numbers):
            yield _("A case number given for a line of case %(own)s is too long.") % {"own": own}
        if numbers and len(numbers) == len(effect.lines):
            yield _("No line would be left in case %(own)s: leave it out of the consolidation instead.") % {"own": own}


def join(proposed: Proposal, shown: Mapping[str, str]) -> tuple[OpenCase, ...]:
    """Enter a joining in every case, or in none: in the order of the table, so that two who join at once do not wait
    for one another. `shown` is how long each docket was when the effect was shown, by the id of its case. Gives
    each case as it is then.

    Raises ValueError where something stands against it, ChangedError or StaleError where a docket has grown since,
    NotAllowed where the procedure forbids it.
    """
    if not proposed.may or faults(proposed):
        raise ValueError("what stands against a joining is seen to first")
    numbers = [joined_case.state.case_number for joined_case in proposed.joined]
    effects = sorted(
        (effect for effect in proposed.effects if not effect.is_alone), key=lambda effect: effect.case.case.pk
    )
    entered = []
    with transaction.atomic():
        for effect in effects:
            if shown.get(effect.case.case.ident) != str(effect.case.length):
                raise ChangedError
            others = tuple(number for number in numbers if number != effect.case.state.case_number)
            entered.append(_enter(effect, others))
    return tuple(entered)


def _enter(effect: Effect, others: tuple[str, ...]) -> OpenCase:
    case = enter_own(effect.case, effect.case.length, Consolidated(case_numbers=others))
    for line in effect.taken_out:
        severed = LineSevered(line=line.id, case_number=line.goes_on_as, reason=_REASON)
        case = enter_own(case, case.length, severed)
    return case
