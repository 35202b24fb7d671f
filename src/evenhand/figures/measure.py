"""The figures of a month: each with its definition, counted from the facts of all cases of a programme."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from evenhand.figures.case_facts import CaseFacts, DutyFacts, DutyKind
from evenhand.figures.count import Cases, Share, Spread, Sum, Value
from evenhand.figures.month import Period
from evenhand.treatment import Outcome


class Asked(NamedTuple):
    """What figures are asked for: the facts of all cases, the month or year, the instant they are counted at (in the
    zone of the programme), and the least number of lines or cases that a group by category or payer is shown with.
    """

    cases: Sequence[CaseFacts]
    month: Period
    as_of: dt.datetime
    minimum: int

    def day(self, instant: dt.datetime | None) -> dt.date | None:
        """The legal day of an instant; None of none."""
        return instant.astimezone(self.as_of.tzinfo).date() if instant else None

    def in_month(self, instant: dt.datetime | None) -> bool:
        """Whether an instant lies in the month."""
        return self.month.holds(self.day(instant))


class Figure(NamedTuple):
    """A figure of one group of cases; `group` is empty where it is of all."""

    group: str
    value: Value


class Track(StrEnum):
    """The two ways a review runs."""

    STANDARD = "standard"
    EXPEDITED = "expedited"


TOO_FEW = "fewer than the minimum"
"""The group that gathers what has too few lines or cases to be shown by itself."""

UNNAMED = "not named"
"""The group of lines without a category, and of cases whose papers name no payer."""


def _track(case: CaseFacts) -> str:
    return Track.EXPEDITED if case.is_expedited else Track.STANDARD


def _by(cases: Iterable[CaseFacts], group_of: Callable[[CaseFacts], str]) -> Mapping[str, list[CaseFacts]]:
    groups: defaultdict[str, list[CaseFacts]] = defaultdict(list)
    for case in cases:
        groups[group_of(case)].append(case)
    return dict(sorted(groups.items()))


def _met(case: CaseFacts) -> bool:
    return case.mailed is not None and case.due is not None and case.mailed <= case.due


def on_time(asked: Asked) -> Iterator[Figure]:
    """Determinations due in the month: mailed to all by the due day, or instant, and the rest."""
    due = [case for case in asked.cases if asked.in_month(case.due) and not case.is_ended]
    reached = [case for case in due if _met(case) or (case.due is not None and case.due < asked.as_of)]
    for track, cases in _by(reached, _track).items():
        in_time = tuple(case.case for case in cases if _met(case))
        yield Figure(track, Share(in_time, tuple(case.case for case in cases if not _met(case))))


def age_from_assignment(asked: Asked) -> Iterator[Figure]:
    """Days from assignment to mailing, of the determinations mailed in the month."""
    yield from _age(asked, lambda case: case.assigned_on)


def age_from_completeness(asked: Asked) -> Iterator[Figure]:
    """Days from the day the documentation was complete to mailing, of the determinations mailed in the month."""
    yield from _age(asked, lambda case: case.complete_on)


def _age(asked: Asked, begun: Callable[[CaseFacts], dt.date | None]) -> Iterator[Figure]:
    for track, cases in _by((case for case in asked.cases if asked.in_month(case.mailed)), _track).items():
        spans = [(asked.day(case.mailed), begun(case), case.case) for case in cases]
        days = tuple(((mailed - since).days, ident) for mailed, since, ident in spans if mailed and since)
        yield Figure(track, Spread(days))


def overdue(asked: Asked) -> Iterator[Figure]:
    """Determinations whose day was over at the end of the month, or now, and that were not mailed to all by then."""
    end = min(asked.as_of, dt.datetime.combine(asked.month.last, dt.time.max, asked.as_of.tzinfo))
    late = [
        case
        for case in asked.cases
        if case.due is not None and case.due < end and not case.is_ended and not (case.mailed and case.mailed <= end)
    ]
    for track, cases in _by(late, _track).items():
        yield Figure(track, Cases(tuple(case.case for case in cases)))


def records_on_time(asked: Asked) -> Iterator[Figure]:
    """The record's own duties due in the month, by claims administrator."""
    yield from _duties(asked, DutyKind.RECORDS, lambda case: case.administrator)


def implemented_on_time(asked: Asked) -> Iterator[Figure]:
    """Duties to carry a determination out that fell due in the month, by claims administrator."""
    yield from _duties(asked, DutyKind.IMPLEMENTATION, lambda case: case.administrator)


