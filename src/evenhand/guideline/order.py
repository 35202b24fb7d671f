"""The order of evidence: the standard a reviewer rests on, the search that led there, and the presumption, as steps.

Ranks, steps and what is presumed are the programme's law of the day; nothing of it stands here. The reviewer records;
what the law asks for and the record lacks is a Finding. Nothing here weighs evidence.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from evenhand.finding import Finding, FindingKind, Place, Severity
from evenhand.programme.model import Programme, RuleTerm
from evenhand.programme.rule import InForce, Items, Law, ListedItem, RuleVersion, Statement, Unread

_STEP_LACKING = FindingKind(
    severity=Severity.WARNING,
    expected="{expected}",
    remedy="Record the step, or rest the line on what the steps lead to.",
)


class StepResult(StrEnum):
    """What a reviewer found at one step of the search."""

    APPLIES = "applies"
    """A recommendation that applies to the worker was found, and the reviewer stays with it."""
    NOT_ADDRESSED = "not_addressed"
    """The condition or treatment is not addressed there."""
    BETTER_ELSEWHERE = "better_elsewhere"
    """A recommendation was found, and a better supported one is believed to exist further on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PassedRank:
    """A rank above the one relied on, and why it does not apply, or which way of the schedule leads past it."""

    rank: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchStep:
    """One step of the search: which, what was looked into (with its edition), and what came of it."""

    step: str
    looked_into: str
    result: StepResult


@dataclass(frozen=True, slots=True, kw_only=True)
class Rebuttal:
    """The evidence set against what is presumed correct, and why it weighs more for this patient."""

    evidence: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedOrder:
    """What a reviewer recorded for one line: the rank relied on, the ranks passed, the search, and any rebuttal."""

    standard: str
    passed: tuple[PassedRank, ...] = ()
    search: tuple[SearchStep, ...] = ()
    rebuttal: Rebuttal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderLaw:
    """The law of the order on the days of a case: the ranks by the decision under review, search and presumption by
    the determination.
    """

    standards: Law
    search: Law
    presumption: Law

    @property
    def ranks(self) -> tuple[ListedItem, ...]:
        """The ranks of evidence, best first; none where no law gives them."""
        return _items(self.standards)

    @property
    def steps(self) -> tuple[ListedItem, ...]:
        """The steps of the search in their order; none where the law of the day asks for no search."""
        return _items(self.search)

    @property
    def presumes(self) -> bool:
        """Whether the first rank is presumed correct."""
        match self.presumption:
            case InForce(version=RuleVersion(value=Statement(facts=facts))):
                return bool(facts.get("presumed_correct"))
            case _:
                return False


def order_law(programme: Programme, ur_decided_on: dt.date, determined_on: dt.date) -> OrderLaw:
    """The order of evidence in force: its ranks on the day of the decision under review, its search and presumption on
    the day of the determination.
    """
    return OrderLaw(
        standards=programme.in_force(RuleTerm.ORDER_OF_STANDARDS, ur_decided_on),
        search=programme.in_force(RuleTerm.SEARCH_SEQUENCE, determined_on),
        presumption=programme.in_force(RuleTerm.PRESUMPTION, determined_on),
    )


def _items(law: Law) -> tuple[ListedItem, ...]:
    match law:
        case InForce(version=RuleVersion(value=Items(items=items))):
            return items
        case _:
            return ()


def order_findings(recorded: RecordedOrder, law: OrderLaw, place: Place) -> tuple[Finding, ...]:
    """What the law of the day asks of the order of evidence and the record of a line lacks.

    A rank below the first needs, for every rank above it, the reason why that does not apply; where the law says that
    the ranks apply strictly its absence is major, else a warning. A text nobody has read is said and asks for nothing.
    """
    unread = (text for text in (law.standards, law.search, law.presumption) if isinstance(text, Unread))
    findings = [text.finding(place, "Nothing is asked of the record under it.") for text in unread]
    findings += _standard(recorded, law, place)
    findings += _search(recorded, law, place)
    findings += _presumption(recorded, law, place)
    return tuple(findings)


def _standard(recorded: RecordedOrder, law: OrderLaw, place: Place) -> Iterator[Finding]:
    ids = [rank.id for rank in law.ranks]
    if not ids or not isinstance(law.standards, InForce):
        return
    if recorded.standard not in ids:
        told = f"names {recorded.standard!r}, which is no rank" if recorded.standard else "names no standard"
        yield _STEP_LACKING.at(
            place, law=law.standards, what=f"The line {told} of evidence.", expected=f"one of {', '.join(ids)}"
        )
        return
    reasons = {passed.rank: passed.reason.strip() for passed in recorded.passed}
    for rank in law.ranks[: ids.index(recorded.standard)]:
        if not reasons.get(rank.id):
            yield _STEP_LACKING.at(
                place,
                law=law.standards,
                severity=Severity.MAJOR if _is_strict(law.standards) else Severity.WARNING,
                what=f"The line rests on rank {recorded.standard} and does not say why rank {rank.id} ({rank.words}) "
                "does not apply.",
                expected="for every higher rank the reason why it does not apply, or the way of the schedule past it",
            )


def _is_strict(law: InForce) -> bool:
    return isinstance(law.version.value, Items) and law.version.value.strictly


def _search(recorded: RecordedOrder, law: OrderLaw, place: Place) -> Iterator[Finding]:
    ids = [step.id for step in law.steps]
    if not ids or not isinstance(law.search, InForce):
        return
    done = {step.step: step for step in recorded.search}
    for name in done:
        if name not in ids:
            message = f"{name!r} is no step of the search for evidence."
            yield _STEP_LACKING.at(
                place, law=law.search, severity=Severity.MINOR, what=message, expected=f"one of {', '.join(ids)}"
            )
    if not done:
        if law.ranks and recorded.standard != law.ranks[0].id:
            message = "The line rests on a rank below the first and records no search for evidence."
            yield _STEP_LACKING.at(
                place, law=law.search, what=message, expected="the steps of the search, in their order"
            )
        return
    last = max((ids.index(step) for step in done if step in ids), default=-1)
    for step_law in law.steps[:last]:
        step = done.get(step_law.id)
        if step is None:
            message = f"The search goes on past step {step_law.id} ({step_law.words}), which is not recorded."
            yield _STEP_LACKING.at(
                place, law=law.search, what=message, expected="every step before the one that was taken last"
            )
        elif step.result is StepResult.APPLIES:
            message = f"The search goes on past step {step_law.id}, where a recommendation was found that applies."
            yield _STEP_LACKING.at(
                place,
                law=law.search,
                what=message,
                expected="to go on only where nothing fits or better support is likely",
            )


def _presumption(recorded: RecordedOrder, law: OrderLaw, place: Place) -> Iterator[Finding]:
    if not law.presumes or not isinstance(law.presumption, InForce):
        return
    rebuttal = recorded.rebuttal
    if rebuttal is not None:
        if not rebuttal.evidence or not rebuttal.reason.strip():
            lacks = "evidence" if not rebuttal.evidence else "reason"
            message = f"What is presumed correct is said to be rebutted, without the {lacks}."
            yield _STEP_LACKING.at(
                place,
                law=law.presumption,
                what=message,
                expected="the evidence, and why it weighs more for this patient",
            )
        return
    first = law.steps[0].id if law.steps else ""
    is_addressed = any(step.step == first and step.result is not StepResult.NOT_ADDRESSED for step in recorded.search)
    if is_addressed and law.ranks and recorded.standard != law.ranks[0].id:
        message = (
            "The guideline that is presumed correct speaks of the treatment, the line rests on a lower rank, and no "
            "rebuttal is recorded."
        )
        yield _STEP_LACKING.at(
            place, law=law.presumption, what=message, expected="the evidence that rebuts the presumption, and why"
        )