def _duties(asked: Asked, kind: DutyKind, group_of: Callable[[CaseFacts], str]) -> Iterator[Figure]:
    groups: defaultdict[str, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
    for case in asked.cases:
        for duty in case.duties:
            if duty.kind is kind and asked.in_month(duty.due) and _is_reached(duty, asked.as_of):
                met, missed = groups[group_of(case) or UNNAMED]
                (met if _in_time(duty) else missed).append(case.case)
    shares = {group: Share(tuple(met), tuple(missed)) for group, (met, missed) in sorted(groups.items())}
    yield from _shown(shares, asked.minimum)


def _in_time(duty: DutyFacts) -> bool:
    return duty.done is not None and duty.done <= duty.due


def _is_reached(duty: DutyFacts, as_of: dt.datetime) -> bool:
    """Whether it can be judged: met, or its time over. One that ended without an outcome before its day is not."""
    return duty.done is not None or (duty.due < as_of and not duty.ended)


def _shown(shares: Mapping[str, Share], minimum: int) -> Iterator[Figure]:
    """Groups that are large enough each by itself, the others together; nothing where there is nothing."""
    small = [share for share in shares.values() if share.of < minimum]
    for group, share in shares.items():
        if share.of >= minimum:
            yield Figure(group, share)
    if small:
        counted = tuple(ident for share in small for ident in share.counted)
        yield Figure(TOO_FEW, Share(counted, tuple(ident for share in small for ident in share.rest)))


def eligible(asked: Asked) -> Iterator[Figure]:
    """Applications first judged in the month: found eligible, and the rest."""
    for track, cases in _by((case for case in asked.cases if asked.month.holds(case.found_on)), _track).items():
        admitted = tuple(case.case for case in cases if case.eligibility == "eligible")
        yield Figure(track, Share(admitted, tuple(case.case for case in cases if case.eligibility != "eligible")))


def reasons(asked: Asked) -> Iterator[Figure]:
    """Applications first judged in the month and not found eligible, by reason; one with two reasons counts twice."""
    by_reason: defaultdict[str, list[str]] = defaultdict(list)
    for case in asked.cases:
        if asked.month.holds(case.found_on) and case.eligibility != "eligible":
            for reason in case.reasons:
                by_reason[reason].append(case.case)
    for reason, idents in sorted(by_reason.items()):
        yield Figure(reason, Cases(tuple(idents)))


def days_to_eligibility(asked: Asked) -> Iterator[Figure]:
    """Days from the receipt of an application to the first finding on it, of those judged in the month."""
    for track, cases in _by((case for case in asked.cases if asked.month.holds(case.found_on)), _track).items():
        days = tuple(((case.found_on - case.received_on).days, case.case) for case in cases if case.found_on)
        yield Figure(track, Spread(days))


def days_charged_to_each(asked: Asked) -> Iterator[Figure]:
    """Days that each holder had a case, of the determinations mailed in the month."""
    holders: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
    for case in asked.cases:
        if asked.in_month(case.mailed):
            for holder, days in case.charged:
                holders[holder].append((days, case.case))
    for holder, days_of in sorted(holders.items()):
        yield Figure(holder, Spread(tuple(days_of)))


def overturned(asked: Asked) -> Iterator[Figure]:
    """Lines decided in the determinations mailed in the month, by category: overturned, in whole or in part."""
    groups: defaultdict[str, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
    for case in asked.cases:
        for line in case.lines if asked.in_month(case.mailed) else ():
            if line.outcome:
                overturned_lines, upheld = groups[line.category or UNNAMED]
                (upheld if line.outcome == Outcome.UPHELD else overturned_lines).append(case.case)
    shares = {group: Share(tuple(counted), tuple(rest)) for group, (counted, rest) in sorted(groups.items())}
    yield from _shown(shares, asked.minimum)


def set_aside(asked: Asked) -> Iterator[Figure]:
    """Determinations set aside in the month, by ground."""
    grounds: defaultdict[str, list[str]] = defaultdict(list)
    for case in asked.cases:
        for on, ground in case.set_aside:
            if asked.month.holds(on):
                grounds[ground].append(case.case)
    for ground, idents in sorted(grounds.items()):
        yield Figure(ground, Cases(tuple(idents)))


def corrected(asked: Asked) -> Iterator[Figure]:
    """Letters corrected in the month."""
    yield Figure("", Cases(_happened(asked, lambda case: case.corrected_on)))


def taken_down(asked: Asked) -> Iterator[Figure]:
    """Published determinations taken down in the month."""
    yield Figure("", Cases(_happened(asked, lambda case: case.taken_down_on)))


def _happened(asked: Asked, days_of: Callable[[CaseFacts], tuple[dt.date, ...]]) -> tuple[str, ...]:
    return tuple(case.case for case in asked.cases for on in days_of(case) if asked.month.holds(on))


def without_guideline(asked: Asked) -> Iterator[Figure]:
    """Decisions under review on applications received in the month that name no guideline, by claims administrator."""
    groups: defaultdict[str, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
    for case in asked.cases:
        if asked.month.holds(case.received_on) and case.cites_guideline is not None:
            silent, citing = groups[case.administrator or UNNAMED]
            (citing if case.cites_guideline else silent).append(case.case)
    shares = {group: Share(tuple(counted), tuple(rest)) for group, (counted, rest) in sorted(groups.items())}
    yield from _shown(shares, asked.minimum)


def mailed(asked: Asked) -> Iterator[Figure]:
    """Determinations mailed to all in the month."""
    for track, cases in _by((case for case in asked.cases if asked.in_month(case.mailed)), _track).items():
        yield Figure(track, Cases(tuple(case.case for case in cases)))


def lines_decided(asked: Asked) -> Iterator[Figure]:
    """Lines decided in the determinations mailed in the month, by outcome; a case counts once for each line."""
    by_outcome: defaultdict[str, list[str]] = defaultdict(list)
    for case in asked.cases:
        for line in case.lines if asked.in_month(case.mailed) else ():
            if line.outcome:
                by_outcome[line.outcome].append(case.case)
    for word, idents in sorted(by_outcome.items()):
        yield Figure(word, Cases(tuple(idents)))


def exposed(asked: Asked) -> Iterator[Figure]:
    """What lateness that came to its end in the month could cost, by holder, at the most."""
    holders: defaultdict[str, list[tuple[Decimal, str]]] = defaultdict(list)
    for case in asked.cases:
        for late in case.late:
            if asked.month.holds(late.on):
                holders[late.holder].append((late.amount, case.case))
    for holder, amounts in sorted(holders.items()):
        total = sum((amount for amount, _ in amounts), Decimal(0))
        yield Figure(holder, Sum(total, tuple(ident for _, ident in amounts)))


def received(asked: Asked) -> Iterator[Figure]:
    """Applications received in the month."""
    for track, cases in _by((case for case in asked.cases if asked.month.holds(case.received_on)), _track).items():
        yield Figure(track, Cases(tuple(case.case for case in cases)))
